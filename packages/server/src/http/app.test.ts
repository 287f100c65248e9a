import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { allRoutes, type Route } from '@continuo/protocol';
import * as z from 'zod/mini';
import { problem } from './problem.ts';
import { once } from './idempotency.ts';
import { prefixOf } from './limits.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';

let backend: TestBackend;
let shop: TestWorkspace;
before(async () => {
  backend = await openTestBackend();
  shop = await backend.workspace();
});
after(() => backend.close());

test('a page of an allowed origin reads the workspace and learns its markets', async () => {
  const response = await shop.fetch(`/v1/workspace?key=${shop.publishable}`);
  assert.equal(response.status, 200);
  const body = (await response.json()) as { workspace: string; markets: { id: string }[] };
  assert.equal(body.workspace, shop.workspace.slug);
  assert.deepEqual(
    body.markets.map((m) => m.id),
    ['hk', 'jp'],
  );
});

describe('an error', () => {
  test('is a problem document with a stable code and the id of the request', async () => {
    const response = await shop.fetch('/v1/nowhere');
    assert.equal(response.status, 404);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    const body = (await response.json()) as Record<string, unknown>;
    assert.equal(body['code'], 'request/not-found');
    assert.equal(body['requestId'], response.headers.get('continuo-request-id'));
  });

  test('of a body names the places and never repeats what was sent', async () => {
    const response = await shop.fetch('/v1/customers/me/devices', {
      body: { anonymousId: 'has a space, canary-7391' },
      token: await shop.token('ada'),
    });
    const text = await response.text();
    assert.equal(response.status, 400);
    assert.match(text, /body\.anonymousId/);
    assert.doesNotMatch(text, /canary-7391/);
  });

  test('of the method says which methods there are', async () => {
    const response = await shop.fetch('/v1/workspace', { method: 'DELETE' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, OPTIONS');
  });
});

test('the OpenAPI document has every route, and every route is served', async () => {
  const document = await shop.json<{ paths: Record<string, Record<string, { operationId: string }>> }>(
    '/v1/openapi.json',
  );
  const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((o) => o.operationId));
  assert.deepEqual(ids.sort(), allRoutes.map((r) => r.id).sort());
  for (const route of allRoutes) {
    const path = route.path.replaceAll(/\{\w+\}/g, 'x');
    const response = await shop.fetch(path, {
      method: route.method,
      headers: { 'Content-Type': 'application/json' },
    });
    const { code } = (await response.json()) as { code?: string };
    assert.notEqual(code, 'request/method-not-allowed', route.id);
    if (response.status === 404) assert.equal(route.id, 'collect.settings');
    await response.body?.cancel().catch(() => undefined);
  }
});

test('the same idempotency key gives the same device', async () => {
  const call = { body: { key: shop.publishable }, idempotencyKey: 'a-key-of-this-browser-1' };
  const first = await shop.json('/v1/devices', call);
  assert.deepEqual(await shop.json('/v1/devices', call), first);
  assert.notDeepEqual(await shop.device(), first);
});

describe('a write with an idempotency key', () => {
  const route: Route = {
    ...{ id: 'test.write', method: 'POST', path: '/v1/test', summary: '', credentials: [], status: 200 },
    body: z.object({}),
  };
  const scope = (request: unknown, now = new Date()) => ({
    ...{ db: backend.database.db, ws: shop.workspace.id, caller: 'u:ada', route, request, now },
  });
  const answer = (text: string) => () => Promise.resolve({ status: 200, answer: text });

  test('is done once: the repeat gets the first answer, another body 422', async () => {
    assert.deepEqual(await once('key-1', scope('a'), answer('1')), { status: 200, answer: '1' });
    assert.deepEqual(await once('key-1', scope('a'), answer('2')), { status: 200, answer: '1' });
    await assert.rejects(once('key-1', scope('b'), answer('3')), { code: 'idempotency/mismatch' });
    const bob = { ...scope('b'), caller: 'u:bob' };
    assert.deepEqual(await once('key-1', bob, answer('4')), { status: 200, answer: '4' }, "another's key");
  });

  test('that still runs is answered 409, and runs once of ten at the same time', async () => {
    let runs = 0;
    const slow = async () => {
      runs += 1;
      await new Promise((done) => setTimeout(done, 300));
      return { status: 200, answer: 'x' };
    };
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => once('key-2', scope('a'), slow)),
    );
    assert.equal(runs, 1);
    for (const r of results)
      if (r.status === 'rejected')
        assert.equal((r.reason as { code: string }).code, 'idempotency/in-progress');
  });

  test('that failed may be tried again, and one whose server was killed after a minute', async () => {
    await assert.rejects(once('key-3', scope('a'), () => Promise.reject(problem('cart/empty'))));
    assert.deepEqual(await once('key-3', scope('a'), answer('ok')), { status: 200, answer: 'ok' });
    const killed = new Promise<never>(() => undefined);
    void once('key-4', scope('a', new Date(Date.now() - 61_000)), () => killed);
    await new Promise((later) => setTimeout(later, 100));
    assert.deepEqual(await once('key-4', scope('a'), answer('again')), { status: 200, answer: 'again' });
  });
});

describe('too many requests', () => {
  test('are answered 429 with the time to wait; another address goes on', async () => {
    const strict = await openTestBackend({ rateLimits: { reads: 5 } });
    const ws = await strict.workspace();
    const read = (ip: string) =>
      strict.backend.fetch(new Request(`http://backend.test/v1/workspace?key=${ws.publishable}`), { ip });
    const statuses = [];
    for (let i = 0; i < 7; i++) statuses.push((await read('203.0.113.1')).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429]);
    const limited = await read('203.0.113.1');
    assert.ok(Number(limited.headers.get('retry-after')) > 0);
    assert.equal((await read('203.0.113.2')).status, 200);
    await strict.close();
  });

  test('are counted for the whole /64 of an IPv6 address', () => {
    assert.equal(prefixOf('2001:db8::1'), prefixOf('2001:db8:0:0:ffff::2'));
    assert.notEqual(prefixOf('2001:db8::1'), prefixOf('2001:db8:0:1::1'));
    assert.equal(prefixOf('::ffff:203.0.113.9'), '203.0.113.9');
  });
});
