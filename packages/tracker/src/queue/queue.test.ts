import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTracker } from '../index.ts';
import { marks, start, upTo, type Marked } from '../testing/marks.ts';
import { settle, world, type Sent } from '../testing/world.ts';

test('an event is in the store before its task has ended, as one record for the task', async () => {
  const w = world();
  const { tracker, mark } = start(w);
  upTo(20).forEach((n) => mark(n));
  await Promise.resolve();
  await Promise.resolve();
  assert.equal((await w.stored()).length, 1);
  assert.equal(w.sent.length, 0);
  tracker.destroy();
});

test('events of one task leave in one packed request', async () => {
  const w = world();
  const { tracker, mark } = start(w);
  upTo(100).forEach((n) => mark(n));
  await tracker.flush();
  tracker.destroy();
  assert.equal(w.sent.length, 1);
  assert.deepEqual(marks(w.delivered), upTo(100));
  assert.equal(w.sent[0]!.gzip, true);
  assert.equal(w.sent[0]!.contentType, 'text/plain');
  assert.equal(w.sent[0]!.keepalive, false);
  assert.deepEqual(await w.stored(), []);
});

test('a large burst is cut into requests that the backend takes, in order', async () => {
  const w = world();
  const { tracker, mark } = start(w);
  upTo(120).forEach((n) => mark(n, 'x'.repeat(8_000)));
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(marks(w.delivered), upTo(120));
  assert.ok(w.sent.length > 1);
  for (const { body } of w.sent) assert.ok(JSON.stringify(body).length < 524_288);
});

test('another collector gets plain JSON under its own key, and neither token nor device', async () => {
  const w = world();
  w.small.set('continuo:pk_1:device', JSON.stringify({ deviceId: 'd1', token: 'd1.secret' }));
  const collector = { url: 'https://collect.example/v1/batch', writeKey: 'other' };
  const { tracker, mark } = start(w, { collector });
  upTo(100).forEach((n) => mark(n));
  await tracker.flush();
  tracker.destroy();
  const [request] = w.sent;
  assert.equal(request!.url, collector.url);
  assert.equal(request!.gzip, false);
  assert.deepEqual(Object.keys(request!.body).sort(), ['batch', 'sentAt', 'writeKey']);
  assert.equal(request!.body.writeKey, 'other');
});

test('our own backend hears of the device while analytics is allowed', async () => {
  const w = world();
  w.small.set('continuo:pk_1:device', JSON.stringify({ deviceId: 'd1', token: 'd1.secret' }));
  const { tracker, mark } = start(w);
  mark(0);
  await tracker.flush();
  tracker.destroy();
  assert.equal(w.sent[0]!.body.device, 'd1.secret');
});

test('after a fault the same events go with the same ids, and each time says when it was sent', async () => {
  const w = world();
  const { tracker, mark } = start(w);
  const faults = ['refused', { status: 500 }, { status: 429 }] as const;
  w.reply = () => faults[w.sent.length - 1] ?? { status: 200 };
  mark(0);
  mark(1);
  for (let i = 0; i < 4; i++) {
    await tracker.flush();
    await settle();
  }
  tracker.destroy();
  assert.equal(w.sent.length, 4);
  assert.equal(
    new Set(w.sent.map(({ body }) => body.batch.map(({ messageId }) => messageId).join())).size,
    1,
  );
  assert.equal(new Set(w.sent.map(({ body }) => body.sentAt)).size, 4);
  assert.deepEqual(marks(w.delivered), [0, 1]);
});

test('a fault mends by itself', { timeout: 60_000 }, async () => {
  const w = world();
  const { tracker, mark } = start(w);
  w.reply = () => (w.sent.length < 3 ? { status: 503 } : { status: 200 });
  mark(0);
  while (!w.delivered.length) await settle(50);
  tracker.destroy();
  assert.equal(w.sent.length, 3);
});

test('being told too early that it is online again does not cost a minute', { timeout: 60_000 }, async () => {
  const w = world();
  const records = w.tab().client.platform.records('events');
  // As after half a minute without a network.
  await records.set([['~', { k: '~', from: Date.now(), ms: 60_000, tries: 12, asked: false }]]);
  const { tracker, mark, fire } = start(w);
  w.reply = () => 'refused';
  mark(0);
  await settle();
  fire('online');
  while (!w.sent.length) await settle();
  w.reply = () => ({ status: 200 });
  const began = Date.now();
  while (!w.delivered.length) await settle(20);
  assert.ok(Date.now() - began < 30_000, `${Date.now() - began} ms`);
  tracker.destroy();
});

test('being online again ends a pause of our own at once, but not one the server asked for', async () => {
  const w = world();
  const { tracker, mark, fire } = start(w);
  w.reply = () => 'refused';
  mark(0);
  await tracker.flush();
  w.reply = () => ({ status: 429, headers: { 'retry-after': '5' } });
  fire('online');
  await settle();
  assert.equal(w.sent.length, 2);
  w.reply = () => ({ status: 200 });
  fire('online');
  await tracker.flush();
  fire('hide');
  await settle();
  assert.equal(w.sent.length, 2);

  // Another tab, and the next visit, keep the pause as well.
  const other = start(w);
  await other.tracker.flush();
  assert.equal(w.sent.length, 2);
  other.tracker.destroy();
  tracker.destroy();
});

test('Retry-After is kept, and ended soon after', { timeout: 60_000 }, async () => {
  const w = world();
  const { tracker, mark } = start(w);
  let at = 0;
  w.reply = () => {
    if (at) return { status: 200 };
    at = Date.now();
    return { status: 429, headers: { 'retry-after': '2' } };
  };
  mark(0);
  while (!w.delivered.length) await settle(20);
  tracker.destroy();
  const waited = Date.now() - at;
  assert.ok(waited >= 2_000 && waited < 30_000, `${waited} ms`);
  assert.equal(w.sent.length, 2);
});

test('one bad event in a refused batch is found, dropped and told; the others arrive once', async () => {
  const w = world();
  const { tracker, mark, drops } = start(w);
  const bad = (request: Sent) => marks(request.body.batch).includes(13);
  w.reply = (request) => ({ status: bad(request) ? 400 : 200 });
  upTo(20).forEach((n) => mark(n));
  await settle();
  upTo(20).forEach((n) => mark(n + 20));
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(
    marks(w.delivered).sort((a, b) => a - b),
    upTo(40).filter((n) => n != 13),
  );
  assert.deepEqual(
    drops.map(({ count, reason }) => [count, reason]),
    [[1, 'refused']],
  );
  assert.deepEqual(await w.stored(), []);
});

test('a batch that is too large for a collector is halved', async () => {
  const w = world();
  const { tracker, mark, drops } = start(w);
  w.reply = ({ body }) => ({ status: body.batch.length > 3 ? 413 : 200 });
  upTo(20).forEach((n) => mark(n));
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(marks(w.delivered), upTo(20));
  assert.deepEqual(drops, []);
});

test('events that the backend rejects one by one are told with its code', async () => {
  const w = world();
  const { tracker, mark, drops } = start(w);
  let delivered = 0;
  tracker.on('deliver', ({ count }) => (delivered += count));
  w.reply = () => ({ status: 200, body: { rejected: [{ index: 1, code: 'collect/message-invalid' }] } });
  upTo(3).forEach((n) => mark(n));
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(
    drops.map(({ reason, code }) => [reason, code]),
    [['refused', 'collect/message-invalid']],
  );
  assert.equal(delivered, 2);
});

test('a clock that was set back by an hour does not hold events back', async (t) => {
  const w = world();
  const { tracker, mark } = start(w);
  w.reply = () => ({ status: 503, headers: { 'retry-after': '60' } });
  mark(0);
  await tracker.flush();
  w.reply = () => ({ status: 200 });
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() - 3_600_000 });
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(marks(w.delivered), [0]);
});

test('events older than 30 days and records of an unknown kind are dropped and counted', async (t) => {
  const w = world();
  const first = start(w);
  w.reply = () => 'refused';
  first.mark(0);
  first.mark(1);
  await first.tracker.flush();
  await first.client.platform.records('events').set([['0', { old: true }]]);
  first.tracker.destroy();
  w.reply = () => ({ status: 200 });
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 31 * 86_400_000 });
  const next = start(w);
  await next.tracker.flush();
  next.tracker.destroy();
  assert.deepEqual(w.delivered, []);
  assert.deepEqual(
    next.drops.map(({ count, reason }) => [count, reason]),
    [[3, 'expired']],
  );
  assert.deepEqual(await w.stored(), []);
});

test('a refused token does not cost the events', async () => {
  const w = world();
  const { tokenOf } = await import('../testing/world.ts');
  const tab = w.tab({ getToken: async () => tokenOf('c1') });
  const tracker = createTracker<Marked>(tab.client);
  w.reply = ({ body }) => ({ status: body.token ? 401 : 200 });
  tracker.track('Marked', { n: 0 });
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(marks(w.delivered), [0]);
});

test('a queue that is full says so', async () => {
  const w = world();
  const { tracker, mark, drops } = start(w);
  w.reply = () => 'refused';
  const text = 'x'.repeat(30_000);
  upTo(540).forEach((n) => mark(n, text));
  assert.ok(drops.length > 5);
  assert.equal(drops[0]!.reason, 'full');
  tracker.destroy();
});
