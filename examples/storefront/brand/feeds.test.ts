import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DEMO_FEEDS, feedPath } from '../seed.ts';
import { layersOf } from '../pictures/layers-of.ts';
import { checkDigit } from './gtin.ts';
import { products, variantsOf } from './source/index.ts';

const text = (file: string) => readFileSync(feedPath(file), 'utf8');
const rows = (file: string): Record<string, string>[] => {
  const [head = '', ...lines] = text(file).trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i] ?? '', cell])));
};
const english = rows('products-hk-en.tsv');

test('the brand has at least 24 products with variants in six collections', () => {
  assert.ok(products.length >= 24);
  assert.ok(english.length > products.length * 2);
  assert.equal(new Set(english.map((row) => row['custom_label_0'])).size, 6);
});

test('every variant has a GTIN of its own with the right check digit, from the range that is kept for in-house use', () => {
  const all = english.map((row) => row['gtin'] ?? '');
  assert.equal(new Set(all).size, all.length);
  for (const gtin of all) {
    assert.match(gtin, /^29\d{11}$/);
    assert.equal(Number(gtin.at(-1)), checkDigit(gtin.slice(0, -1)));
  }
});

test('the four feeds have the same variants, each in its language and currency', () => {
  const ids = english.map((row) => row['id']);
  const chinese = rows('products-hk-zh-Hant.tsv');
  const japan = rows('products-jp-zh-Hant.tsv');
  assert.deepEqual(
    chinese.map((row) => row['id']),
    ids,
  );
  assert.deepEqual(
    japan.map((row) => row['id']),
    ids,
  );
  assert.deepEqual(
    [...text('products-jp-en.xml').matchAll(/<g:id>(.*?)<\/g:id>/g)].map((match) => match[1]),
    ids,
  );
  for (const row of english) assert.match(row['price'] ?? '', /^\d+\.\d\d HKD$/);
  for (const row of japan) assert.match(row['price'] ?? '', /^\d+ JPY$/);
  for (const row of chinese)
    assert.match((row['title'] ?? '') + (row['description'] ?? ''), /\p{Script=Han}/u);
});

test('every picture that a feed names can be drawn', () => {
  const urls = new Set(
    DEMO_FEEDS.filter((feed) => feed.kind === 'products').flatMap(
      (feed) => text(feed.file).match(/\/pictures\/[\w/-]+\.webp/g) ?? [],
    ),
  );
  assert.equal(urls.size, products.flatMap(variantsOf).length * 4);
  for (const url of urls) {
    const name = url.replace(/^\/pictures\/|-\d+\.webp$/g, '');
    assert.match(layersOf(name)?.things ?? '', /^<svg [\s\S]+<\/svg>$/, url);
  }
});

test('the committed feeds are what the source table makes', async () => {
  const before = DEMO_FEEDS.map((feed) => text(feed.file));
  await import('./make-feeds.ts');
  assert.deepEqual(
    DEMO_FEEDS.map((feed) => text(feed.file)),
    before,
  );
});
