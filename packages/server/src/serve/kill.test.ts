import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CartDown, Device } from '@continuo/protocol';
import { newCartId } from '../cart/id.ts';
import { Browser, type Backdoor } from '../cart/testing/shop.ts';
import { openDatabase } from '../database/index.ts';
import { makeTestFolder } from '../database/test-store.ts';
import { findWorkspace } from '../workspaces/index.ts';
import { Killable } from './testing/killable.ts';

const EVENTS = 1_000;
const BATCH = 5;
const SENDERS = 2;
const OPERATIONS = 200;
const TABS = 4;
const KILLS = 5;

test(`${EVENTS} events and ${OPERATIONS} cart operations sent while the server is killed ${KILLS} times are all there, once each`, async (t) => {
  const url = process.env['CONTINUO_TEST_DATABASE_URL'];
  const folder = mkdtempSync(join(tmpdir(), 'continuo-kill-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const database = url ? { url } : { folder: await makeTestFolder(folder) };
  const slug = `kill-${randomUUID()}`;
  const keys = { publishable: `pk_${randomUUID()}`, secret: `sk_${randomUUID()}` };
  const server = new Killable({ slug, keys, database });
  await server.start();

  /** Sends until it is answered with yes: the same bytes, as nobody knows what became of them. */
  const insist = async (send: () => Promise<Response>): Promise<unknown> => {
    for (;;) {
      try {
        const response = await send();
        if (response.ok) return await response.json();
        assert.ok(response.status >= 500, `answered ${response.status}`);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
      }
      // The server is gone or its answer was lost.
      repeated += 1;
      await serving;
      await sleep(20);
    }
  };
  let repeated = 0;
  let serving: Promise<unknown> = Promise.resolve();
  const acknowledged = { events: 0, operations: 0 };
  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });

  const batches = Array.from({ length: EVENTS / BATCH }, (_, b) =>
    Array.from({ length: BATCH }, (_, i) => ({
      ...{ type: 'track', event: 'Sent', anonymousId: 'sender', messageId: `m-${b * BATCH + i}` },
    })),
  );
  const track = async (): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const body = { writeKey: keys.publishable, batch };
      await insist(() => post('/v1/batch', body, { 'Content-Type': 'text/plain' }));
      acknowledged.events += batch.length;
    }
  };

  const door: Backdoor = {
    token: () => Promise.reject(new Error('guests only')),
    fetch: (path, { body, device, idempotencyKey } = {}) =>
      post(path, body, {
        'Content-Type': 'application/json',
        ...(device && { 'Continuo-Device': device }),
        ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
      }),
  };
  const made = await door.fetch('/v1/devices', {
    body: { key: keys.publishable },
    idempotencyKey: randomUUID(),
  });
  const first = new Browser(door, newCartId(new Date()), ((await made.json()) as Device).token);
  await first.sync();
  const tabs = [first, ...Array.from({ length: TABS - 1 }, () => first.another())];
  const shop = async (tab: Browser, mine: string): Promise<void> => {
    for (let i = 0; i < OPERATIONS / TABS; i++) {
      tab.press('a', i % 2 ? 'c/shared' : mine, 1);
      const up = tab.up();
      tab.take((await insist(() => tab.post(up))) as CartDown);
      assert.equal(tab.pending.length, 0);
      acknowledged.operations += 1;
    }
  };

  const work = Promise.all([
    ...Array.from({ length: SENDERS }, track),
    ...tabs.map((tab, i) => shop(tab, `c/tab-${i}`)),
  ]);
  for (let kill = 1; kill <= KILLS; kill++) {
    const goal = kill / (KILLS + 1);
    while (acknowledged.events / EVENTS < goal || acknowledged.operations / OPERATIONS < goal) await sleep(1);
    await sleep(Math.random() * 30); // in the middle of something
    let started!: () => void;
    serving = new Promise<void>((resolve) => (started = resolve));
    await server.kill();
    t.diagnostic(`killed process ${server.killed.at(-1)} after ${JSON.stringify(acknowledged)}`);
    await server.start();
    started();
  }
  await work;
  for (const tab of tabs) await tab.sync();
  await server.kill();
  t.diagnostic(`killed process ${server.killed.at(-1)} at the end; ${repeated} requests were repeated`);
  assert.equal(new Set(server.killed).size, KILLS + 1);

  for (const tab of tabs) {
    for (let i = 0; i < TABS; i++) assert.equal(tab.n(`c/tab-${i}`), OPERATIONS / TABS / 2);
    assert.equal(tab.n('c/shared'), OPERATIONS / 2);
  }
  assert.equal(first.v, OPERATIONS, 'counted once each');

  const { db, close } = await openDatabase(database);
  try {
    const ws = await findWorkspace(db, slug);
    const events = await db.selectFrom('events').select('mid').where('ws', '=', ws!.id).execute();
    assert.equal(events.length, EVENTS);
    assert.equal(new Set(events.map((e) => e.mid)).size, EVENTS);
    const persons = await db
      .selectFrom('persons')
      .select('events')
      .where('ws', '=', ws!.id)
      .where('events', '>', 0)
      .execute();
    assert.deepEqual(persons, [{ events: EVENTS }], 'counted once each');
  } finally {
    await close();
  }
});
