import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pause, quiet, shows, until } from './testing/browser.ts';
import { browser, profileOn, two } from './testing/people.ts';

test('a page that only shows the count stores and sends nothing', async () => {
  const [server, profile, tab] = browser();
  assert.equal(tab.cart.$count.get(), 0);
  assert.equal(tab.cart.$status.get().phase, 'ready');
  tab.emit('show');
  await pause(20);
  assert.deepEqual(
    [server.log.length, profile.disk.size, profile.small.size, profile.device],
    [0, 0, 0, undefined],
  );
});

test('an add shows at once, is saved, makes a device, is sent and confirmed, and survives the browser', async () => {
  const [server, profile, tab] = browser();
  const receipt = tab.cart.add('A', { n: 2, source: 'pdp' });
  assert.deepEqual(shows(tab), { A: 2 });
  assert.equal(tab.cart.$lines.get()[0]?.pending, true);
  assert.equal(await receipt.saved, true);
  assert.deepEqual(await receipt.accepted, { ok: true });
  assert.deepEqual(server.contents, { A: 2 });
  assert.ok(profile.device);
  const line = tab.cart.$lines.get()[0];
  assert.deepEqual([line?.source, line?.pending, line?.quote?.title], ['pdp', false, 'Product A']);
  assert.equal(tab.cart.$status.get().priced, 'fresh');
  assert.equal(tab.cart.$totals.get()?.total.amount, 2000);
  tab.kill();
  const later = profile.open();
  await until(() => shows(later)['A'] === 2, 'the cart after a restart');
});

test('a one-operation message takes at most 200 bytes', async () => {
  const [server, , tab] = browser();
  await tab.cart.add('sku-1').accepted;
  await tab.cart.add('sku-1', { n: 2 }).accepted;
  assert.ok(JSON.stringify(server.log.at(-1)?.up).length <= 200);
});

test('what one device adds shows on the other, live', async () => {
  const [, , phone, , laptop] = two();
  await phone.cart.add('A').accepted;
  await until(() => shows(laptop)['A'] === 1, 'the line on the laptop');
  laptop.cart.change('A', 2);
  await until(() => shows(phone)['A'] === 3, 'the change on the phone');
  await until(() => phone.cart.$status.get().priced === 'fresh', 'a fresh price');
  assert.equal(phone.cart.$totals.get()?.total.amount, 3000);
});

test('a customer without a cart on this device gets theirs; without any, an empty one', async () => {
  const [, , phone, , laptop] = two();
  await until(() => phone.cart.$status.get().phase === 'ready', 'ready');
  await phone.cart.add('A').accepted;
  laptop.kill();
  const third = profileOn(phone.profile.server, 'tablet');
  third.user = 'ada';
  const tab = third.open();
  tab.changed();
  await until(() => shows(tab)['A'] === 1, 'the customer’s cart');
});

test('offline: edits go on, survive a restart, and meet those of others when there is a network', async () => {
  const [server, profile, phone, , laptop] = two();
  await phone.cart.add('A', { n: 2 }).accepted;
  await until(() => shows(laptop)['A'] === 2, 'A on the laptop');
  profile.setOnline(false);
  phone.cart.change('A', 1);
  phone.cart.add('B');
  await until(() => phone.cart.$status.get().saved, 'saved');
  assert.equal(phone.cart.$status.get().online, false);
  assert.equal(phone.cart.$status.get().priced, 'stale');
  phone.kill();
  laptop.cart.change('A', 1);
  await quiet(laptop);
  const again = profile.open();
  await until(() => shows(again)['B'] === 1, 'the offline edits after a restart');
  profile.setOnline(true);
  await quiet(again);
  assert.deepEqual(server.contents, { A: 4, B: 1 });
  await until(() => shows(laptop)['B'] === 1, 'B on the laptop');
});

test('K13: removed, then undone: quantity, properties and note are back, here and on the other device', async () => {
  const [, , phone, , laptop] = two();
  await phone.cart.add('A', { n: 3, properties: { engraving: 'Ö' } }).accepted;
  const { key } = phone.cart.$lines.get()[0]!;
  await phone.cart.note(key, 'blue paper').accepted;
  phone.cart.remove(key);
  assert.deepEqual(shows(phone), {});
  assert.equal(phone.cart.undo(), true);
  await quiet(phone);
  await until(() => laptop.cart.$lines.get()[0]?.note === 'blue paper', 'the note on the laptop');
  const line = laptop.cart.$lines.get()[0]!;
  assert.deepEqual([line.quantity, line.properties, line.variantId], [3, { engraving: 'Ö' }, 'A']);
});

test('undo goes back step by step: note, typed quantity, step, clear, add', async () => {
  const [server, , tab] = browser();
  const { cart } = tab;
  cart.add('A');
  cart.set('A', 5);
  cart.change('A', -2);
  cart.note('A', 'x');
  cart.note(null, 'for the whole');
  cart.clear();
  const states: unknown[] = [];
  while (cart.undo()) states.push([shows(tab)['A'], cart.$lines.get()[0]?.note, cart.$cart.get().note]);
  assert.deepEqual(states, [
    [3, 'x', 'for the whole'],
    [3, 'x', undefined],
    [3, undefined, undefined],
    [5, undefined, undefined],
    [1, undefined, undefined],
    [undefined, undefined, undefined],
  ]);
  await quiet(tab);
  assert.deepEqual(server.contents, {});
});

test('K9: two type at once: both show the same, and the one that lost is told', async () => {
  const [, phoneProfile, phone, , laptop] = two();
  await phone.cart.add('A').accepted;
  await until(() => shows(laptop)['A'] === 1, 'A on the laptop');
  phoneProfile.latency = 20;
  phone.cart.set('A', 9);
  laptop.cart.set('A', 4);
  await quiet(phone, laptop);
  await until(() => shows(phone)['A'] === shows(laptop)['A'], 'the same');
  const notices = [...phone.cart.$notices.get(), ...laptop.cart.$notices.get()];
  assert.deepEqual(
    notices.map(({ kind, old, new: is }) => [kind, old, is]),
    [['set-replaced', 4, 9]],
  );
  laptop.cart.dismiss(notices[0]!.id);
  laptop.cart.add('B');
  await quiet(laptop);
  assert.deepEqual(laptop.cart.$notices.get(), []);
});

test('K21: price and stock change: the line stays, flagged, and old → new is told until dismissed', async () => {
  const [server, profile, tab] = browser();
  await tab.cart.add('A', { n: 5 }).accepted;
  server.prices.set('A', 1200);
  server.stock.set('A', 3);
  server.requote();
  await until(() => tab.cart.$notices.get().length === 2, 'the notices');
  assert.deepEqual(
    tab.cart.$notices.get().map(({ kind, old, new: is }) => [kind, old, is]),
    [
      ['price-changed', { amount: 1000, currency: 'HKD' }, { amount: 1200, currency: 'HKD' }],
      ['limited', 5, 3],
    ],
  );
  const [line] = tab.cart.$lines.get();
  assert.deepEqual([line?.quantity, line?.quote?.payable, line?.quote?.flags], [5, 3, ['limited']]);
  tab.kill();
  const later = profile.open();
  await until(() => later.cart.$notices.get().length === 2, 'the notices after a restart');
  for (const { id } of later.cart.$notices.get()) later.cart.dismiss(id);
  await until(() => later.cart.$notices.get().length === 0, 'dismissed');
  assert.equal(later.cart.$lines.get()[0]?.quantity, 5);
});

test('a line keeps its identity while nothing about it changes', async () => {
  const [, , tab] = browser();
  await tab.cart.add('A').accepted;
  await quiet(tab);
  const [line] = tab.cart.$lines.get();
  let drawn = 0;
  tab.cart.$lines.listen(() => drawn++);
  await tab.cart.add('B').accepted;
  tab.emit('show');
  await pause(20);
  assert.equal(tab.cart.$lines.get()[0], line);
  assert.ok(drawn <= 3);
});

test('what is over a limit is refused at once, with a notice, and never sent', async () => {
  const [server, , tab] = browser();
  await tab.cart.add('A', { n: 998 }).accepted;
  const refused = tab.cart.change('A', 2);
  assert.deepEqual(await refused.accepted, { ok: false, code: 'quantity-limit' });
  assert.equal(tab.cart.$notices.get()[0]?.kind, 'refused');
  assert.deepEqual(await tab.cart.note('A', 'x'.repeat(501)).accepted, { ok: false, code: 'note-too-long' });
  assert.deepEqual(await tab.cart.note('Z', 'x').accepted, { ok: false, code: 'no-such-line' });
  for (const n of [0, -1, 1.5, NaN])
    assert.deepEqual(await tab.cart.add('A', { n }).accepted, { ok: false, code: 'invalid' });
  assert.deepEqual(shows(tab), { A: 998 });
  assert.equal(server.log.filter(({ up }) => up.ops.length > 0).length, 1);
});

test('checkout sends what waits and answers with a fresh quote of what is shown', async () => {
  const [, profile, tab] = browser();
  await assert.rejects(tab.cart.checkout(), /empty/);
  tab.cart.add('A', { n: 2 });
  const { cart, quote } = await tab.cart.checkout();
  assert.deepEqual([cart.count, quote.total.amount, quote.lines.length], [2, 2000, 1]);
  assert.equal(tab.cart.$status.get().priced, 'fresh');
  profile.setOnline(false);
  tab.cart.add('A');
  await assert.rejects(tab.cart.checkout(), /offline/);
});
