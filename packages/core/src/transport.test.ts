import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from './client.ts';
import type { ContinuoError } from './errors.ts';
import { FakeBrowser, fakeFetch, fakeToken, problem, type Request } from './testing/tabs.ts';
import type { ClientOptions } from './types.ts';

const setUp = (answer: (request: Request) => unknown, options: Partial<ClientOptions> = {}) => {
  const { fetch, requests } = fakeFetch(answer);
  const tab = new FakeBrowser().tab({ fetch });
  const client = createClient({
    endpoint: 'https://api.test',
    key: 'pk_1',
    platform: tab.platform,
    ...options,
  });
  return { client, tab, requests };
};
const failure = async (promise: Promise<unknown>): Promise<ContinuoError> => {
  try {
    await promise;
  } catch (error) {
    assert.equal((error as Error).name, 'ContinuoError');
    return error as ContinuoError;
  }
  throw new Error('it succeeded');
};

test('a public read carries key, market and language, and nothing of the visitor', async () => {
  const { client, requests } = setUp(() => ({ ok: true }), { market: 'hk', locale: 'zh-Hant' });
  await client.identity.ensureDevice().catch(() => {});
  await client.request('/v1/products', { query: { q: 'tea & pot', cursor: undefined } });
  const request = requests.at(-1)!;
  assert.equal(`${request.query}`, 'key=pk_1&market=hk&locale=zh-Hant&q=tea+%26+pot');
  assert.deepEqual([...request.headers], []);
  assert.equal(request.credentials, 'omit');
});

test('a bare host is asked over https, a prefix is kept', async () => {
  for (const [endpoint, expected] of [
    ['api.example.com', 'https://api.example.com'],
    [' https://example.com/api/ ', 'https://example.com/api'],
    ['http://localhost:4300', 'http://localhost:4300'],
    ['localhost:4300', 'https://localhost:4300'],
    ['/shop', '/shop'],
    ['', ''],
  ] as const)
    assert.equal(setUp(() => ({}), { endpoint }).client.options.endpoint, expected);
});

test('no answer tells whether the network is there', async () => {
  const { client, tab } = setUp(() => Promise.reject(new TypeError('fetch failed')));
  await client.request('/v1/x').catch(() => {});
  assert.equal((await failure(client.request('/v1/x'))).code, 'net/failed');
  tab.online = false;
  const error = await failure(client.request('/v1/x'));
  assert.equal(error.code, 'net/offline');
  assert.equal(error.retryable, true);
  assert.equal(error.status, 0);
});

test('a slow answer is given up after the time allowed', async () => {
  const { client } = setUp(() => new Promise(() => {}));
  const error = await failure(client.request('/v1/x', { timeout: 30 }));
  assert.equal(error.code, 'net/timeout');
  assert.equal(error.retryable, true);
});

test('a caller can give up', async () => {
  const { client } = setUp(() => new Promise(() => {}));
  const abort = new AbortController();
  const answer = failure(client.request('/v1/x', { signal: abort.signal }));
  setTimeout(() => abort.abort(), 10);
  assert.equal((await answer).code, 'net/failed');
});

test('a proxy that answers HTML is told apart from the backend', async () => {
  const html = (status: number) => () =>
    new Response('<h1>Log in to the hotel</h1>', { status, headers: { 'Content-Type': 'text/html' } });
  for (const [status, retryable] of [
    [200, true],
    [502, true],
    [404, false],
  ] as const) {
    const error = await failure(setUp(html(status)).client.request('/v1/x'));
    assert.equal(error.code, 'net/not-json');
    assert.equal(error.status, status);
    assert.equal(error.retryable, retryable);
  }
});

test('a problem document becomes an error with its code and the time to wait', async () => {
  const limited = await failure(
    setUp(() => problem(429, 'request/rate-limited', { 'Retry-After': '7' })).client.request('/v1/x'),
  );
  assert.equal(limited.code, 'request/rate-limited');
  assert.equal(limited.retryAfter, 7_000);
  assert.equal(limited.retryable, true);
  const date = new Date(Date.now() + 60_000).toUTCString();
  const down = await failure(
    setUp(() => problem(503, 'request/unavailable', { 'Retry-After': date })).client.request('/v1/x'),
  );
  assert.ok(down.retryAfter! > 57_000 && down.retryAfter! <= 60_000);
  const gone = await failure(setUp(() => problem(410, 'cart/gone')).client.request('/v1/x'));
  assert.equal(gone.retryable, false);
  assert.equal(gone.retryAfter, undefined);
  assert.equal(gone.problem!.status, 410);
});

test('an empty answer to a write is undefined', async () => {
  const { client } = setUp(() => new Response(null, { status: 204 }));
  assert.equal(await client.request('/v1/x', { method: 'DELETE' }), undefined);
});

test('a refused customer token is refreshed once and the request repeated once', async () => {
  let given = 0;
  const { client, requests } = setUp(
    (request) =>
      request.headers.get('Authorization')?.endsWith('.2') ? { ok: 1 } : problem(401, 'auth/expired'),
    { getToken: async () => fakeToken('ada', { n: ++given }) },
  );
  assert.deepEqual(await client.request('/v1/x', { as: 'visitor' }), { ok: 1 });
  assert.equal(given, 2);
  assert.equal(requests.length, 2);
});

test('a second refusal is told, not repeated', async () => {
  let given = 0;
  const { client, requests } = setUp(() => problem(401, 'auth/invalid'), {
    getToken: async () => fakeToken('ada', { n: ++given }),
  });
  const error = await failure(client.request('/v1/x', { as: 'customer' }));
  assert.equal(error.code, 'auth/invalid');
  assert.equal(error.retryable, false);
  assert.equal(requests.length, 2);
});

test('a request of one customer is never repeated under the name of another', async () => {
  let given = 0;
  const { client, requests } = setUp(() => problem(401, 'auth/expired'), {
    getToken: async () => fakeToken(++given === 1 ? 'ada' : 'bob', { n: given }),
  });
  await failure(client.request('/v1/x', { as: 'visitor' }));
  assert.equal(requests.length, 1);
});

test('asking as a customer while nobody is logged in fails without a request', async () => {
  const { client, requests } = setUp(() => ({}));
  assert.equal((await failure(client.request('/v1/x', { as: 'customer' }))).code, 'auth/missing');
  assert.equal(requests.length, 0);
});

test('a device that the backend does not know is made anew', async () => {
  let made = 0;
  const { client } = setUp((request) =>
    request.path === '/v1/devices'
      ? { deviceId: `d${++made}`, token: `d${made}.x` }
      : request.headers.get('Continuo-Device') === 'd2.x'
        ? { ok: 1 }
        : problem(401, 'auth/invalid'),
  );
  await client.identity.ensureDevice();
  await failure(client.request('/v1/x', { as: 'visitor' }));
  assert.equal(client.identity.device, undefined);
  await client.identity.ensureDevice();
  assert.deepEqual(await client.request('/v1/x', { as: 'visitor' }), { ok: 1 });
});

test('a merchant who cannot say who is there does not turn a customer into a guest', async () => {
  const { client, requests } = setUp(() => ({}), {
    getToken: async () => {
      throw new TypeError('merchant is down');
    },
  });
  const error = await failure(client.request('/v1/x', { as: 'visitor' }));
  assert.equal(error.code, 'net/failed');
  assert.equal(error.retryable, true);
  assert.equal(requests.length, 0);
});
