import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { messages as en } from './en.ts';
import { messages as hans } from './zh-Hans.ts';
import { messages as hant } from './zh-Hant.ts';
import { languageOf } from './languages.ts';
import { shopTexts } from './shop.ts';

type Tree = { [key: string]: unknown };
const flat = (tree: object, prefix = ''): [string, unknown][] =>
  Object.entries(tree as Tree).flatMap(([key, value]) =>
    typeof value === 'object'
      ? flat(value as object, `${prefix}${key}.`)
      : [[prefix + key, value] as [string, unknown]],
  );

const read = (key: string, value: unknown): string => {
  if (typeof value === 'string') return value;
  assert.equal(typeof value, 'function', key);
  if (key.startsWith('notice.'))
    return (value as (words: object) => string)({ title: 'T', old: 'O', new: 'N' });
  return (value as (...given: unknown[]) => string)(3, 5);
};

for (const [language, messages] of Object.entries({ 'zh-Hans': hans, 'zh-Hant': hant })) {
  test(`${language} says everything that English says`, () => {
    assert.deepEqual(
      flat(messages).map(([key]) => key),
      flat(en).map(([key]) => key),
    );
  });
  test(`${language} says it in Chinese, and leaves out no value`, () => {
    const english = new Map(flat(en));
    for (const [key, value] of flat(messages)) {
      const text = read(key, value);
      // Han characters, or at least the punctuation that goes with them.
      assert.match(text, /[\p{Script=Han}：]/u, key);
      for (const placed of ['T', 'O', 'N', '3', '5'])
        if (read(key, english.get(key)).match(new RegExp(`(?<![A-Za-z])${placed}(?![A-Za-z])`)))
          assert.ok(text.includes(placed), `${key} leaves out ${placed}`);
    }
  });
}

test('Traditional and Simplified are not mixed', () => {
  const traditional = /[價個們請購車這門時處單種體點無關數減項總計運離線儲]/u;
  const simplified = /[价个们请购车这门时处单种体点无关数减项总计运离线储]/u;
  for (const [key, value] of flat(hans)) assert.doesNotMatch(read(key, value), traditional, key);
  for (const [key, value] of flat(hant)) assert.doesNotMatch(read(key, value), simplified, key);
});

test('every message is used, and only those', () => {
  const source = (readdirSync(new URL('../', import.meta.url), { recursive: true }) as string[])
    .filter((path) => path.endsWith('.ts') && !path.startsWith('i18n') && !path.includes('.test.'))
    .map((path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
    .join('\n');
  const byName = ['color', 'size', 'material', 'pattern']; // an option's name is its key
  for (const key of Object.keys(en))
    assert.ok(byName.includes(key) || new RegExp(`\\b${key}\\b`).test(source), key);
});

test('serves a reader in the script they read', () => {
  const expected = {
    'zh-TW': 'zh-Hant',
    'zh-HK': 'zh-Hant',
    'zh-MO': 'zh-Hant',
    'zh-Hant': 'zh-Hant',
    'zh-Hant-CN': 'zh-Hant',
    zh: 'zh-Hans',
    'zh-CN': 'zh-Hans',
    'zh-SG': 'zh-Hans',
    'zh-Hans-HK': 'zh-Hans',
    'ZH-tw': 'zh-Hant',
    en: 'en',
    'en-HK': 'en',
    de: 'en',
    '': 'en',
  };
  for (const [tag, language] of Object.entries(expected)) assert.equal(languageOf(tag), language, tag);
});

test('a language is there once it has been loaded; English from the start', async () => {
  assert.equal(shopTexts.get('en'), en);
  assert.equal(shopTexts.get('zh-Hant'), undefined);
  await Promise.all([shopTexts.load('zh-Hant'), shopTexts.load('zh-Hant')]);
  assert.equal(shopTexts.get('zh-Hant'), hant);
});
