import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pause, quiet, shows, until } from '../testing/browser.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { browser, profileOn } from '../testing/people.ts';

test('two tabs are one author: edits of one show in the other before they are sent, and each counts once', async () => {
  const [server, profile, one] = browser();
  const other = profile.open();
  profile.setOnline(false);
  one.cart.add('A');
  await until(() => shows(other)['A'] === 1, 'the pending add in the other tab');
  assert.equal(other.cart.$status.get().pending, 1);
  other.cart.add('A');
  one.cart.change('A', 1);
  await until(() => shows(one)['A'] === 3 && shows(other)['A'] === 3, 'all in both');
  profile.setOnline(true);
  await quiet(one, other);
  assert.deepEqual(server.contents, { A: 3 });
  assert.equal(new Set(server.log.map(({ up }) => up.replica)).size, 1);
});

test('a tab that is closed right after a press leaves it to the other one', async () => {
  const [server, profile, one] = browser();
  const other = profile.open();
  await one.cart.add('A').accepted;
  await until(() => shows(other)['A'] === 1, 'A in the other tab');
  profile.latency = 200;
  await one.cart.add('A').saved;
  one.kill();
  profile.latency = 1;
  await until(() => shows(other)['A'] === 2, 'the press in the other tab');
  await quiet(other);
  assert.deepEqual(server.contents, { A: 2 });
});

test('only one request is in flight, whichever tab was pressed in', async () => {
  const [server, profile, one] = browser();
  const other = profile.open();
  await one.cart.add('A').accepted;
  await pause(20);
  let running = 0;
  let most = 0;
  const send = server.send.bind(server);
  profile.latency = 10;
  server.send = (...args) => {
    most = Math.max(most, ++running);
    setTimeout(() => running--, 15);
    return send(...args);
  };
  for (let i = 0; i < 5; i++) (i % 2 ? one : other).cart.add('A');
  await quiet(one, other);
  assert.equal(most, 1);
  assert.deepEqual(server.contents, { A: 6 });
});

test('without Web Locks two tabs may send at once: each press still counts once', async () => {
  const [server, profile, one] = browser();
  profile.lockless = true;
  const other = profile.open();
  for (let i = 0; i < 6; i++) {
    one.cart.add('A');
    other.cart.add('A');
    await pause(i);
  }
  await quiet(one, other);
  assert.deepEqual(server.contents, { A: 12 });
});

test('blocked storage: the cart works in memory and says so', async () => {
  const [server, profile] = browser();
  profile.blocked = true;
  const tab = profile.open();
  await tab.cart.add('A').accepted;
  assert.equal(tab.cart.$status.get().storage, 'memory');
  assert.deepEqual(server.contents, { A: 1 });
});

test('the page is left right after a press: what waits is sent with a request that outlives it', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  profile.fates = ['lose-request'];
  await tab.cart.add('B').saved;
  await until(() => profile.fates.length === 0, 'the lost request');
  tab.emit('hide');
  await until(() => server.contents['B'] === 1, 'B at the backend');
});

test('a page that is left in the moment of a press leaves it to the next page, which shows it at once', async () => {
  const [server, profile, tab] = browser();
  void tab.cart.add('A');
  tab.kill();
  const next = profile.open();
  assert.deepEqual(shows(next), { A: 1 });
  assert.equal(next.cart.$status.get().phase, 'loading');
  await quiet(next);
  assert.deepEqual(server.contents, { A: 1 });
  next.kill();
  const last = profile.open();
  await until(() => last.cart.$status.get().phase === 'ready', 'ready');
  await quiet(last);
  assert.deepEqual([server.contents, shows(last)], [{ A: 1 }, { A: 1 }]);
});

test('a press that a new tab finds unsaved counts once, whichever of them takes it in first', async () => {
  for (let ms = 0; ms < 8; ms++) {
    const [server, profile, one] = browser();
    await one.cart.add('A').accepted;
    void one.cart.add('A', { n: 2 });
    if (ms) await pause(ms - 1);
    const other = profile.open();
    await until(() => other.cart.$status.get().phase === 'ready', 'ready');
    await quiet(one, other);
    assert.deepEqual([server.contents, shows(one), shows(other)], [{ A: 3 }, { A: 3 }, { A: 3 }]);
  }
});

test('what is left of a press is gone with a logout', async () => {
  const [server, profile, tab] = browser();
  profile.login('ada');
  await tab.cart.add('A').accepted;
  void tab.cart.add('B');
  await profile.logout(tab);
  tab.kill();
  const next = profile.open();
  assert.deepEqual(shows(next), {});
  await pause(20);
  assert.deepEqual(shows(next), {});
  assert.deepEqual(server.contents, { A: 1, B: 1 });
});

test('what is left in a form that is not understood is left out, and the cart works', async () => {
  for (const left of [
    '019a2b3c-4d5e-7f60-a123-456789abcdef',
    '7',
    '[7]',
    '[{"presses":[]}]',
    '[{"presses":[[1]]}]',
  ]) {
    const server = new FakeServer();
    const profile = profileOn(server, 'phone');
    profile.small.set('cart', left);
    const tab = profile.open();
    await tab.cart.add('A').accepted;
    assert.deepEqual([server.contents, shows(tab)], [{ A: 1 }, { A: 1 }], left);
  }
});

test('K24: killed at every await: each press counts once', async () => {
  let points = 0;
  for (let life = 1; ; life++) {
    const server = new FakeServer();
    const profile = profileOn(server, `phone-${life}`);
    const tab = profile.open();
    tab.life = life;
    let pressed = 0;
    const press = async () => {
      if (tab.dead) return;
      pressed++;
      void tab.cart.add('A');
      await pause(3);
    };
    await press();
    await press();
    profile.fates = ['lose-answer'];
    await press();
    await pause(8);
    tab.emit('online');
    await press();
    if (!tab.dead)
      await until(() => tab.dead || tab.cart.$status.get().pending === 0, 'the end of the story');
    const finished = !tab.dead;
    tab.kill();
    profile.fates = [];
    const later = profile.open();
    // What waits is known once it is read: before, nothing seems to.
    await until(() => later.cart.$status.get().phase === 'ready', 'ready');
    await quiet(later);
    assert.deepEqual(
      [server.contents['A'], shows(later)['A']],
      [pressed, pressed],
      `killed at await ${life}`,
    );
    later.kill();
    if (finished) break;
    points++;
  }
  assert.ok(points > 10, `only ${points} points`);
});

test('a record that cannot be read is set aside; the cart is fetched again by its id', async () => {
  const [, profile, tab] = browser();
  await tab.cart.add('A', { n: 2 }).accepted;
  tab.kill();
  const cart = tab.cart.$status.get().cartId;
  profile.disk.get('cart')!.set('cart', { sv: 1, cart, lines: 7 });
  const later = profile.open();
  await until(() => shows(later)['A'] === 2, 'the cart');
  assert.ok(profile.disk.get('cart')!.has('broken'));
  await later.cart.add('A').accepted;
  assert.deepEqual(profile.server.contents, { A: 3 });
});

test('a record of a newer release is never overwritten; this page works in memory', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  tab.kill();
  const newer = { sv: 2, cart: tab.cart.$status.get().cartId, something: 'new' };
  profile.disk.get('cart')!.set('cart', newer);
  const later = profile.open();
  await until(() => shows(later)['A'] === 1, 'the cart');
  await later.cart.add('A').accepted;
  assert.equal(later.cart.$status.get().storage, 'memory');
  assert.deepEqual(profile.disk.get('cart')!.get('cart'), newer);
  assert.deepEqual(server.contents, { A: 2 });
});
