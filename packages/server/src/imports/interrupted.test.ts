import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ImportEvent, ProductList } from '@continuo/protocol';
import { onOffersChanged } from '../catalog/index.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { startImport } from './engine.ts';
import { imported, row, tsv } from './testing.ts';

let test: TestBackend;
before(async () => {
  test = await openTestBackend();
});
after(() => test.close());
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `v${from + i}`);

describe('an import that does not end', () => {
  const scope = (ws: TestWorkspace) => ({
    kind: 'products' as const,
    format: 'tsv' as const,
    source: 'main',
    market: ws.workspace.markets[0]!,
    locale: 'en',
  });
  const drain = async (events: AsyncIterable<ImportEvent>) => {
    const found: ImportEvent[] = [];
    for await (const event of events) found.push(event);
    return found;
  };

  it('leaves what it read, retires nothing, and is simply repeated', async () => {
    const ws = await test.workspace();
    const feed = ids(0, 1_500).map((id) => row(id));
    await imported(ws, tsv([...feed.slice(0, 100), row('old')]));
    async function* half() {
      yield Buffer.from(tsv(feed.slice(0, 1_200)));
      await Promise.resolve();
      throw new Error('killed');
    }
    const events = await startImport(test.database.db, ws.workspace.id, scope(ws), half());
    await assert.rejects(drain(events), /killed/);
    const before = await ws.json<ProductList>(`/v1/products?key=${ws.publishable}`);
    assert.ok(before.total > 101 && before.total < 1_500, `${before.total}`);
    const done = await imported(ws, tsv(feed));
    assert.equal(done.added + done.unchanged, 1_500);
    assert.deepEqual([done.changed, done.retired, done.refused], [0, 1, 0]);
    assert.equal((await ws.json<ProductList>(`/v1/products?key=${ws.publishable}`)).total, 1_500);
  });

  it('keeps others out of the same feed, and of that one only', async () => {
    const ws = await test.workspace();
    let go = () => {};
    const waiting = new Promise<void>((resolve) => (go = resolve));
    async function* slow() {
      yield Buffer.from(tsv([row('a')]));
      await waiting;
    }
    const first = await startImport(test.database.db, ws.workspace.id, scope(ws), slow());
    const running = drain(first);
    const response = await ws.fetch('/v1/imports?kind=products&format=tsv&source=main&market=hk&locale=en', {
      method: 'POST',
      secret: true,
      body: tsv([row('a')]),
    });
    assert.equal(response.status, 409);
    assert.equal(((await response.json()) as { code: string }).code, 'import/busy');
    await imported(ws, tsv([row('a')]), { locale: 'zh-Hant' });
    go();
    assert.equal((await running).at(-1)?.type, 'done');
    await imported(ws, tsv([row('a')]));
  });

  it('stops before its next write when another took its place', async () => {
    const ws = await test.workspace();
    async function* source() {
      yield Buffer.from(tsv(ids(0, 600).map((id) => row(id))));
      await Promise.resolve();
      await test.database.db
        .updateTable('imports')
        .set((e) => ({ number: e('number', '+', 1) }))
        .where('ws', '=', ws.workspace.id)
        .execute();
    }
    const events = await drain(await startImport(test.database.db, ws.workspace.id, scope(ws), source()));
    const last = events.at(-1);
    assert.ok(last?.type === 'failed' && last.code === 'import/busy');
  });
});

describe('whoever quotes prices', () => {
  it('hears of variants whose price, availability or stock changed, once it is committed', async () => {
    const ws = await test.workspace();
    const heard: string[] = [];
    const stop = onOffersChanged((db, id, variantIds) => {
      assert.ok(!db.isTransaction);
      if (id === ws.workspace.id) heard.push(...variantIds);
      return Promise.resolve();
    });
    const told = async (act: () => Promise<unknown>) => {
      heard.length = 0;
      await act();
      return heard.toSorted();
    };
    try {
      const feed = [row('a'), row('b'), row('c')];
      await imported(ws, tsv(feed));
      assert.deepEqual(await told(() => imported(ws, tsv(feed))), []);
      feed[1] = row('b', { price: '13 HKD' });
      feed[2] = row('c', { availability: 'out_of_stock' });
      assert.deepEqual(await told(() => imported(ws, tsv(feed))), ['b', 'c']);
      assert.deepEqual(await told(() => imported(ws, tsv(feed.slice(1)))), ['a']);
      const stock = tsv([{ store_code: 'online', id: 'b', quantity: 1 }]);
      assert.deepEqual(await told(() => imported(ws, stock, { kind: 'inventory' })), ['b']);
      assert.deepEqual(await told(() => imported(ws, stock, { kind: 'inventory' })), []);
    } finally {
      stop();
    }
  });
});
