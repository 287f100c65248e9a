import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marks, start, upTo } from '../testing/marks.ts';
import { settle, world } from '../testing/world.ts';

test('a hiding page hands its events to a request that outlives it, and no one sends them at once again', async () => {
  const w = world();
  const first = start(w);
  w.reply = () => new Promise(() => {});
  upTo(20).forEach((n) => first.mark(n));
  first.fire('hide');
  first.fire('hide');
  await settle();
  assert.deepEqual(
    w.sent.map(({ keepalive, gzip, body }) => [keepalive, gzip, body.batch.length]),
    [[true, false, 20]],
  );
  first.tracker.destroy();
  const next = start(w);
  await next.tracker.flush();
  assert.equal(w.sent.length, 1);
  next.tracker.destroy();
});

test('what was handed over and answered is gone; unanswered it is sent again later, with the same ids', async (t) => {
  const w = world();
  const answered = start(w);
  answered.mark(0);
  answered.fire('hide');
  await settle();
  assert.deepEqual(await w.stored(), []);
  answered.tracker.destroy();

  const lost = start(w);
  w.reply = () => new Promise(() => {});
  lost.mark(1);
  lost.fire('hide');
  await settle();
  lost.tracker.destroy();
  w.reply = () => ({ status: 200 });
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 11_000 });
  const next = start(w);
  await next.tracker.flush();
  next.tracker.destroy();
  assert.equal(w.sent.at(-1)!.body.batch[0]!.messageId, w.sent.at(-2)!.body.batch[0]!.messageId);
  assert.deepEqual(marks(w.delivered), [0, 1]);
});

test('a hiding page hands over no more than browsers allow; the rest is on the disk', async () => {
  const w = world();
  const { tracker, mark, fire } = start(w);
  w.reply = () => new Promise(() => {});
  upTo(20).forEach((n) => mark(n, '文'.repeat(2_700)));
  fire('hide');
  await settle();
  tracker.destroy();
  const bytes = w.sent.reduce((sum, { body }) => sum + Buffer.byteLength(JSON.stringify(body)), 0);
  assert.ok(bytes > 30_000 && bytes < 65_536, `${bytes} bytes`);
  w.reply = () => ({ status: 200 });
  const handed = marks(w.sent.flatMap(({ body }) => body.batch));
  const next = start(w);
  await next.tracker.flush();
  next.tracker.destroy();
  assert.deepEqual(
    [...handed, ...marks(w.delivered)].sort((a, b) => a - b),
    upTo(20),
  );
});

test('while a hidden page lives on and its last request fails, the ordinary way goes on', async () => {
  const w = world();
  const { tracker, mark, fire } = start(w);
  w.reply = () => ({ status: 500 });
  mark(0);
  fire('hide');
  await settle();
  w.reply = () => ({ status: 200 });
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(marks(w.delivered), [0]);
});

test('two tabs send each event once, even when both are told to at the same time', async () => {
  const w = world();
  const tabs = [start(w), start(w)];
  w.reply = () => 'refused';
  for (const n of upTo(40)) tabs[n % 2]!.mark(n);
  await Promise.all(tabs.map(({ tracker }) => tracker.flush()));
  w.reply = async () => {
    await settle(10);
    return { status: 200 };
  };
  tabs.forEach(({ fire }) => fire('online'));
  tabs[0]!.fire('hide');
  await Promise.all(tabs.map(({ tracker }) => tracker.flush()));
  await settle(30);
  tabs.forEach(({ tracker }) => tracker.destroy());
  assert.deepEqual(
    marks(w.delivered).sort((a, b) => a - b),
    upTo(40),
  );
});

test('two tabs send each event once, though the lock is faster than the word of what was sent', async () => {
  const w = world();
  const tabs = [start(w), start(w)];
  w.reply = () => 'refused';
  for (const n of upTo(40)) tabs[n % 2]!.mark(n);
  await Promise.all(tabs.map(({ tracker }) => tracker.flush()));
  w.reply = () => ({ status: 200 });
  w.wordMs = 50;
  tabs.forEach(({ fire }) => fire('online'));
  await Promise.all(tabs.map(({ tracker }) => tracker.flush()));
  tabs.forEach(({ tracker }) => tracker.destroy());
  assert.deepEqual(
    marks(w.delivered).sort((a, b) => a - b),
    upTo(40),
  );
});

test('what a closed tab left is sent by the one that stays', async () => {
  const w = world();
  const [closed, stays] = [start(w), start(w)];
  w.reply = () => 'refused';
  closed.mark(0);
  await closed.tracker.flush();
  closed.tracker.destroy();
  w.reply = () => ({ status: 200 });
  await stays.tracker.flush();
  stays.tracker.destroy();
  assert.deepEqual(marks(w.delivered), [0]);
});

test('what the disk lost while this tab lives is sent all the same', async () => {
  const w = world();
  const { tracker, mark, client } = start(w);
  mark(0);
  await settle();
  await client.platform.records('events').wipe();
  await tracker.flush();
  tracker.destroy();
  assert.deepEqual(marks(w.delivered), [0]);
});

test('a page that slept does not send again what others sent meanwhile', async () => {
  const w = world();
  const { tracker, mark, fire, client } = start(w);
  mark(0);
  await settle();
  await client.platform.records('events').wipe();
  fire('show');
  await settle(20);
  tracker.destroy();
  assert.deepEqual(w.sent, []);
});
