import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Location, Product, Stock } from '@continuo/protocol';
import { transact } from '../database/index.ts';
import { importFeed, imported, jsonl, row, shop, tsv } from '../imports/testing.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { returnStock, takeStock } from './stock.ts';

let test: TestBackend;
before(async () => {
  test = await openTestBackend();
});
after(() => test.close());

const inventory = (rows: [store: string, id: string, quantity: number, more?: Record<string, string>][]) =>
  tsv(rows.map(([store_code, id, quantity, more]) => ({ store_code, itemid: id, quantity, ...more })));

async function stocked(quantities: Record<string, number>): Promise<TestWorkspace> {
  const ws = await test.workspace();
  await imported(ws, tsv([...Object.keys(quantities), 'uncounted'].map((id) => row(id))));
  await imported(ws, inventory(Object.entries(quantities).map(([id, n]) => ['online', id, n])), {
    kind: 'inventory',
  });
  return ws;
}
const take = (ws: TestWorkspace, lines: Record<string, number>, orderId: string) =>
  transact(test.database.db, (tx) =>
    takeStock(
      tx,
      ws.workspace.id,
      Object.entries(lines).map(([variantId, quantity]) => ({ variantId, quantity })),
      orderId,
      new Date(),
    ),
  );
const giveBack = (ws: TestWorkspace, orderId: string) =>
  transact(test.database.db, (tx) => returnStock(tx, ws.workspace.id, orderId, new Date()));
const left = async (ws: TestWorkspace, id: string) =>
  (await ws.json<Product>(`/v1/products/${id}?key=${ws.publishable}`)).variants[0]!.stock;

describe('an order', () => {
  it('takes what it ships, and the shop shows what is left', async () => {
    const ws = await stocked({ a: 5, b: 1 });
    const etag = (await ws.fetch(`/v1/products/a?key=${ws.publishable}`)).headers.get('etag')!;
    assert.deepEqual(await take(ws, { b: 1, a: 2, uncounted: 99 }, 'o1'), []);
    assert.deepEqual([await left(ws, 'a'), await left(ws, 'b')], [3, 0]);
    const again = await ws.fetch(`/v1/products/a?key=${ws.publishable}`, {
      headers: { 'If-None-Match': etag },
    });
    assert.equal(again.status, 200);
    const sold = await ws.json<Product>(`/v1/products/b?key=${ws.publishable}`);
    assert.equal(sold.availability, 'out_of_stock');
  });
  it('hears what is missing, and never takes more than there is', async () => {
    const ws = await stocked({ a: 2 });
    assert.deepEqual(await take(ws, { a: 3 }, 'o1'), [{ variantId: 'a', wanted: 3, taken: 2 }]);
    assert.equal(await left(ws, 'a'), 0);
    assert.deepEqual(await take(ws, { a: 1 }, 'o2'), [{ variantId: 'a', wanted: 1, taken: 0 }]);
  });
  it('takes once, and gives back once what it took', async () => {
    const ws = await stocked({ a: 2 });
    await take(ws, { a: 3 }, 'o1');
    assert.deepEqual(await take(ws, { a: 3 }, 'o1'), []);
    await giveBack(ws, 'o1');
    assert.equal(await left(ws, 'a'), 2);
    await giveBack(ws, 'o1');
    await giveBack(ws, 'unknown');
    assert.equal(await left(ws, 'a'), 2);
  });
  it('beyond the stock is no shortage where that is allowed', async () => {
    const ws = await stocked({ a: 1 });
    await imported(ws, inventory([['online', 'uncounted', 1, { availability: 'backorder' }]]), {
      kind: 'inventory',
    });
    assert.deepEqual(await take(ws, { uncounted: 5 }, 'o1'), []);
    assert.equal(await left(ws, 'uncounted'), undefined);
  });
  it('racing others sells each piece once', async () => {
    const ws = await stocked({ a: 7, b: 7 });
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, i) => take(ws, i % 2 ? { a: 1, b: 1 } : { b: 1, a: 1 }, `o${i}`)),
    );
    assert.equal(results.filter((shortages) => shortages.length === 0).length, 7);
    assert.deepEqual([await left(ws, 'a'), await left(ws, 'b')], [0, 0]);
  });
  it('stays sold when the same feed is imported again; a new number counts', async () => {
    const ws = await stocked({ a: 5 });
    await take(ws, { a: 2 }, 'o1');
    await imported(ws, inventory([['online', 'a', 5]]), { kind: 'inventory' });
    assert.equal(await left(ws, 'a'), 3);
    await imported(ws, inventory([['online', 'a', 9]]), { kind: 'inventory' });
    assert.equal(await left(ws, 'a'), 9);
  });
});

describe('shops', () => {
  it('are listed in the language of the reader, with what they have and their own price', async () => {
    const ws = await test.workspace();
    const hours = [null, ...Array.from({ length: 6 }, () => ({ opens: '10:00', closes: '19:30' }))];
    const lines = (name: string) => [shop('central', { name, hours, latitude: 22.28, longitude: 114.16 })];
    await imported(ws, tsv([row('a')]));
    await imported(ws, jsonl(lines('Central')), { kind: 'jsonl' });
    await imported(ws, jsonl(lines('中環')), { kind: 'jsonl', locale: 'zh-Hant' });
    const read = async (locale: string) =>
      (await ws.json<{ locations: Location[] }>(`/v1/locations?key=${ws.publishable}&locale=${locale}`))
        .locations;
    assert.deepEqual(
      (await read('zh-HK')).map(({ name }) => name),
      ['中環'],
    );
    assert.deepEqual(await read('en'), [
      {
        ...{ id: 'central', name: 'Central', address: '1 Road', timeZone: 'Asia/Hong_Kong', hours },
        ...{ latitude: 22.28, longitude: 114.16 },
      },
    ]);
    const feed = inventory([
      ['central', 'a', 3, { price: '11 HKD' }],
      ['online', 'a', 9],
    ]);
    await imported(ws, feed, { kind: 'inventory', source: 'stock' });
    const { stock } = await ws.json<{ stock: Stock[] }>(`/v1/products/a/stock?key=${ws.publishable}`);
    assert.deepEqual(
      stock.map(({ asOf: _, ...rest }) => rest),
      [
        {
          ...{ variantId: 'a', locationId: 'central', availability: 'in_stock', quantity: 3 },
          price: { amount: 1100, currency: 'HKD' },
        },
      ],
    );
    assert.ok(Math.abs(Date.parse(stock[0]!.asOf) - Date.now()) < 60_000);
    assert.equal((await ws.fetch(`/v1/products/zz/stock?key=${ws.publishable}`)).status, 404);
  });
  it('that one language no longer has stay while another has them', async () => {
    const ws = await test.workspace();
    for (const locale of ['en', 'zh-Hant'])
      await imported(ws, jsonl([shop('a'), shop('b')]), { kind: 'jsonl', locale });
    const names = async () =>
      (await ws.json<{ locations: Location[] }>(`/v1/locations?key=${ws.publishable}`)).locations.map(
        ({ id }) => id,
      );
    await imported(ws, jsonl([shop('a')]), { kind: 'jsonl' });
    assert.deepEqual(await names(), ['a', 'b']);
    await imported(ws, jsonl([shop('a')]), { kind: 'jsonl', locale: 'zh-Hant' });
    assert.deepEqual(await names(), ['a']);
  });
  it('nobody told of have no stock', async () => {
    const ws = await stocked({ a: 1 });
    const events = await importFeed(
      ws,
      inventory([
        ['nowhere', 'a', 1],
        ['online', 'zz', 1],
      ]),
      { kind: 'inventory' },
    );
    assert.deepEqual(
      events.filter((event) => event.type === 'refused').map(({ line, field }) => [line, field]),
      [
        [2, 'store_code'],
        [3, 'id'],
      ],
    );
  });
});
