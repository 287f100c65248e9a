import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pause, quiet, shows, until } from '../testing/browser.ts';
import { Fault } from '../testing/fault.ts';
import { browser, closeAfter } from '../testing/people.ts';

test('K8: answers are lost and requests are lost; the same message is sent again and counts once', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  for (const fate of [
    'lose-answer',
    'lose-request',
    new Fault('request/internal', 500),
    new Fault('net/not-json', 200),
  ] as const) {
    profile.fates = [fate];
    const before = server.log.length;
    tab.cart.add('A');
    await until(() => profile.fates.length === 0, 'the fault');
    await pause(10);
    profile.setOnline(true);
    await quiet(tab);
    if (fate === 'lose-answer') assert.deepEqual(server.log[before]?.up, server.log[before + 1]?.up);
  }
  assert.deepEqual(server.contents, { A: 5 });
});

test('after a failure it tries again by itself, about a second later', async () => {
  const [server, profile, tab] = browser();
  profile.fates = ['lose-request'];
  const started = Date.now();
  await tab.cart.add('A').accepted;
  assert.ok(Date.now() - started >= 1000);
  assert.deepEqual(server.contents, { A: 1 });
});

test('asked to wait, it waits, whatever is pressed', async () => {
  const [server, profile, tab] = browser();
  profile.fates = [new Fault('request/rate-limited', 429, undefined, 400)];
  tab.cart.add('A');
  await until(() => profile.fates.length === 0, 'the refusal');
  await pause(5);
  tab.cart.add('A');
  tab.emit('online');
  await pause(200);
  assert.equal(server.log.length, 0);
  await quiet(tab);
  assert.deepEqual(server.contents, { A: 2 });
});

test('426: it stops and says so, and what was pressed stays on this device', async () => {
  const [, profile, tab] = browser();
  profile.fates = [new Fault('protocol/upgrade-required', 426)];
  tab.cart.add('A');
  await until(() => tab.cart.$status.get().phase === 'error', 'the error');
  assert.equal(tab.cart.$status.get().code, 'protocol/upgrade-required');
  assert.deepEqual(shows(tab), { A: 1 });
  tab.kill();
  const later = profile.open();
  await until(() => shows(later)['A'] === 1, 'the press after a restart');
  await quiet(later);
  assert.deepEqual(profile.server.contents, { A: 1 });
});

test('410: a new cart, with what nobody has heard of', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  server.erase(tab.cart.$status.get().cartId!);
  tab.cart.add('B');
  await quiet(tab);
  assert.deepEqual(server.contents, { B: 1 });
  assert.deepEqual(shows(tab), { B: 1 });
  assert.equal(profile.fates.length, 0);
});

test('an operation that the backend will never take is dropped and told; those around it count', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  profile.setOnline(false);
  tab.cart.add('B');
  const bad = tab.cart.add('C');
  const good = tab.cart.add('D');
  await until(() => tab.cart.$status.get().saved, 'saved');
  const wrong = () => new Fault('cart/op-invalid', 400);
  profile.fates = [wrong(), 'fine', wrong()];
  profile.setOnline(true);
  assert.deepEqual(await bad.accepted, { ok: false, code: 'invalid' });
  assert.deepEqual(await good.accepted, { ok: true });
  assert.deepEqual(server.contents, { A: 1, B: 1, D: 1 });
  assert.deepEqual(
    tab.cart.$notices.get().map(({ kind, address }) => [kind, address]),
    [['refused', 'c/C']],
  );
});

test('K25: a copied profile: the very same press on both counts twice', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  await quiet(tab);
  const copy = profile.copy('copy');
  closeAfter(copy);
  const other = copy.open();
  other.live = tab.live = false;
  await until(() => shows(other)['A'] === 1, 'the copied cart');
  await pause(20);
  tab.cart.add('A');
  await quiet(tab);
  other.cart.add('A');
  await quiet(other);
  assert.deepEqual(server.contents, { A: 3 });
  tab.cart.add('A');
  await quiet(tab);
  assert.deepEqual(server.contents, { A: 4 });
});

test('K25: a profile put back from a backup: what was added since stays, and the next add counts', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  const backup = profile.copy('phone');
  await tab.cart.add('B').accepted;
  await tab.cart.add('B').accepted;
  tab.kill();
  closeAfter(backup);
  const later = backup.open();
  later.cart.add('B');
  await until(() => shows(later)['A'] === 1, 'loaded');
  await quiet(later);
  later.cart.add('B');
  await quiet(later);
  assert.deepEqual(server.contents, { A: 1, B: 4 });
});

test('K25: storage wiped under an open page: nothing is swallowed', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  profile.disk.clear();
  assert.deepEqual(await tab.cart.add('A').accepted, { ok: true });
  assert.deepEqual(await tab.cart.add('A').accepted, { ok: true });
  // The old cart has one, and the new one two.
  assert.equal(server.contents['A'], 3);
  assert.deepEqual(shows(tab), { A: 2 });
});

test('K26: the backend is restored from a backup: all converge, what waited is sent, what was lost is told', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  const restore = server.backup();
  await tab.cart.add('B').accepted;
  profile.setOnline(false);
  tab.cart.add('C');
  await until(() => tab.cart.$status.get().saved, 'saved');
  restore();
  profile.setOnline(true);
  await quiet(tab);
  await until(() => shows(tab)['B'] === undefined, 'the restored cart');
  assert.deepEqual(server.contents, { A: 1, C: 1 });
  assert.deepEqual(shows(tab), { A: 1, C: 1 });
  assert.deepEqual(
    tab.cart.$notices.get().map(({ kind, address, old, new: is }) => [kind, address, old, is]),
    [['lost-edit', 'c/B', 1, 0]],
  );
  await tab.cart.add('C').accepted;
  assert.deepEqual(server.contents, { A: 1, C: 2 });
});
