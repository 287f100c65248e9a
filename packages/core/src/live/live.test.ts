import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createParser } from '../live-worker.ts';
import { fakeToken, problem, until } from '../testing/tabs.ts';
import { pause, QUICK, world } from '../testing/live-world.ts';

test('a stream cut anywhere gives the same events', () => {
  const text =
    ': hello\r\n\r\nid: 7\nevent: change\ndata: {"a":1}\n\n\ndata:two\rdata: lines\r\revent: bye\r\ndata\r\n\r\nretry: 5\n\n';
  const expected = createParser()(text);
  assert.deepEqual(expected, [
    { name: ':' },
    { name: 'change', data: '{"a":1}' },
    { name: 'message', data: 'two\nlines' },
    { name: 'bye', data: '' },
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const parse = createParser();
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      assert.deepEqual(
        at.slice(1).flatMap((end, i) => parse(text.slice(at[i], end))),
        expected,
      );
    }),
  );
});

test('three tabs have one stream and see every change once', async (t) => {
  const { backend, open, complete } = world(t);
  const tabs = [await open(), await open(), await open()];
  await until(() => backend.streams.length);
  for (let i = 0; i < 10; i++) {
    backend.push();
    await pause(2);
  }
  await complete(...tabs);
  assert.equal(backend.connections, 1);
  assert.deepEqual(
    tabs.map(({ resets }) => resets),
    [1, 1, 1],
  );
  assert.equal(backend.headers[0]!['Continuo-Device'], 'd1.x');
  assert.equal(backend.headers[0]!['Last-Event-ID'], '100');
});

test('changes that come twice, late or not at all are seen once and in order', async (t) => {
  const { backend, open, complete } = world(t);
  const tabs = [await open(), await open()];
  await until(() => backend.streams.length);
  backend.push((news) => [...news, ...news], 3);
  backend.push((news) => [...news].reverse(), 4);
  backend.push((news) => news.filter((_, i) => i !== 1), 3);
  await complete(...tabs);
  backend.push(() => [], 2);
  backend.push();
  await complete(...tabs);
});

test('a leader that closes is replaced, and nothing is lost in between', async (t) => {
  const { backend, open, complete } = world(t);
  const [leader, a, b] = [await open(), await open(), await open()];
  await until(() => backend.streams.length);
  leader.tab.fire('pagehide');
  backend.push();
  await complete(a, b);
  await until(() => backend.streams.length === 1);
  backend.push();
  await complete(a, b);
  assert.equal(backend.connections, 2);
});

test('a leader whose thread is blocked is robbed by a visible tab, and follows when it wakes', async (t) => {
  const { backend, open, complete } = world(t);
  const [leader, a, b] = [await open(), await open(), await open()];
  await until(() => backend.streams.length);
  leader.tab.blocked = true;
  await pause(QUICK.steal + QUICK.spread + QUICK.beat * 2);
  backend.push();
  await complete(a, b);
  leader.tab.blocked = false;
  backend.push();
  await complete(leader, a, b);
  await until(() => backend.streams.length === 1);
});

test('two tabs that turn to a hidden leader leave one leader', async (t) => {
  const { backend, open, complete } = world(t);
  const [leader, a, b] = [await open(), await open({ visible: false }), await open({ visible: false })];
  await until(() => backend.streams.length);
  leader.tab.show(false);
  a.tab.show(true);
  b.tab.show(true);
  await pause(40);
  backend.push();
  await complete(a, b);
  await until(() => backend.streams.length === 1);
});

test('with every tab hidden the stream ends, and the tab that is seen again catches up', async (t) => {
  const { backend, open, complete } = world(t);
  const [a, b] = [await open(), await open()];
  await until(() => backend.streams.length);
  a.tab.show(false);
  b.tab.show(false);
  await until(() => !backend.streams.length);
  backend.push();
  await pause(30);
  assert.deepEqual(b.seen, []);
  b.tab.show(true);
  await complete(b);
  assert.deepEqual(a.seen, []);
});

test('a page that did not leave after all comes back', async (t) => {
  const { backend, open, complete } = world(t);
  const a = await open();
  await until(() => backend.streams.length);
  a.tab.fire('beforeunload');
  assert.equal(backend.streams.length, 0);
  backend.push();
  await complete(a);
});

test('a page comes back from the back/forward cache with what it missed', async (t) => {
  const { backend, open, complete } = world(t);
  const a = await open();
  await until(() => backend.streams.length);
  a.tab.fire('beforeunload');
  a.tab.fire('pagehide', { persisted: true });
  await pause(QUICK.back * 2);
  assert.equal(backend.streams.length, 0);
  backend.push();
  a.tab.fire('pageshow', { persisted: true });
  await complete(a);
});

test('a frozen tab lets go, and joins when it wakes', async (t) => {
  const { backend, open, complete } = world(t);
  const [a, b] = [await open(), await open()];
  await until(() => backend.streams.length);
  a.tab.fire('freeze');
  backend.push();
  await complete(b);
  a.tab.fire('resume');
  await complete(a, b);
});

test('a stream that ends is opened again where it ended', async (t) => {
  const { backend, open, complete } = world(t);
  const a = await open();
  for (let i = 0; i < 4; i++) {
    await until(() => backend.streams.length);
    await pause(10);
    backend.push();
    backend.send({ name: 'bye', data: '{}' });
    backend.end();
    backend.push();
  }
  await complete(a);
  await until(() => backend.connections === 5);
  assert.equal(backend.headers.at(-1)!['Last-Event-ID'], `${a.seen.at(-1)}`);
});

test('streams that do not get through are replaced by questions, and tried again later', async (t) => {
  const { backend, open, complete } = world(t);
  backend.mode = 'silent';
  const [a, b] = [await open(), await open()];
  await until(() => backend.connections === 2);
  await pause(QUICK.first + 30);
  const lists = backend.lists;
  backend.push();
  await complete(a, b);
  assert.equal(backend.connections, 2);
  assert.ok(backend.lists > lists);
  backend.mode = 'good';
  await until(() => backend.streams.length === 1);
  backend.push();
  await complete(a, b);
  assert.equal(backend.connections, 3);
});

test('ready alone proves nothing: a stream that never brings a comment is a strike', async (t) => {
  const { backend, open, complete } = world(t);
  backend.mode = 'ends';
  const a = await open();
  await until(() => backend.connections === 2);
  await pause(100);
  assert.equal(backend.connections, 2);
  backend.push();
  await complete(a);
});

test('an outage is waited out without strikes, thieves or a busy loop', async (t) => {
  const { backend, open, complete } = world(t);
  const tabs = [await open(), await open(), await open()];
  await until(() => backend.streams.length);
  backend.down = true;
  backend.end();
  await pause(400);
  assert.ok(backend.connections < 60, `${backend.connections} connections`);
  backend.down = false;
  backend.push();
  await complete(...tabs);
  await until(() => backend.streams.length === 1);
});

test('offline nothing is tried, and online at once', async (t) => {
  const { backend, open, complete } = world(t);
  const a = await open();
  await until(() => backend.streams.length);
  a.tab.online = false;
  backend.down = true;
  backend.end();
  await pause(150);
  const tried = backend.connections;
  await pause(100);
  assert.ok(backend.connections - tried <= 2);
  backend.down = false;
  backend.push();
  a.tab.online = true;
  a.tab.fire('online');
  await complete(a);
});

test('a reset is told in all tabs, and changes go on after it', async (t) => {
  const { backend, open, complete } = world(t);
  const [a, b] = [await open(), await open()];
  await until(() => backend.streams.length);
  backend.cursor = 500;
  backend.send({ name: 'reset', data: '{"cursor":500}' });
  await until(() => a.resets === 2 && b.resets === 2);
  backend.push();
  await complete(a, b);
});

test('a question that fails after a gap is asked again', async (t) => {
  const { backend, open, complete } = world(t);
  const a = await open();
  await until(() => backend.streams.length);
  backend.push(() => []);
  backend.down = true;
  const news = backend.log.length;
  backend.push();
  await pause(30);
  backend.down = false;
  backend.end();
  await complete(a);
  assert.equal(a.seen.length, news + 1);
});

test('without locks each visible tab is on its own, and a hidden one has no stream', async (t) => {
  const { backend, open, complete } = world(t);
  const [a, b] = [await open({ withoutLocks: true }), await open({ withoutLocks: true })];
  await until(() => backend.streams.length === 2);
  backend.push();
  await complete(a, b);
  b.tab.show(false);
  await until(() => backend.streams.length === 1);
  backend.push();
  await complete(a);
  b.tab.show(true);
  await complete(a, b);
});

test('locks that are refused are done without', async (t) => {
  const { browser, backend, open, complete } = world(t);
  browser.locks.request = () => Promise.reject(new DOMException('no', 'SecurityError'));
  const a = await open();
  await until(() => backend.streams.length === 1);
  backend.push();
  await complete(a);
});

test('a refused token is renewed once before the next stream', async (t) => {
  const { backend, open, complete } = world(t);
  let given = 0;
  const answer = backend.answer;
  backend.answer = (request) =>
    request.path === '/v1/changes' && request.headers.get('Authorization')!.endsWith('.1')
      ? problem(401, 'auth/expired')
      : answer(request);
  backend.mode = 401;
  const a = await open({ getToken: async () => fakeToken('ada', { n: ++given }) });
  await until(() => backend.connections >= 1);
  backend.mode = 'good';
  await until(() => backend.streams.length === 1);
  assert.equal(given, 2);
  assert.ok(backend.headers.at(-1)!.Authorization!.endsWith('.2'));
  backend.push();
  await complete(a);
});

test('login and logout leave the stream and join another', async (t) => {
  const { backend, open } = world(t);
  let user: string | null = null;
  const page = await open({ getToken: async () => (user ? fakeToken(user) : null) as string });
  await until(() => backend.streams.length);
  assert.equal(backend.headers.at(-1)!.Authorization, undefined);
  user = 'ada';
  await page.client.login();
  await until(() => backend.connections === 2 && backend.streams.length === 1);
  assert.ok(backend.headers.at(-1)!.Authorization);
  await until(() => page.resets === 2);
  await page.client.logout();
  await until(() => backend.streams.length === 0);
  await pause(50);
  assert.equal(backend.connections, 2);
});

test('nobody listening, no stream', async (t) => {
  const { backend, open } = world(t);
  const page = await open();
  await until(() => backend.streams.length);
  page.listeners.clear();
  page.live.check();
  assert.equal(backend.streams.length, 0);
});

test('any order of tabs coming, going, hiding and freezing loses nothing', async (t) => {
  const { backend, open, complete } = world(t);
  const seed = Number(process.env.SEED ?? Date.now() % 1e6);
  t.diagnostic(`SEED=${seed}`);
  let state = seed;
  const random = (n: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % n;
  const tabs = [await open(), await open(), await open()];
  for (let step = 0; step < 60; step++) {
    const { tab } = tabs[random(3)]!;
    const acts = [
      () => tab.show(false),
      () => tab.show(true),
      () => tab.fire('freeze'),
      () => tab.fire('resume'),
      () => void (tab.blocked = !tab.blocked),
      () => tab.fire('beforeunload'),
      () => backend.push((news) => news.slice(random(2)), 1 + random(3)),
      () => backend.push(),
      () => backend.end(),
      () => void (backend.down = !backend.down),
    ];
    acts[random(acts.length)]!();
    await pause(random(25));
  }
  backend.down = false;
  for (const { tab } of tabs) {
    tab.blocked = false;
    tab.show(true);
    tab.fire('resume');
  }
  backend.push();
  const all = await complete(...tabs);
  for (const { seen } of tabs) assert.deepEqual(seen, all);
  await until(() => backend.streams.length === 1);
});
