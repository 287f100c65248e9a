import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { VERSION } from './context/version.ts';
import { createTracker } from './index.ts';
import { settle, tokenOf, world } from './testing/world.ts';
import type { Diagnostics } from './types.ts';

const heard = (tracker: ReturnType<typeof createTracker>) => {
  const drops: Diagnostics['drop'][] = [];
  let delivered = 0;
  tracker.on('drop', (detail) => drops.push(detail));
  tracker.on('deliver', ({ count }) => (delivered += count));
  return {
    drops,
    get delivered() {
      return delivered;
    },
  };
};

test('an event arrives in the form of Segment', async () => {
  const w = world();
  const tracker = createTracker(w.tab({ channel: 'kiosk', locale: 'zh-Hant' }).client);
  tracker.track('Product Viewed', { product_id: 'p1', price: 12.99, currency: 'HKD' });
  await tracker.flush();
  tracker.destroy();
  const [request] = w.sent;
  assert.equal(request!.url, 'https://api.example/v1/batch');
  assert.equal(request!.contentType, 'text/plain');
  assert.equal(request!.body.writeKey, 'pk_1');
  assert.ok(!Number.isNaN(Date.parse(request!.body.sentAt)));
  const [message] = request!.body.batch;
  assert.equal(message!.type, 'track');
  assert.equal(message!.event, 'Product Viewed');
  assert.deepEqual(message!.properties, { product_id: 'p1', price: 12.99, currency: 'HKD' });
  assert.match(message!.messageId, /^[\w-]{16,}-0$/);
  assert.equal(typeof message!.anonymousId, 'string');
  assert.equal(message!.context.channel, 'kiosk');
  assert.equal(message!.context.locale, 'zh-Hant');
  assert.equal(typeof message!.context.sessionId, 'string');
  assert.equal(message!.context.sessionStart, true);
  assert.deepEqual(message!.context.library, { name: '@continuo/tracker', version: VERSION });
  assert.ok(!('userId' in message!));
});

test('the version told is the version published', () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  assert.equal(VERSION, version);
});

test('every kind of message carries what Segment names it', async () => {
  const w = world();
  const tracker = createTracker<{ 'Quiz Finished': { score: number } }>(w.tab().client);
  tracker.page('Home', { section: 'top' });
  tracker.screen('Menu');
  tracker.identify('u1', { plan: 'gold' });
  tracker.group('g1', { size: 3 });
  tracker.alias('u2', 'u1');
  tracker.track('Quiz Finished', { score: 3 });
  await tracker.flush();
  tracker.destroy();
  const [page, screen, identify, group, alias, track] = w.delivered;
  assert.deepEqual([page!.type, page!.name, page!.properties], ['page', 'Home', { section: 'top' }]);
  assert.deepEqual([screen!.type, screen!.name], ['screen', 'Menu']);
  assert.deepEqual(
    [identify!.type, identify!.userId, identify!.traits],
    ['identify', 'u1', { plan: 'gold' }],
  );
  assert.deepEqual([group!.groupId, group!.userId], ['g1', 'u1']);
  assert.deepEqual([alias!.userId, alias!.previousId], ['u2', 'u1']);
  assert.deepEqual([track!.event, track!.userId], ['Quiz Finished', 'u2']);
});

test('importing, starting and tracking on a server does no harm and leaves nothing running', async () => {
  const { createClient } = await import('@continuo/core');
  const client = createClient({ endpoint: 'https://api.example', key: 'pk_1' });
  const tracker = createTracker(client);
  tracker.page();
  tracker.track('Products Searched', { query: 'tea' });
  await tracker.flush();
});

test('a client has one tracker, whoever asks', () => {
  const { client } = world().tab({ agreed: false });
  assert.equal(createTracker(client), createTracker(client));
});

test('before a choice nothing is sent or stored; agreeing releases it with its own times and one id', async () => {
  const w = world();
  const { client } = w.tab({ agreed: false });
  const tracker = createTracker(client);
  tracker.page();
  tracker.track('Products Searched', { query: 'tea' });
  await tracker.flush();
  await settle();
  assert.deepEqual([w.sent, await w.stored(), [...w.small.keys()]], [[], [], []]);

  const before = Date.now();
  await settle(20);
  client.consent.choose({ analytics: true }, 'banner');
  await tracker.flush();
  tracker.destroy();
  assert.equal(w.delivered.length, 2);
  for (const { timestamp } of w.delivered) assert.ok(Date.parse(timestamp as string) <= before);
  assert.equal(new Set(w.delivered.map(({ anonymousId }) => anonymousId)).size, 1);
});

test('while it is asked who arrives events wait, and are then told of whom it was', async () => {
  const w = world();
  const { client } = w.tab();
  let arrived = () => {};
  const tracker = createTracker(client, { arrival: new Promise((resolve) => (arrived = resolve)) });
  tracker.page('first');
  await tracker.flush();
  await settle();
  assert.deepEqual([w.sent, await w.stored()], [[], []]);
  const visit = { a: 'other-domain', s: 'its-session', t: Date.now(), c: '{"source":"letter"}' };
  client.platform.small.set('visit', JSON.stringify(visit));
  arrived();
  await settle();
  tracker.page('second');
  await tracker.flush();
  tracker.destroy();
  for (const { anonymousId, context } of w.delivered)
    assert.deepEqual(
      [anonymousId, context['sessionId'], context['sessionStart'], context['campaign']],
      ['other-domain', 'its-session', false, { source: 'letter' }],
    );
  assert.equal(w.delivered.length, 2);
});

test('where who arrives cannot be found out, events wait no longer', async (t) => {
  const told = t.mock.method(console, 'error', () => {});
  const w = world();
  const arrival = Promise.reject(new Error('theirs'));
  const tracker = createTracker(w.tab().client, { arrival });
  t.after(tracker.destroy);
  tracker.page();
  await settle();
  await tracker.flush();
  assert.equal(w.delivered.length, 1);
  assert.match(String(told.mock.calls[0]!.arguments[0]), /theirs/);
});

test('what is told later than it happened says when it happened', async () => {
  const w = world();
  let now = Date.now() - 60_000;
  const tracker = createTracker(w.tab().client, { now: () => now });
  tracker.page('kept back');
  const then = new Date(now).toISOString();
  now = Date.now();
  tracker.page('at once');
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(
    w.delivered.map(({ timestamp }) => timestamp),
    [then, new Date(now).toISOString()],
  );
});

test('what waits for a choice is bounded, and what finds no room is counted', () => {
  const tracker = createTracker(world().tab({ agreed: false }).client);
  const { drops } = heard(tracker);
  for (let i = 0; i < 1_005; i++) tracker.page();
  assert.equal(drops.length, 5);
  assert.deepEqual({ ...drops[0] }, { count: 1, reason: 'full', code: undefined });
});

test('a refusal drops what waited and all that comes', async () => {
  const w = world();
  const { client } = w.tab({ agreed: false });
  const tracker = createTracker(client);
  const { drops } = heard(tracker);
  tracker.page();
  tracker.page();
  client.consent.choose({ analytics: false }, 'banner');
  tracker.page();
  await tracker.flush();
  assert.deepEqual(
    drops.map(({ count, reason }) => [count, reason]),
    [
      [2, 'consent'],
      [1, 'consent'],
    ],
  );
  assert.deepEqual([w.sent, await w.stored()], [[], []]);
  assert.deepEqual([...w.small.keys()], ['continuo:pk_1:consent']);
});

test('withdrawing cuts what is under way, wipes queue, anonymousId and session, and does so in all tabs', async () => {
  const w = world();
  const [a, b] = [w.tab(), w.tab()];
  const trackers = [createTracker(a.client), createTracker(b.client)];
  w.reply = () => new Promise(() => {});
  for (const tracker of trackers) {
    tracker.page();
    void tracker.flush();
  }
  await settle();
  assert.ok((await w.stored()).length);
  a.client.consent.choose({ analytics: false }, 'preferences');
  trackers[0]!.page();
  await settle(20);
  assert.deepEqual(await w.stored(), []);
  assert.deepEqual([...w.small.keys()], ['continuo:pk_1:consent']);
  const sent = w.sent.length;
  trackers.forEach((tracker) => tracker.page());
  await Promise.all(trackers.map((tracker) => tracker.flush()));
  assert.equal(w.sent.length, sent);
  trackers.forEach((tracker) => tracker.destroy());
});

test('agreeing again begins with a new anonymousId', async () => {
  const w = world();
  const { client } = w.tab();
  const tracker = createTracker(client);
  tracker.page();
  await tracker.flush();
  client.consent.choose({ analytics: false }, 'preferences');
  await settle();
  client.consent.choose({ analytics: true }, 'preferences');
  tracker.page();
  await tracker.flush();
  tracker.destroy();
  assert.equal(w.delivered.length, 2);
  assert.notEqual(w.delivered[0]!.anonymousId, w.delivered[1]!.anonymousId);
});

test('reset starts another anonymousId and session; what waited keeps its own', async () => {
  const w = world();
  const tracker = createTracker(w.tab().client);
  tracker.identify('u1');
  tracker.reset();
  tracker.page();
  await tracker.flush();
  tracker.destroy();
  const [first, second] = w.delivered;
  assert.equal(first!.userId, 'u1');
  assert.equal(second!.userId, undefined);
  assert.notEqual(first!.anonymousId, second!.anonymousId);
  assert.notEqual(first!.context.sessionId, second!.context.sessionId);
});

test('the next visit of the same browser has the same anonymousId and name', async () => {
  const w = world();
  const first = createTracker(w.tab().client);
  first.identify('u1');
  await first.flush();
  first.destroy();
  const second = createTracker(w.tab().client);
  second.page();
  await second.flush();
  second.destroy();
  assert.equal(w.delivered[0]!.anonymousId, w.delivered[1]!.anonymousId);
  assert.equal(w.delivered[1]!.userId, 'u1');
});

test('identify with another name is another person', async () => {
  const w = world();
  const tracker = createTracker(w.tab().client);
  tracker.identify('u1');
  tracker.identify('u1', { again: true });
  tracker.identify('u2');
  await tracker.flush();
  tracker.destroy();
  const [a, b, c] = w.delivered.map(({ anonymousId }) => anonymousId);
  assert.equal(a, b);
  assert.notEqual(b, c);
});

test('a customer token travels with that customer’s events, those before the first answer included', async () => {
  const w = world();
  const token = tokenOf('c1');
  const { client } = w.tab({ getToken: async () => token });
  const tracker = createTracker(client);
  tracker.page('early');
  await tracker.flush();
  tracker.page('later');
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(
    w.sent.map(({ body }) => body.token),
    [token, token],
  );
  assert.equal(w.delivered[1]!.userId, 'c1');
});

test('what a guest did is not sent under the token of who logs in then', async () => {
  const w = world();
  let token: string | null = null;
  const { client } = w.tab({ getToken: async () => token });
  const tracker = createTracker(client);
  w.reply = () => 'refused';
  tracker.page('guest');
  await tracker.flush();
  w.sent.length = 0;
  w.reply = (request) => ({ status: request.url.endsWith('/batch') ? 200 : 503 });
  token = tokenOf('c1');
  await client.login();
  tracker.page('customer');
  w.sent.length = 0;
  await tracker.flush();
  tracker.destroy();
  const batches = w.sent.filter(({ url }) => url.endsWith('/batch'));
  assert.deepEqual(
    batches.map(({ body }) => [body.batch.map(({ name }) => name), !!body.token]),
    [
      [['guest'], false],
      [['customer'], true],
    ],
  );
});

test('a logout sends what waits, under the name of who made it, and the next visitor is another', async () => {
  const w = world();
  let token: string | null = tokenOf('c1');
  const { client } = w.tab({ getToken: async () => token });
  const tracker = createTracker(client);
  tracker.page('mine');
  await client.identity.token();
  token = null;
  await client.logout();
  tracker.page('next');
  await tracker.flush();
  tracker.destroy();
  const batches = w.sent.filter(({ url }) => url.endsWith('/batch'));
  assert.deepEqual(
    batches.map(({ body }) => [body.batch.map(({ name }) => name), !!body.token]),
    [
      [['mine'], true],
      [['next'], false],
    ],
  );
  assert.notEqual(w.delivered[0]!.anonymousId, w.delivered.at(-1)!.anonymousId);
});

test('a logout in another tab takes what waits in this one with it, and says so', async () => {
  const w = world();
  const options = { getToken: async () => null };
  const [a, b] = [w.tab(options), w.tab(options)];
  const [first, second] = [createTracker(a.client), createTracker(b.client)];
  const { drops } = heard(second);
  w.reply = () => 'refused';
  second.page('left behind');
  await settle();
  await a.client.logout();
  await settle();
  w.reply = () => ({ status: 200 });
  await second.flush();
  assert.deepEqual(w.delivered, []);
  assert.deepEqual(
    drops.map(({ count, reason }) => [count, reason]),
    [[1, 'logout']],
  );
  first.destroy();
  second.destroy();
});

test('an event that cannot be written, or is too large, is told and harms no other', async () => {
  const w = world();
  const tracker = createTracker<{ Any: object }>(w.tab().client);
  const listening = heard(tracker);
  const circle: { self?: object } = {};
  circle.self = circle;
  tracker.track('Any', circle);
  tracker.track('Any', { text: 'x'.repeat(33_000) });
  tracker.track('Any', { fine: true });
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(
    listening.drops.map(({ reason }) => reason),
    ['invalid', 'too-large'],
  );
  assert.equal(listening.delivered, 1);
});

test('names and properties of e-commerce events are checked by the compiler', () => {
  const tracker = createTracker<{ 'Quiz Finished': { score: number }; 'Help Opened': { from?: string } }>(
    world().tab({ agreed: false }).client,
  );
  tracker.track('Help Opened');
  tracker.track('Quiz Finished', { score: 1 });
  tracker.track('Product Added', { product_id: 'p', quantity: 1 });
  // @ts-expect-error: no such event
  tracker.track('Product Addedd', { product_id: 'p' });
  // @ts-expect-error: a price is a number
  tracker.track('Product Added', { product_id: 'p', price: '12' });
  // @ts-expect-error: the product is missing
  tracker.track('Product Added');
  // @ts-expect-error: a score is a number
  tracker.track('Quiz Finished', { score: 'high' });
});
