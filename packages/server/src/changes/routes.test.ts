import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeList } from '@continuo/protocol';
import { transact } from '../database/index.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { announce, type Subject } from './announce.ts';

let backend: TestBackend;
let shop: TestWorkspace;
before(async () => {
  backend = await openTestBackend();
  shop = await backend.workspace();
});
after(() => backend.close());

const tell = (subject: Subject, order: string, ws = shop) =>
  transact(backend.database.db, (tx) =>
    announce(tx, ws.workspace, subject, 'order', { order, state: 'placed' }),
  );

interface Frame {
  id?: string;
  event?: string;
  data?: string;
  retry?: string;
}
/** Reads a stream as its frames; comments come as `{}`. */
async function* frames(response: Response): AsyncGenerator<Frame> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text
        .slice(0, end)
        .split('\n')
        .filter((l) => !l.startsWith(':'));
      text = text.slice(end + 2);
      yield Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 2)]));
    }
  }
}
const stream = async (device: string, headers: Record<string, string> = {}, query = '') => {
  const abort = new AbortController();
  const response = await shop.fetch(`/v1/live${query}`, { device, headers, signal: abort.signal });
  assert.equal(response.status, 200);
  const reader = frames(response);
  return { response, abort, next: async () => (await reader.next()).value as Frame | undefined };
};
const orderIn = (frame: Frame | undefined) =>
  (JSON.parse(frame!.data!) as { data: { order: string } }).data.order;

describe('the list of changes', () => {
  test('tells what is new since a cursor, each naming the one before', async () => {
    const { deviceId, token } = await shop.device();
    const list = (after?: number) =>
      shop.json<ChangeList>(`/v1/changes${after === undefined ? '' : `?after=${after}`}`, { device: token });
    assert.deepEqual(await list(), { changes: [], more: false, cursor: 0 });
    for (const order of ['1', '2', '3']) await tell(`d:${deviceId}`, order);
    const all = await list(0);
    assert.deepEqual(
      all.changes.map((c) => (c.data as { order: string }).order),
      ['1', '2', '3'],
    );
    assert.deepEqual(
      all.changes.map((c) => c.prev),
      [0, all.changes[0]!.cursor, all.changes[1]!.cursor],
    );
    assert.deepEqual((await list(all.changes[1]!.cursor)).changes, all.changes.slice(2));
    assert.deepEqual(await list(all.cursor), { changes: [], more: false, cursor: all.cursor });
  });

  test('says reset to a cursor that it does not know', async () => {
    const { deviceId, token } = await shop.device();
    await tell(`d:${deviceId}`, '1');
    const { cursor, reset } = await shop.json<ChangeList>('/v1/changes?after=7', { device: token });
    assert.equal(reset, true);
    await tell(`d:${deviceId}`, '2');
    await backend.database.db.deleteFrom('changes').where('ws', '=', shop.workspace.id).execute();
    const old = await shop.json<ChangeList>(`/v1/changes?after=${cursor}`, { device: token });
    assert.equal(old.reset, true, 'older than what is kept');
    const now = await shop.json<ChangeList>(`/v1/changes?after=${old.cursor}`, { device: token });
    assert.equal(now.reset, undefined);
  });

  test("holds no other visitor's changes", async () => {
    const [one, two] = [await shop.device(), await shop.device()];
    await tell(`d:${one.deviceId}`, 'secret');
    const { changes } = await shop.json<ChangeList>('/v1/changes?after=0', { device: two.token });
    assert.deepEqual(changes, []);
  });

  test('numbers 40 changes at once without a gap', async () => {
    const { deviceId, token } = await shop.device();
    await Promise.all(Array.from({ length: 40 }, (_, i) => tell(`d:${deviceId}`, String(i))));
    const { changes } = await shop.json<ChangeList>('/v1/changes?after=0', { device: token });
    assert.equal(changes.length, 40);
    changes.reduce((prev, c) => (assert.equal(c.prev, prev), c.cursor), 0);
  });
});

describe('the stream', () => {
  test('begins with ready, sends the backlog and then what is new', async () => {
    const { deviceId, token } = await shop.device();
    await tell(`d:${deviceId}`, 'before');
    const { next, abort, response } = await stream(token, { 'Last-Event-ID': '0' });
    assert.equal(response.headers.get('x-accel-buffering'), 'no');
    assert.equal((await next())!.event, 'ready');
    assert.equal(orderIn(await next()), 'before');
    await tell(`d:${deviceId}`, 'after');
    const fresh = await next();
    assert.equal(orderIn(fresh), 'after');
    assert.equal(fresh!.event, 'change');
    abort.abort();
  });

  test('loses nothing that commits out of order', async (t) => {
    if (backend.database.kind === 'embedded')
      return t.diagnostic('one connection: nothing commits out of order');
    const [slow, quick] = [await shop.device(), await shop.device()];
    const heard = await stream(slow.token);
    const other = await stream(quick.token);
    await heard.next();
    await other.next();
    let release = () => {};
    const held = new Promise<void>((r) => (release = r));
    const late = transact(backend.database.db, async (tx) => {
      await announce(tx, shop.workspace, `d:${slow.deviceId}`, 'order', { order: 'late', state: 'placed' });
      await held;
    });
    await sleep(50);
    await tell(`d:${quick.deviceId}`, 'early');
    await sleep(600);
    release();
    await late;
    assert.equal(orderIn(await heard.next()), 'late');
    assert.equal(orderIn(await other.next()), 'early');
    heard.abort.abort();
    other.abort.abort();
  });

  test('resets a cursor that is too old', async () => {
    const { deviceId, token } = await shop.device();
    await tell(`d:${deviceId}`, '1');
    const { next, abort } = await stream(token, {}, '?after=5');
    assert.equal((await next())!.event, 'reset');
    abort.abort();
  });

  test('of a visitor who has five ends the oldest when a sixth begins', async () => {
    const { token } = await shop.device();
    const open = [];
    for (let i = 0; i < 6; i++) {
      open.push(await stream(token));
      await open[i]!.next();
    }
    assert.equal((await open[0]!.next())!.event, 'bye');
    assert.equal(await open[0]!.next(), undefined);
    for (const { abort } of open) abort.abort();
  });

  test('ends when the token does', async () => {
    const exp = Math.floor(Date.now() / 1000) + 1;
    const token = await shop.token('ada', { exp });
    const response = await shop.fetch('/v1/live', { token });
    const seen: (string | undefined)[] = [];
    for await (const { event } of frames(response)) seen.push(event);
    assert.deepEqual(seen, ['ready', 'bye']);
  });

  test('drops a reader that lets 64 kB wait', async () => {
    const { deviceId, token } = await shop.device();
    const { response } = await stream(token);
    await sleep(100);
    for (let i = 0; i < 12; i++) await tell(`d:${deviceId}`, 'x'.repeat(10_000));
    await sleep(400);
    await assert.rejects(async () => {
      for await (const frame of frames(response)) void frame;
    });
  });
});
