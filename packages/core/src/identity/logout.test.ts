import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeBrowser, fakeToken, until } from '../testing/tabs.ts';
import { devices, open, pause, small } from '../testing/visitors.ts';

test('logout wipes device, customer and records in all tabs and keeps the consent choice', async () => {
  const browser = new FakeBrowser();
  const getToken = async () => fakeToken('ada');
  const tabs = [1, 2, 3].map(() => open(browser, devices(), { getToken }));
  const [here] = tabs;
  here!.client.consent.choose({ analytics: true }, 'banner');
  await here!.client.identity.ensureDevice();
  await Promise.all(tabs.map(({ client }) => client.identity.token()));
  await here!.client.platform.records('cart').set([['line', 1]]);
  let wiped = 0;
  for (const { client } of tabs) client.onWipe(() => wiped++);
  await here!.client.logout();
  await until(() => wiped === 3);
  for (const { client } of tabs) {
    assert.equal(client.identity.device, undefined);
    assert.equal(client.identity.userId, undefined);
    // The merchant's own session may still be there for a moment.
    assert.equal(await client.identity.token(), null);
    assert.ok(client.consent.allows('analytics'));
  }
  assert.deepEqual(await here!.client.platform.records('cart').entries(), []);
  assert.deepEqual(small(browser), ['continuo:pk_1:consent', 'continuo:pk_1:wipes']);
});

test('what a tab writes that has not heard of a logout yet is nobody’s, and its wiping later takes nothing', async () => {
  const browser = new FakeBrowser();
  const getToken = async () => fakeToken('ada');
  const [here, late] = [open(browser, devices(), { getToken }), open(browser, devices(), { getToken })];
  const cartOf = ({ client }: typeof here) => client.platform.records('cart');
  await late.client.identity.token();
  await cartOf(late).set([['line', 'ada’s']]);
  late.tab.blocked = true;
  await here.client.logout();
  await cartOf(late).set([['late', 'ada’s']]);
  late.client.platform.small.set('note', 'ada’s');
  assert.equal(here.client.platform.small.get('note'), null);
  here.client.platform.small.set('note', 'the next one’s');
  assert.deepEqual(await cartOf(here).entries(), []);
  await cartOf(here).set([['line', 'the next one’s']]);
  const next = await here.client.identity.ensureDevice();
  late.tab.blocked = false;
  await until(() => late.client.identity.device);
  await pause(10);
  assert.deepEqual(await cartOf(here).entries(), [['line', 'the next one’s']]);
  assert.deepEqual(await cartOf(late).entries(), [['line', 'the next one’s']]);
  assert.deepEqual(late.client.identity.device, next);
  assert.equal(late.client.platform.small.get('note'), 'the next one’s');
  assert.deepEqual([...browser.records.keys()].sort(), ['continuo:pk_1:1:cart', 'continuo:pk_1:1:device']);
  assert.deepEqual(small(browser), ['continuo:pk_1:1:device', 'continuo:pk_1:1:note', 'continuo:pk_1:wipes']);
});

test('a logout in two tabs at once is one: who comes between is not wiped', async () => {
  const browser = new FakeBrowser();
  const [here, there] = [open(browser, devices()), open(browser, devices())];
  await here.client.identity.ensureDevice();
  there.client.beforeLogout(async () => void (await pause(50)));
  const slow = there.client.logout();
  await here.client.logout();
  await here.client.platform.records('cart').set([['line', 1]]);
  await slow;
  assert.deepEqual(await there.client.platform.records('cart').entries(), [['line', 1]]);
});

test('what is to be done before a logout has two seconds, with the customer still known', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { client } = open(new FakeBrowser(), devices());
  const seen: unknown[] = [];
  await client.identity.ensureDevice();
  client.beforeLogout(async () => void seen.push(client.identity.device?.deviceId));
  client.beforeLogout(() => new Promise(() => {}));
  client.beforeLogout(() => {
    throw new Error('of a feature');
  });
  client.beforeLogout(async () => void seen.push('gone'))();
  let done = false;
  const logout = client.logout().then(() => (done = true));
  for (const ms of [1_999, 1]) {
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(done, false);
    t.mock.timers.tick(ms);
  }
  await logout;
  assert.deepEqual(seen, ['d1']);
});

test('a device that was asked for before a logout is not kept after it', async () => {
  const browser = new FakeBrowser();
  const answer = devices();
  let answerNow = () => {};
  let calls = 0;
  const page = open(browser, async (request) => {
    const device = answer(request);
    if (++calls === 1) await new Promise<void>((resolve) => (answerNow = resolve));
    return device;
  });
  const device = page.client.identity.ensureDevice();
  await until(() => calls === 1);
  await page.client.logout();
  answerNow();
  assert.equal((await device).deviceId, 'd2');
});

test('a token that was asked for before a logout is not kept after it', async () => {
  let give = (_: string) => {};
  const { client } = open(new FakeBrowser(), devices(), {
    getToken: () => new Promise((resolve) => (give = resolve)),
  });
  const token = client.identity.token();
  await pause(100);
  await client.logout();
  give(fakeToken('ada'));
  assert.equal(await token, null);
  assert.equal(client.identity.userId, undefined);
});

test('another customer finds nothing of the one before', async () => {
  const browser = new FakeBrowser();
  const answer = devices();
  const before = open(browser, answer, { getToken: async () => fakeToken('ada') });
  await before.client.identity.ensureDevice();
  await before.client.identity.token();
  await before.client.platform.records('cart').set([['line', 1]]);
  const after = open(browser, answer, { getToken: async () => fakeToken('bob') });
  let wiped = 0;
  after.client.onWipe(() => {
    wiped++;
    assert.equal(after.client.identity.userId, undefined);
  });
  await after.client.identity.token();
  assert.equal(wiped, 1);
  assert.equal(after.client.identity.device, undefined);
  assert.deepEqual(await after.client.platform.records('cart').entries(), []);
  assert.equal((await after.client.identity.ensureDevice()).deviceId, 'd2');
});

test('an old tab of another customer does not answer for a new page', async () => {
  const browser = new FakeBrowser();
  const old = open(browser, devices(), { getToken: async () => fakeToken('ada') });
  await old.client.identity.token();
  const page = open(browser, devices(), { getToken: async () => fakeToken('bob') });
  await page.client.identity.token();
  assert.equal(page.client.identity.userId, 'bob');
  await until(() => old.client.identity.userId === 'bob');
});

test('a merchant session that ended is a logout', async () => {
  const browser = new FakeBrowser();
  const before = open(browser, devices(), { getToken: async () => fakeToken('ada') });
  await before.client.identity.ensureDevice();
  await before.client.identity.token();
  before.client.destroy();
  const after = open(browser, devices(), { getToken: async () => null });
  assert.equal(await after.client.identity.token(), null);
  assert.equal(after.client.identity.device, undefined);
  assert.deepEqual(small(browser), ['continuo:pk_1:wipes']);
});

test('a page that slept through a logout wakes without the customer', async () => {
  const browser = new FakeBrowser();
  const getToken = async () => fakeToken('ada');
  const [here, asleep] = [open(browser, devices(), { getToken }), open(browser, devices(), { getToken })];
  await asleep.client.identity.ensureDevice();
  await asleep.client.identity.token();
  asleep.tab.blocked = true;
  await here.client.logout();
  // What it missed is lost, as it is for a page in the back/forward cache.
  asleep.tab.fire('show');
  assert.equal(asleep.client.identity.userId, undefined);
  assert.equal(asleep.client.identity.device, undefined);
});

test('a visitor who comes after a logout gets a device of their own', async () => {
  const browser = new FakeBrowser();
  const { client } = open(browser, devices());
  await client.identity.ensureDevice();
  await client.logout();
  assert.equal((await client.identity.ensureDevice()).deviceId, 'd2');
});
