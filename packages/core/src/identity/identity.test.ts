import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeBrowser, fakeToken, problem, until } from '../testing/tabs.ts';
import { devices, open, pause, small } from '../testing/visitors.ts';

test('many callers in many tabs get one device by one request', async () => {
  const browser = new FakeBrowser();
  const answer = devices();
  const tabs = [1, 2, 3].map(() => open(browser, answer));
  const made = await Promise.all(
    tabs.flatMap(({ client: { identity } }) => [identity.ensureDevice(), identity.ensureDevice()]),
  );
  assert.deepEqual(new Set(made.map(({ deviceId }) => deviceId)), new Set(['d1']));
  assert.equal(tabs.flatMap(({ requests }) => requests).length, 1);
  assert.deepEqual(small(browser), ['continuo:pk_1:device']);
  for (const { client } of tabs) assert.equal(client.identity.device!.deviceId, 'd1');
});

test('a lost answer costs no second device, not even on the next page', async () => {
  const browser = new FakeBrowser();
  const answer = devices();
  const first = open(browser, (request) => {
    answer(request);
    throw new TypeError('connection lost');
  });
  await assert.rejects(first.client.identity.ensureDevice(), { code: 'net/failed' });
  const second = open(browser, answer);
  assert.equal((await second.client.identity.ensureDevice()).deviceId, 'd1');
  assert.equal(
    first.requests[0]!.headers.get('Idempotency-Key'),
    second.requests[0]!.headers.get('Idempotency-Key'),
  );
});

test('small values that never reached the disk cost no second device; a logout does', async () => {
  const browser = new FakeBrowser();
  const answer = devices();
  await open(browser, answer).client.identity.ensureDevice();
  browser.storage.clear();
  const next = open(browser, answer);
  assert.equal((await next.client.identity.ensureDevice()).deviceId, 'd1');
  assert.equal(next.requests.length, 0);
  await next.client.logout();
  browser.storage.clear();
  assert.equal((await open(browser, answer).client.identity.ensureDevice()).deviceId, 'd2');
});

test('two tabs without locks still get the same device', async () => {
  const browser = new FakeBrowser();
  const answer = devices();
  const made = await Promise.all(
    [1, 2].map(() => open(browser, answer, {}, true).client.identity.ensureDevice()),
  );
  assert.equal(made[0]!.deviceId, made[1]!.deviceId);
});

test('a device made in one tab is told in the others', async () => {
  const browser = new FakeBrowser();
  const [here, there] = [open(browser, devices()), open(browser, devices())];
  let told = 0;
  there.client.identity.subscribe(() => told++);
  await here.client.identity.ensureDevice();
  await until(() => there.client.identity.device);
  assert.equal(told, 1);
});

test('many callers wait for one token', async () => {
  let asked = 0;
  const { client } = open(new FakeBrowser(), devices(), {
    getToken: async () => (asked++, await pause(5), fakeToken('ada')),
  });
  const tokens = await Promise.all([1, 2, 3].map(() => client.identity.token()));
  assert.equal(new Set(tokens).size, 1);
  assert.equal(asked, 1);
  assert.equal(client.identity.userId, 'ada');
});

test('a guest is asked about once', async () => {
  let asked = 0;
  const { client } = open(new FakeBrowser(), devices(), { getToken: async () => (asked++, null) });
  assert.equal(await client.identity.token(), null);
  assert.equal(await client.identity.token(), null);
  assert.equal(asked, 1);
});

test('three tabs whose token ends at once ask the merchant once', async () => {
  const browser = new FakeBrowser();
  let asked = 0;
  const getToken = async () => {
    asked++;
    // Lives two seconds, so the client asks for another after one.
    const iat = Math.floor(Date.now() / 1000);
    return fakeToken('ada', asked === 1 ? { iat, exp: iat + 2, n: 1 } : { n: asked });
  };
  const tabs = [1, 2, 3].map(() => open(browser, devices(), { getToken }));
  await tabs[0]!.client.identity.token();
  await until(() => tabs.every(({ client }) => client.identity.userId));
  assert.equal(asked, 1);
  await pause(1_100);
  const tokens = await Promise.all(tabs.map(({ client }) => client.identity.token()));
  assert.equal(asked, 2);
  assert.equal(new Set(tokens).size, 1);
  assert.ok(tokens[0]!.endsWith('.2'));
});

test('a clock that is hours wrong neither asks all the time nor keeps a dead token for ever', async (t) => {
  for (const hours of [-5, 5]) {
    let asked = 0;
    const iat = Math.floor(Date.now() / 1000) + hours * 3_600;
    const { client } = open(new FakeBrowser(), devices(), {
      getToken: async () => (asked++, fakeToken('ada', { iat, exp: iat + 600 })),
    });
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    await client.identity.token();
    t.mock.timers.tick(500_000);
    await client.identity.token();
    assert.equal(asked, 1, `${hours} h`);
    t.mock.timers.tick(80_000);
    await client.identity.token();
    assert.equal(asked, 2, `${hours} h`);
    t.mock.timers.reset();
  }
});

test('a name that is not ASCII is read from the token', async () => {
  const { client } = open(new FakeBrowser(), devices(), { getToken: async () => fakeToken('陳大文') });
  await client.identity.token();
  assert.equal(client.identity.userId, '陳大文');
});

test('a token that is none is an error, not a crash', async () => {
  const { client } = open(new FakeBrowser(), devices(), { getToken: async () => 'rubbish' });
  await assert.rejects(client.identity.token(), { code: 'auth/invalid' });
  assert.equal(client.identity.userId, undefined);
});

test('while the merchant is down, the token at hand serves to its end', async () => {
  let asked = 0;
  const iat = Math.floor(Date.now() / 1000);
  const { client } = open(new FakeBrowser(), devices(), {
    getToken: async () => {
      if (asked++) throw new TypeError('down');
      return fakeToken('ada', { iat, exp: iat + 2 });
    },
  });
  const token = await client.identity.token();
  await pause(1_100);
  assert.equal(await client.identity.token(), token);
  assert.equal(asked, 2);
  await pause(1_000);
  await assert.rejects(client.identity.token(), { code: 'net/failed' });
});

test('login joins the device to the customer once, on whatever page', async () => {
  const browser = new FakeBrowser();
  let user: string | null = null;
  const getToken = async () => user && fakeToken(user);
  const answer = devices();
  const page = open(browser, answer, { getToken });
  await page.client.identity.ensureDevice();
  user = 'ada';
  await page.client.login();
  await page.client.login();
  const links = () => page.requests.filter(({ path }) => path === '/v1/customers/me/devices');
  assert.equal(links().length, 1);
  assert.equal(links()[0]!.headers.get('Continuo-Device'), 'd1.mac');
  const next = open(browser, answer, { getToken });
  await next.client.identity.token();
  await pause(10);
  assert.equal(next.requests.length, 0);
});

test('login succeeds while the joining fails, which is repeated until it is done', async (t) => {
  t.mock.method(Math, 'random', () => 0.001);
  const browser = new FakeBrowser();
  const answer = devices();
  let failures = 3;
  const page = open(
    browser,
    (request) =>
      request.path.endsWith('/me/devices') && failures-- > 0
        ? problem(503, 'request/unavailable')
        : answer(request),
    { getToken: async () => fakeToken('ada') },
  );
  await page.client.identity.ensureDevice();
  await page.client.login();
  assert.equal(page.client.identity.userId, 'ada');
  await until(() => page.requests.filter(({ path }) => path.endsWith('/me/devices')).length === 4);
  page.client.destroy();
});

test('login in one tab is a login in all', async () => {
  const browser = new FakeBrowser();
  let user: string | null = null;
  let asked = 0;
  const getToken = async () => (asked++, user && fakeToken(user));
  const tabs = [1, 2, 3].map(() => open(browser, devices(), { getToken }));
  await Promise.all(tabs.map(({ client }) => client.identity.token()));
  user = 'ada';
  asked = 0;
  await tabs[0]!.client.login();
  await until(() => tabs.every(({ client }) => client.identity.userId === 'ada'));
  assert.equal(asked, 1);
});
