import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pause, quiet, shows, until } from '../testing/browser.ts';
import { Fault } from '../testing/fault.ts';
import { browser, only, profileOn, two } from '../testing/people.ts';

test('L1: a guest with a cart logs in and has none as a customer: the cart is theirs, its id stays', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A').accepted;
  const id = tab.cart.$status.get().cartId;
  profile.login('ada');
  await until(() => only(server).owner === 'ada', 'adopted');
  await pause(20);
  assert.equal(tab.cart.$status.get().cartId, id);
  await tab.cart.add('A').accepted;
  assert.deepEqual(server.contents, { A: 2 });
});

test('L2, L3, L8: both had one: they are summed once, however often the merge fails or is repeated', async () => {
  const [server, , , , laptop] = two();
  await laptop.cart.add('A', { n: 2 }).accepted;
  const guest = profileOn(server, 'tablet');
  const tabs = [guest.open(), guest.open()] as const;
  await tabs[0].cart.add('A').accepted;
  await tabs[0].cart.add('B').accepted;
  await until(() => shows(tabs[1])['B'] === 1, 'B in the second tab');
  guest.fates = [new Fault('request/internal', 500), 'lose-answer'];
  guest.login('ada');
  for (const wait of [20, 20, 20]) {
    await pause(wait);
    for (const tab of tabs) tab.emit('online');
  }
  for (const tab of [...tabs, laptop])
    await until(() => shows(tab)['A'] === 3 && shows(tab)['B'] === 1, 'the sum');
  assert.deepEqual(server.contents, { A: 3, B: 1 });
  assert.equal(tabs[0].cart.$status.get().cartId, laptop.cart.$status.get().cartId);
  await until(() => tabs[0].cart.$notices.get().some(({ kind }) => kind === 'merged'), 'the notice');
});

test('L4: guest edits that were not sent when the login came take only the guest’s share', async () => {
  const [server, , , , laptop] = two();
  await laptop.cart.add('A', { n: 2 }).accepted;
  const guest = profileOn(server, 'tablet');
  const tab = guest.open();
  await tab.cart.add('A').accepted;
  server.merge(
    { device: guest.device, user: 'ada' },
    tab.cart.$status.get().cartId!,
    [...server.senders.keys()].at(-1)!,
  );
  guest.setOnline(false);
  tab.cart.remove('A');
  tab.cart.add('C');
  await until(() => tab.cart.$status.get().saved, 'saved');
  guest.login('ada');
  guest.setOnline(true);
  await quiet(tab);
  await until(() => shows(tab)['A'] === 2, 'the customer’s cart');
  assert.deepEqual(server.contents, { A: 2, C: 1 });
});

test('the cart is ordered on another device: it closes here, and what was pressed meanwhile is in the next one', async () => {
  const [server, profile, phone, , laptop] = two();
  await phone.cart.add('A').accepted;
  await until(() => shows(laptop)['A'] === 1, 'A on the laptop');
  profile.setOnline(false);
  phone.cart.add('B');
  phone.cart.set('A', 5);
  await until(() => phone.cart.$status.get().saved, 'saved');
  server.order(laptop.cart.$status.get().cartId!);
  await until(() => laptop.cart.$count.get() === 0, 'empty on the laptop');
  profile.setOnline(true);
  await quiet(phone);
  await until(() => shows(phone)['A'] === undefined, 'the next cart on the phone');
  assert.deepEqual(shows(phone), { B: 1 });
  assert.deepEqual(
    phone.cart.$notices.get().map(({ kind, address }) => [kind, address]),
    [['ordered', 'c/A']],
  );
  await phone.cart.add('C').accepted;
  await until(() => shows(laptop)['C'] === 1 && shows(laptop)['B'] === 1, 'the next cart on the laptop');
});

test('L9, L10: logout sends what waits, then forgets everything in all tabs; the next person has an empty cart', async () => {
  const [server, profile, tab] = browser();
  const other = profile.open();
  profile.login('ada');
  await tab.cart.add('A').accepted;
  await until(() => shows(other)['A'] === 1, 'A in the other tab');
  profile.latency = 20;
  void tab.cart.add('B');
  await profile.logout(tab);
  assert.deepEqual(server.contents, { A: 1, B: 1 });
  for (const each of [tab, other]) {
    assert.deepEqual(shows(each), {});
    assert.equal(each.cart.$status.get().cartId, undefined);
    assert.equal(each.cart.undo(), false);
  }
  await pause(60);
  assert.deepEqual([profile.disk.get('cart')?.size ?? 0, profile.small.size], [0, 0]);
  await other.cart.add('C').accepted;
  assert.deepEqual(shows(other), { C: 1 });
  assert.equal([...server.rows.values()].filter(({ owner }) => owner === 'ada').length, 1);
});
