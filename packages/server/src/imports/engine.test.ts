import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ImportEvent, Product, ProductList } from '@continuo/protocol';
import fc from 'fast-check';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { importFeed, imported, jsonl, row, shop, tsv } from './testing.ts';

let test: TestBackend;
before(async () => {
  test = await openTestBackend();
});
after(() => test.close());

async function everything(ws: TestWorkspace, query = ''): Promise<Product[]> {
  const products: Product[] = [];
  let cursor: string | undefined;
  do {
    const page: ProductList = await ws.json(
      `/v1/products?key=${ws.publishable}&limit=100${query}${cursor ? `&cursor=${cursor}` : ''}`,
    );
    products.push(...page.products);
    cursor = page.next;
  } while (cursor);
  return products;
}
const counts = (event: ImportEvent | undefined) => {
  assert.equal(event?.type, 'done');
  const { added, changed, unchanged, retired, refused } = event;
  return [added, changed, unchanged, retired, refused];
};
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `v${from + i}`);

describe('importing a feed', () => {
  it('again changes nothing; a changed row changes; a missing one is retired, a returning one is back', async () => {
    const ws = await test.workspace();
    const feed = [row('a'), row('b'), row('c'), row('d')];
    assert.deepEqual(counts(await imported(ws, tsv(feed))), [4, 0, 0, 0, 0]);
    const etag = (await ws.fetch(`/v1/products?key=${ws.publishable}`)).headers.get('etag')!;
    assert.deepEqual(counts(await imported(ws, tsv(feed))), [0, 0, 4, 0, 0]);
    const held = await ws.fetch(`/v1/products?key=${ws.publishable}`, { headers: { 'If-None-Match': etag } });
    assert.equal(held.status, 304);
    feed[1] = row('b', { title: 'Another' });
    assert.deepEqual(counts(await imported(ws, tsv(feed))), [0, 1, 3, 0, 0]);
    assert.deepEqual(counts(await imported(ws, tsv(feed.slice(0, 3)))), [0, 0, 3, 1, 0]);
    assert.deepEqual(
      (await everything(ws)).map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    assert.equal((await ws.fetch(`/v1/products/d?key=${ws.publishable}`)).status, 404);
    assert.deepEqual(counts(await imported(ws, tsv(feed.slice(0, 3)))), [0, 0, 3, 0, 0]);
    assert.deepEqual(counts(await imported(ws, tsv(feed))), [0, 1, 3, 0, 0]);
    assert.equal((await everything(ws)).length, 4);
  });

  it('tells each row that it refuses by line, field and reason, and keeps the good ones', async () => {
    const ws = await test.workspace();
    const events = await importFeed(
      ws,
      tsv([
        row('a'),
        row('b', { price: '12 USD' }),
        row('c', { gtin: '123' }),
        row('a', { title: 'Twice' }),
        row('', { title: 'No id' }),
        row('d', { link: 'javascript:alert(1)' }),
        row('e'),
      ]),
    );
    assert.deepEqual(
      events.filter((event) => event.type === 'refused').map(({ line, item, field }) => [line, item, field]),
      [
        [3, 'b', 'price'],
        [4, 'c', 'gtin'],
        [5, 'a', 'id'],
        [6, undefined, 'id'],
        [7, 'd', 'link'],
      ],
    );
    assert.deepEqual(counts(events.at(-1)), [2, 0, 0, 0, 5]);
    assert.deepEqual(
      (await everything(ws)).map(({ title }) => title),
      ['Title of a', 'Title of e'],
    );
  });

  it('finds an id that comes again far below', async () => {
    const ws = await test.workspace();
    const feed = [...ids(0, 1_200).map((id) => row(id)), row('v3', { title: 'Twice' })];
    const events = await importFeed(ws, tsv(feed));
    assert.deepEqual(
      events.filter((event) => event.type === 'progress').map(({ rows }) => rows),
      [1_000],
    );
    const refused = events.filter((event) => event.type === 'refused');
    assert.deepEqual(
      refused.map(({ line, reason }) => [line, reason]),
      [[1_202, 'is in this feed already']],
    );
    assert.equal((await ws.json<Product>(`/v1/products/v3?key=${ws.publishable}`)).title, 'Title of v3');
  });

  it('of 5,000 rows tells how far it is, and again writes nothing', async () => {
    const ws = await test.workspace();
    const feed = tsv(ids(0, 5_000).map((id, i) => row(id, { item_group_id: `p${i >> 2}` })));
    const events = await importFeed(ws, feed);
    assert.deepEqual(
      events.filter((event) => event.type === 'progress').map(({ rows }) => rows),
      [1_000, 2_000, 3_000, 4_000, 5_000],
    );
    assert.deepEqual(counts(events.at(-1)), [5_000, 0, 0, 0, 0]);
    assert.deepEqual(counts(await imported(ws, feed)), [0, 0, 5_000, 0, 0]);
    assert.equal((await ws.json<ProductList>(`/v1/products?key=${ws.publishable}&limit=1`)).total, 1_250);
  });

  it('keeps what it knows of a row that is refused this time', async () => {
    const ws = await test.workspace();
    await imported(ws, tsv([row('a'), row('b')]));
    const done = await imported(ws, tsv([row('a'), row('b', { price: 'free' })]));
    assert.deepEqual(counts(done), [0, 0, 1, 0, 1]);
    assert.equal((await everything(ws)).length, 2);
  });

  it('refuses to retire more than half of what the feed had, unless it is forced', async () => {
    const ws = await test.workspace();
    const feed = ids(0, 40).map((id) => row(id));
    await imported(ws, tsv(feed));
    const changed = [row('v0', { title: 'New' }), ...feed.slice(1, 19)];
    const events = await importFeed(ws, tsv(changed));
    const last = events.at(-1);
    assert.ok(last?.type === 'failed' && last.code === 'import/retires-too-much');
    assert.match(last.detail, /lacks 21 of the 40/);
    assert.equal((await everything(ws)).length, 40);
    assert.equal((await ws.json<Product>(`/v1/products/v0?key=${ws.publishable}`)).title, 'New');
    assert.deepEqual(counts(await imported(ws, tsv(changed), { force: true })), [0, 0, 19, 21, 0]);
    assert.equal((await everything(ws)).length, 19);
  });

  it('retires most of a small feed, but never all of it for a feed without a good row', async () => {
    const ws = await test.workspace();
    await imported(ws, tsv([row('a'), row('b'), row('c')]));
    assert.equal((await imported(ws, tsv([row('a')]))).retired, 2);
    const last = (await importFeed(ws, tsv([row('x', { price: 'x' })]))).at(-1);
    assert.ok(last?.type === 'failed' && last.code === 'import/retires-too-much');
    assert.equal((await imported(ws, tsv([row('x', { price: 'x' })]), { force: true })).retired, 1);
  });

  it('of a source does not touch what another source has', async () => {
    const ws = await test.workspace();
    await imported(ws, tsv([row('a'), row('b')]), { source: 'one' });
    await imported(ws, tsv([row('c')]), { source: 'two' });
    assert.deepEqual(
      (await everything(ws)).map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    await imported(ws, tsv([row('a')]), { source: 'one' });
    assert.deepEqual(
      (await everything(ws)).map(({ id }) => id),
      ['a', 'c'],
    );
  });

  it('in any order gives the same catalogue', async () => {
    const feed = [
      row('p-2', { item_group_id: 'p', color: 'Ash', size: 'L', product_type: 'Pots' }),
      row('p-1', { item_group_id: 'p', color: 'Celadon', size: 'S', product_type: 'Pots' }),
      row('p-3', { item_group_id: 'p', color: 'Ash', size: 'S', product_type: 'Pots' }),
      row('q', { brand: 'Kiln', product_type: 'Cups', custom_label_1: '1' }),
      row('r', { sale_price: '11.00 HKD', product_type: 'Cups' }),
    ];
    const read = async (rows: typeof feed) => {
      const ws = await test.workspace();
      await imported(ws, tsv(rows));
      const { collections } = await ws.json<{ collections: unknown[] }>(
        `/v1/collections?key=${ws.publishable}`,
      );
      return { products: await everything(ws), newest: await everything(ws, '&sort=newest'), collections };
    };
    const expected = await read(feed);
    assert.deepEqual(
      expected.products.map(({ id }) => id),
      ['q', 'p', 'r'],
    );
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(feed, { minLength: feed.length }), async (rows) => {
        assert.deepEqual(await read(rows), expected);
      }),
      { numRuns: 8 },
    );
  });

  it('with hostile words shows exactly these words', async () => {
    const ws = await test.workspace();
    const hostile = [
      '<img src=x onerror=alert(1)>',
      `'; drop table catalog_rows; --`,
      '{"a":"\\u0000"} \\x00 \\',
      '100% _any_ %25 \\%',
      '👩‍👩‍👧 𠮷 é ﷽ \u200f\u0627\u200e',
      '${1+1} {{7*7}} <%= 1 %>',
      'x'.repeat(1_000),
    ];
    const feed = hostile.map((title, i) =>
      row(`h${i}`, { title, description: title, color: title.slice(0, 200) }),
    );
    assert.deepEqual(counts(await imported(ws, tsv(feed))), [hostile.length, 0, 0, 0, 0]);
    assert.deepEqual(
      (await everything(ws)).map(({ title }) => title),
      hostile,
    );
    assert.equal((await imported(ws, tsv(feed))).unchanged, hostile.length);
    const long = await importFeed(ws, tsv([...feed, row('long', { title: 'x'.repeat(10_000) })]));
    assert.deepEqual(
      long.filter((event) => event.type === 'refused').map(({ field }) => field),
      ['title'],
    );
  });
});

describe('markets and languages', () => {
  it('the Chinese feed gives words, not other products, and retires nothing of the English one', async () => {
    const ws = await test.workspace();
    await imported(ws, tsv([row('a', { title: 'Teapot' }), row('b', { title: 'Cup' })]));
    await imported(ws, tsv([row('a', { title: '茶壺' })]), { locale: 'zh-Hant' });
    const shown = async (locale: string) =>
      (await everything(ws, `&locale=${locale}`)).map((product) => [product.title, product.locale]);
    assert.deepEqual(await shown('en'), [
      ['Teapot', 'en'],
      ['Cup', 'en'],
    ]);
    assert.deepEqual(await shown('zh-Hant'), [
      ['茶壺', 'zh-Hant'],
      ['Cup', 'en'],
    ]);
    assert.deepEqual(await shown('zh-TW'), [
      ['茶壺', 'zh-Hant'],
      ['Cup', 'en'],
    ]);
    assert.deepEqual(await shown('fr'), await shown('en'));
  });

  it('what the Chinese feed retires is gone in Chinese and stays in English', async () => {
    const ws = await test.workspace();
    const feed = [row('a'), row('b')];
    await imported(ws, tsv(feed));
    await imported(ws, tsv(feed), { locale: 'zh-Hant' });
    await imported(ws, tsv([row('a')]), { locale: 'zh-Hant' });
    assert.equal((await everything(ws, '&locale=en')).length, 2);
    assert.equal((await everything(ws, '&locale=zh-Hant')).length, 1);
  });

  it('a price is of the market: the feed that was read last is right, in every language', async () => {
    const ws = await test.workspace();
    const at = (price: string) => tsv([row('a', { price })]);
    const price = async (locale: string) => (await everything(ws, `&locale=${locale}`))[0]!.from;
    await imported(ws, at('10 HKD'));
    await imported(ws, at('11 HKD'), { locale: 'zh-Hant' });
    assert.deepEqual(await price('en'), { amount: 1100, currency: 'HKD' });
    assert.deepEqual(counts(await imported(ws, at('10 HKD'))), [0, 1, 0, 0, 0]);
    assert.deepEqual(await price('zh-Hant'), { amount: 1000, currency: 'HKD' });
  });

  it('another market has its own prices, in a currency without decimals too', async () => {
    const ws = await test.workspace();
    await imported(ws, tsv([row('a')]));
    await imported(ws, tsv([row('a', { price: '240 JPY' })]), { market: 'jp' });
    assert.deepEqual((await everything(ws, '&market=jp'))[0]!.from, { amount: 240, currency: 'JPY' });
    assert.deepEqual((await everything(ws))[0]!.from, { amount: 1200, currency: 'HKD' });
    const events = await importFeed(ws, tsv([row('a')]), { market: 'jp' });
    assert.ok(events.some((event) => event.type === 'refused' && event.field === 'price'));
  });
});

describe('JSON Lines', () => {
  const lines = [
    shop('central'),
    { type: 'product', id: 'a', title: 'Pot', price: '12 HKD', availability: 'in_stock' },
    { type: 'stock', location: 'central', variant: 'a', quantity: 3 },
    { type: 'stock', location: 'online', variant: 'a', quantity: 2 },
  ];
  it('bring shops, products and stock in one file, and the same file changes nothing', async () => {
    const ws = await test.workspace();
    assert.deepEqual(counts(await imported(ws, jsonl(lines), { kind: 'jsonl' })), [4, 0, 0, 0, 0]);
    assert.deepEqual(counts(await imported(ws, jsonl(lines), { kind: 'jsonl' })), [0, 0, 4, 0, 0]);
    assert.equal((await everything(ws))[0]!.variants[0]!.stock, 2);
  });
  it('retire only what they speak of: a file of stock alone retires no product', async () => {
    const ws = await test.workspace();
    await imported(ws, jsonl(lines), { kind: 'jsonl' });
    assert.deepEqual(
      counts(await imported(ws, jsonl(lines.slice(2, 3)), { kind: 'jsonl' })),
      [0, 0, 1, 1, 0],
    );
    const [product] = await everything(ws);
    assert.equal(product!.variants[0]!.stock, undefined);
  });
  it('refuse stock of what nobody told of', async () => {
    const ws = await test.workspace();
    const events = await importFeed(
      ws,
      jsonl([
        lines[1]!,
        { type: 'stock', location: 'nowhere', variant: 'a', quantity: 1 },
        { type: 'stock', location: 'online', variant: 'nothing', quantity: 1 },
      ]),
      { kind: 'jsonl' },
    );
    assert.deepEqual(
      events.filter((event) => event.type === 'refused').map(({ line, field }) => [line, field]),
      [
        [2, 'location'],
        [3, 'variant'],
      ],
    );
  });
});
