import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';

let backend: TestBackend;
let shop: TestWorkspace;
before(async () => {
  backend = await openTestBackend();
  shop = await backend.workspace();
});
after(() => backend.close());

const events = (ws = shop) =>
  backend.database.db
    .selectFrom('events')
    .selectAll()
    .where('ws', '=', ws.workspace.id)
    .orderBy('mid')
    .execute();
const persons = (ws = shop) =>
  backend.database.db
    .selectFrom('persons')
    .selectAll()
    .where('ws', '=', ws.workspace.id)
    .orderBy('id')
    .execute();
const track = (event: string, more: object = {}) => ({
  ...{ type: 'track', event, anonymousId: 'anon-1', messageId: randomUUID() },
  ...more,
});
interface Result {
  success: boolean;
  accepted: number;
  rejected: { index: number; messageId?: string; code: string; detail: string }[];
}
const send = (batch: unknown[], more: object = {}, ws = shop) =>
  ws.json<Result>('/v1/batch', { body: { writeKey: ws.publishable, batch, ...more } });

describe('a batch', () => {
  test('keeps the good messages and says which failed and why', async () => {
    const ws = await backend.workspace();
    const result = await send(
      [
        track('Product Viewed'),
        { type: 'track', anonymousId: 'a' },
        'garbage',
        track('x'.repeat(300)),
        track('Cart Viewed'),
      ],
      {},
      ws,
    );
    assert.equal(result.accepted, 2);
    assert.deepEqual(
      result.rejected.map((r) => [r.index, r.code]),
      [1, 2, 3].map((i) => [i, 'collect/message-invalid']),
    );
    assert.match(result.rejected[0]!.detail, /event/);
    assert.equal((await events(ws)).length, 2);
  });

  test('stored twice is one row each, also twice in one batch and at the same time', async () => {
    const ws = await backend.workspace();
    const batch = Array.from({ length: 20 }, (_, i) => track('Clicked', { messageId: `m-${i}` }));
    await Promise.all([
      send(batch, {}, ws),
      send([...batch].reverse(), {}, ws),
      send([...batch, ...batch], {}, ws),
      send(batch, {}, ws),
    ]);
    assert.equal((await events(ws)).length, 20);
    assert.equal((await persons(ws))[0]!.events, 20);
  });

  test('over 512 KiB is refused with 413, garbage with 400, a form with 415', async () => {
    const large = await shop.fetch('/v1/batch', { body: `{"batch":[],"pad":"${'x'.repeat(524_289)}"}` });
    assert.equal(large.status, 413);
    for (const body of ['garbage', '', '[', '{"batch":', 'null', '7', '[]', '{"batch":7}'])
      assert.ok([400, 401].includes((await shop.fetch('/v1/batch', { body })).status), body);
    const keyed = await shop.fetch('/v1/batch', { body: { writeKey: shop.publishable, batch: 7 } });
    assert.equal(keyed.status, 400);
    const form = await shop.fetch('/v1/batch', {
      body: 'writeKey=1',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    assert.equal(form.status, 415);
  });

  test('rejects one message over 32 kB alone', async () => {
    const result = await send([track('Large', { properties: { pad: 'x'.repeat(32_100) } }), track('Small')]);
    assert.equal(result.accepted, 1);
    assert.equal(result.rejected[0]!.code, 'collect/message-too-large');
  });

  test('is read from text/plain and from gzip without a header; zeros that inflate are refused', async () => {
    const body = JSON.stringify({ writeKey: shop.publishable, batch: [track('Zipped')] });
    const post = (bytes: BodyInit) =>
      backend.backend.fetch(
        new Request('http://backend.test/v1/b', {
          method: 'POST',
          body: bytes,
          headers: { 'Content-Type': 'text/plain' },
        }),
      );
    assert.equal((await post(body)).status, 200);
    assert.equal((await post(new Uint8Array(gzipSync(body)))).status, 200);
    assert.equal((await post(new Uint8Array(gzipSync(Buffer.alloc(50_000_000))))).status, 413);
    assert.equal((await post(new Uint8Array(gzipSync(body)).slice(0, 40))).status, 400);
  });

  test('of an unknown write key is answered 401', async () => {
    const response = await shop.fetch('/v1/batch', { body: { writeKey: 'pk_nobody', batch: [] } });
    assert.equal(response.status, 401);
    assert.equal(((await response.json()) as { code: string }).code, 'collect/unknown-key');
  });
});

test('every short path takes its message', async () => {
  const ws = await backend.workspace();
  const body = {
    ...{ writeKey: ws.publishable, anonymousId: 'a', userId: 'u', groupId: 'g', previousId: 'p', event: 'E' },
  };
  for (const path of ['track', 't', 'identify', 'i', 'page', 'p', 'screen', 's', 'group', 'g', 'alias', 'a'])
    assert.deepEqual(
      await ws.json(`/v1/${path}`, { body }),
      { success: true, accepted: 1, rejected: [] },
      path,
    );
  const kinds = (await events(ws)).map((e) => e.type).sort();
  assert.deepEqual(
    kinds,
    ['alias', 'group', 'identify', 'page', 'screen', 'track'].flatMap((k) => [k, k]),
  );
});

test('a clock that is an hour ahead is corrected by sentAt', async () => {
  const ws = await backend.workspace();
  const ahead = (s: number) => new Date(Date.now() + 3_600_000 - s * 1000).toISOString();
  await send([track('Late', { timestamp: ahead(90) })], { sentAt: ahead(0) }, ws);
  const [event] = await events(ws);
  assert.ok(Math.abs(event!.received_at.getTime() - event!.at.getTime() - 90_000) < 1_000);
});

test('credentials and addresses are not stored', async () => {
  const ws = await backend.workspace();
  const { token } = await ws.device();
  const context = { ip: '203.0.113.9', userAgent: 'Mozilla/5.0 (Linux; Android 15) Chrome/150' };
  await ws.json('/v1/t', {
    body: { ...track('Seen', { context }), writeKey: ws.publishable, device: token },
  });
  const stored = JSON.stringify(await events(ws));
  for (const secret of [token, ws.publishable, '203.0.113.9']) assert.ok(!stored.includes(secret), secret);
});

describe('trust', () => {
  test('is that of the credential, and only a proof joins', async () => {
    const ws = await backend.workspace();
    const device = await ws.device();
    const ids = { anonymousId: 'anon-t' };
    await send([track('1 public', { ...ids, userId: 'ada', messageId: '1' })], {}, ws);
    await send([track('2 device', { ...ids, userId: 'ada', messageId: '2' })], { device: device.token }, ws);
    assert.equal((await persons(ws)).filter((p) => p.user_id).length, 0, 'a claim makes no customer');
    await send(
      [track('3 customer', { ...ids, messageId: '3' })],
      { device: device.token, token: await ws.token('ada') },
      ws,
    );
    const auth = { Authorization: `Basic ${Buffer.from(`${ws.secret}:`).toString('base64')}` };
    const server = { batch: [track('4 server', { userId: 'ada', anonymousId: undefined, messageId: '4' })] };
    assert.equal((await ws.fetch('/v1/batch', { body: server, headers: auth, origin: null })).status, 200);
    const rows = await events(ws);
    assert.deepEqual(
      rows.map((e) => e.trust),
      ['public', 'device', 'customer', 'server'],
    );
    assert.deepEqual(
      rows.map((e) => e.user_id),
      [null, null, 'ada', 'ada'],
    );
    assert.deepEqual(
      rows.map((e) => e.claimed_user_id),
      ['ada', 'ada', null, null],
    );
    const people = await persons(ws);
    const ada = people.find((p) => p.user_id === 'ada')!;
    assert.deepEqual(
      people.filter((p) => p.merged_into === null).map((p) => p.id),
      [ada.id],
    );
    assert.equal(ada.events, 4);
  });

  test('changes a profile only by a token or a secret key', async () => {
    const ws = await backend.workspace();
    const identify = (email: string) => ({ type: 'identify', userId: 'eve', traits: { email, name: 'Eve' } });
    await send([identify('forged@example.com')], { device: (await ws.device()).token }, ws);
    await send([{ ...identify('eve@example.com') }], { token: await ws.token('eve') }, ws);
    const eve = (await persons(ws)).find((p) => p.user_id === 'eve')!;
    assert.deepEqual([eve.email, eve.name], ['eve@example.com', 'Eve']);
  });

  test('a secret key from a page is refused', async () => {
    const response = await shop.fetch('/v1/batch', { body: { writeKey: shop.secret, batch: [] } });
    assert.equal(response.status, 403);
  });
});

test("Segment's Node client, unchanged, delivers", async () => {
  const ws = await backend.workspace();
  const { url, close } = await backend.listen();
  const analytics = new Analytics({ writeKey: ws.secret, host: url, flushAt: 5, maxRetries: 0 });
  const failures: unknown[] = [];
  analytics.on('error', (error) => failures.push(error));
  for (let i = 0; i < 12; i++) analytics.track({ userId: 'grace', event: `Event ${i}`, properties: { i } });
  analytics.identify({ userId: 'grace', traits: { firstName: 'Grace', lastName: 'H' } });
  await analytics.closeAndFlush();
  await close();
  assert.deepEqual(failures, []);
  assert.equal((await events(ws)).length, 13);
  assert.equal((await persons(ws))[0]!.name, 'Grace H');
});

test("Segment's browser settings point at this backend", async () => {
  const settings = await shop.json<{ integrations: Record<string, Record<string, string>> }>(
    `/v1/projects/${shop.publishable}/settings`,
  );
  assert.equal(settings.integrations['Segment.io']!['apiHost'], 'backend.test/v1');
  assert.equal((await shop.fetch('/v1/projects/pk_nobody/settings')).status, 404);
});
