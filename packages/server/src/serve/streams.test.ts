import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, memoryPlatform, type Client } from '@continuo/core';
import type { Change } from '@continuo/protocol';
import { newCartId } from '../cart/id.ts';
import { Browser, type Backdoor } from '../cart/testing/shop.ts';
import { makeTestFolder } from '../database/test-store.ts';
import { Killable } from './testing/killable.ts';

const url = process.env['CONTINUO_TEST_DATABASE_URL'];
/** As many as a node is said to hold beside its work; the embedded database is for one small machine. */
const CLIENTS = url ? 500 : 100;
/** How many of them press: their pages are to hear of it. */
const PRESSING = CLIENTS / 10;
/** Milliseconds until the last one is back: a wait of the backoff is a minute at most. */
const PATIENCE = 120_000;

/** A visitor with an open page: presses on one device, and what the client's stream tells there. */
interface Page {
  client: Client;
  browser: Browser;
  heard: number[];
  /** Streams that were asked for, and those that were given. */
  asked: number;
  opened: number;
}

/** Sixteen at a time. */
const each = async <T>(items: readonly T[], task: (item: T) => Promise<unknown>): Promise<void> => {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (const item of rest) await task(item);
    }),
  );
};

test(`${CLIENTS} open pages hear of every change once, also when the server stops and when it is killed`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'continuo-streams-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const keys = { publishable: `pk_${randomUUID()}`, secret: `sk_${randomUUID()}` };
  const server = new Killable({
    slug: `streams-${randomUUID()}`,
    keys,
    database: url ? { url } : { folder: await makeTestFolder(folder) },
  });
  await server.start();

  const door: Backdoor = {
    token: () => Promise.reject(new Error('guests only')),
    fetch: (path, { body, device } = {}) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(device && { 'Continuo-Device': device }) },
        body: JSON.stringify(body),
      }),
  };
  const open = async (): Promise<Page> => {
    const platform = memoryPlatform();
    const page: Partial<Page> = { heard: [], asked: 0, opened: 0 };
    const client = createClient({
      endpoint: server.url,
      key: keys.publishable,
      platform: {
        ...platform,
        fetch: async (input, init) => {
          const streams = (input as string).endsWith('/v1/live');
          if (streams) page.asked!++;
          const response = await platform.fetch(input, init);
          if (streams && response.ok) page.opened!++;
          return response;
        },
      },
    });
    const { token } = await client.identity.ensureDevice();
    page.client = client;
    page.browser = new Browser(door, newCartId(new Date()), token);
    client.changes.on(
      'cart',
      (change: Change) => page.heard!.push(change.cursor),
      () => {},
    );
    return page as Page;
  };
  const pages: Page[] = [];
  t.after(async () => {
    for (const { client } of pages) client.destroy();
    await server.stop();
  });
  await each([...Array(CLIENTS).keys()], async () => pages.push(await open()));
  assert.equal(pages.length, CLIENTS);

  const until = async (what: string, count: () => number) => {
    const end = Date.now() + PATIENCE;
    while (count() > 0 && Date.now() < end) await sleep(100);
    assert.equal(count(), 0, what);
  };
  let rounds = 0;
  /** Every page has a stream again, and some visitors press: their pages hear of it, and nobody else's. */
  const round = async (when: string) => {
    rounds++;
    await until(
      `${when}: pages without a stream`,
      () => pages.filter(({ opened }) => opened < rounds).length,
    );
    const pressing = pages.slice(0, PRESSING);
    await each(pressing, ({ browser }) => browser.do('a', 'c/A', 1));
    await until(
      `${when}: pages that missed a change`,
      () => pressing.filter(({ heard }) => heard.length < rounds).length,
    );
    for (const { heard } of pressing) {
      assert.equal(heard.length, rounds, `${when}: a change was told twice`);
      assert.deepEqual(
        heard,
        [...new Set(heard)].sort((a, b) => a - b),
        when,
      );
    }
    assert.ok(pages.slice(PRESSING).every(({ heard }) => heard.length === 0));
  };
  await round('before');

  assert.equal(await server.stop(), 0, 'the server ends by itself though streams are open');
  await server.start();
  await round('after a stop');

  await server.kill();
  console.log(`killed the server, process ${server.killed.at(-1)}, with ${CLIENTS} streams open`);
  await server.start();
  await round('after a kill');

  const asked = pages.reduce((sum, page) => sum + page.asked, 0);
  console.log(`${CLIENTS} pages asked for ${asked} streams through two restarts`);
  // Their waits double: a minute without a server would cost each eight tries.
  assert.ok(asked < CLIENTS * 16, `${asked} streams asked for`);
});
