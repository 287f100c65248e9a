import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { allRoutes, type Credential, type Route } from '@continuo/protocol';
import fc from 'fast-check';
import { Shop } from '../cart/testing/shop.ts';
import { putStaff } from '../staff/index.ts';
import { openTestBackend, type TestBackend, type TestCall, type TestWorkspace } from '../testing.ts';
import { createTillKey } from '../workspaces/index.ts';

const HERE = 'http://backend.test';
const password = 'correct horse battery';
let backend: TestBackend;
let ws: TestWorkspace;
let calls: Partial<Record<Credential, TestCall>>;
before(async () => {
  backend = await openTestBackend({
    rateLimits: { reads: 1e9, writes: 1e9, collect: 1e9, devices: 1e9, logins: 1e9 },
  });
  ws = (await Shop.open(backend)).workspace;
  const email = `${randomUUID()}@example.com`;
  await putStaff(backend.database.db, ws.workspace, { email, name: 'Agent', role: 'admin', password });
  const login = await ws.fetch('/v1/staff/session', { body: { email, password }, origin: HERE });
  const till = await createTillKey(backend.database.db, ws.workspace, 'central');
  const device = (await ws.device()).token;
  calls = {
    device: { device },
    customer: { token: await ws.token('ada'), device },
    staff: { headers: { Cookie: login.headers.get('set-cookie')!.split(';')[0] }, origin: HERE },
    till: { headers: { Authorization: `Bearer ${till.key}` }, origin: null },
    secret: { secret: true },
    none: { origin: HERE },
  };
});
after(() => backend.close());

/** Text that databases, JSON and SQL trip over. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ...['\0', 'a\0b', '\ud800', '\udc00x', "'; drop table events; --", '%', '_', '\\', '$1', '{}', '', ' '],
    ...[
      '__proto__',
      'constructor',
      '1e400',
      '-0',
      'NaN',
      '9'.repeat(400),
      '\u202e',
      '💥'.repeat(80),
      '../../etc/passwd',
    ],
    ...[
      '2026-13-45T99:99:99Z',
      '-271821-04-20T00:00:00.000Z',
      '+275760-09-13T00:00:00.000Z',
      'x'.repeat(3_000),
    ],
  ),
);
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(1e308, -1e308, 2 ** 53, 2 ** 63, -1, 0, 0.1),
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    ...[nasty, number, fc.boolean(), fc.constant(null)],
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(nasty, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const deep = fc.integer({ min: 50, max: 20_000 }).map((n) => `${'['.repeat(n)}${']'.repeat(n)}`);

const shapeOf = (schema: unknown): string[] =>
  Object.keys((schema as { shape?: object } | undefined)?.shape ?? {});

/** A request that has the right names and the wrong things in them. */
const request = (route: Route) =>
  fc.record({
    params: fc.array(
      nasty.filter((t) => t !== '' && t !== '.' && t !== '..' && Buffer.from(t).toString() === t),
      { minLength: 2, maxLength: 2 },
    ),
    query: fc.record(Object.fromEntries(shapeOf(route.query).map((k) => [k, nasty])), { requiredKeys: [] }),
    body: fc.record(Object.fromEntries(shapeOf(route.body).map((k) => [k, anything])), { requiredKeys: [] }),
  });

async function send(route: Route, values: { params: string[]; query: object; body: object }): Promise<void> {
  const credential = route.credentials[0]!;
  const given = [...values.params];
  const path = route.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(given.pop() ?? 'x'));
  const query = new URLSearchParams(Object.entries(values.query as Record<string, string>));
  const isPublic = credential === 'publishable';
  if (isPublic && route.method === 'GET') query.set('key', ws.publishable);
  const key = isPublic
    ? { key: ws.publishable }
    : credential === 'write-key'
      ? { writeKey: ws.publishable }
      : {};
  const response = await ws.fetch(`${path}${query.size > 0 ? `?${query}` : ''}`, {
    ...{ method: route.method, idempotencyKey: randomUUID(), signal: AbortSignal.timeout(10_000) },
    ...(route.body === undefined
      ? {}
      : { body: route.body === 'stream' ? JSON.stringify(values.body) : { ...values.body, ...key } }),
    ...calls[credential],
  });
  const text = response.status >= 500 ? await response.text() : (await response.body?.cancel(), '');
  assert.ok(response.status < 500, `${route.method} ${path}: ${response.status} ${text}`);
}

describe('whatever is sent, the answer is never an error of the server', () => {
  for (const route of allRoutes)
    // a log-in costs a derivation of the password: fewer runs prove the same; a live stream takes no body
    test(`${route.method} ${route.path}`, async () => {
      const runs = route.id === 'staff.login' ? 5 : route.id.startsWith('collect.') ? 8 : 15;
      await fc.assert(
        fc.asyncProperty(request(route), (values) => send(route, values)),
        { numRuns: runs },
      );
    });

  test('in every field of a message, and the good message beside it is kept', async () => {
    const fields = [
      'type',
      'event',
      'messageId',
      'anonymousId',
      'userId',
      'properties',
      'traits',
      'context',
      'timestamp',
    ];
    const bad = fc.record(Object.fromEntries(fields.map((f) => [f, anything])), { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(fc.array(bad, { maxLength: 8 }), async (messages) => {
        const good = { type: 'track', event: 'Good', anonymousId: 'a', messageId: randomUUID() };
        const result = await ws.json<{ accepted: number; rejected: unknown[] }>('/v1/batch', {
          body: { writeKey: ws.publishable, batch: [...messages, good] },
        });
        assert.equal(result.accepted + result.rejected.length, messages.length + 1);
        assert.ok(result.accepted >= 1);
      }),
      { numRuns: 60 },
    );
  });

  test('nested as deep as it likes', async () => {
    await fc.assert(
      fc.asyncProperty(deep, async (nest) => {
        const message = `{"type":"track","event":"E","anonymousId":"a","properties":{"x":${nest}}}`;
        const response = await ws.fetch('/v1/batch', {
          body: `{"writeKey":"${ws.publishable}","batch":[${message}]}`,
        });
        assert.ok(response.status < 500, `${nest.length}: ${response.status}`);
        const other = await ws.fetch('/v1/customers/me/devices', {
          body: `{"x":${nest}}`,
          ...calls.customer,
        });
        assert.ok(other.status < 500);
      }),
      { numRuns: 15 },
    );
  });
});
