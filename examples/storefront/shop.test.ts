import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openTestBackend, type TestBackend, type TestWorkspace } from '@continuo/server/testing';
import { exportJWK } from 'jose';
import { DEMO_FEEDS, DEMO_MARKETS, importFeed, type Imported } from './seed.ts';
import { createStorefront } from './server.ts';

const ORIGIN = 'https://shop.example';
const data = mkdtempSync(join(tmpdir(), 'shop-'));
let backend: TestBackend;
let workspace: TestWorkspace;
let shop: (request: Request) => Promise<Response>;
const errors: unknown[] = [];
/** Loses answers of the backend on the way, where a test sets it. */
let lose: (request: Request) => boolean = () => false;
let imported: Imported[];

before(async () => {
  backend = await openTestBackend();
  workspace = await backend.workspace({ markets: DEMO_MARKETS, origins: [ORIGIN] });
  const api = async (request: Request) => {
    const answer = await backend.backend.fetch(request);
    if (lose(request)) throw new Error('the answer was lost');
    return answer;
  };
  imported = [];
  for (const feed of DEMO_FEEDS) imported.push(await importFeed(api, workspace.secret, feed));
  shop = createStorefront({
    api,
    origin: ORIGIN,
    publishableKey: workspace.publishable,
    secretKey: workspace.secret,
    workspace: workspace.workspace.slug,
    signingKey: { ...(await exportJWK(workspace.signingKey)), kid: 'test-key' },
    dataFolder: data,
    assets: data,
    onError: (error) => errors.push(error),
  });
});
after(async () => {
  await backend.close();
  rmSync(data, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  shop(new Request(ORIGIN + path, { headers }));
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  shop(
    new Request(ORIGIN + path, {
      method: 'POST',
      headers: {
        Origin: ORIGIN,
        'Content-Type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

test('the brand is imported with no row refused, and the same again changes nothing', async () => {
  for (const { refused, added } of imported) assert.ok(refused === 0 && added > 0);
  for (const feed of DEMO_FEEDS) {
    const { rows, unchanged, retired } = await importFeed(backend.backend.fetch, workspace.secret, feed);
    assert.deepEqual({ unchanged, retired }, { unchanged: rows, retired: 0 });
  }
});

test('texts, prices and links are there without scripts, in both languages and currencies', async () => {
  const english = await (await get('/hk/en/products/harbour-teapot')).text();
  assert.match(english, /<h1>Harbour Teapot<\/h1>/);
  assert.match(english, /HK\$488\.00/);
  const chinese = await (await get('/jp/zh-Hant/products/harbour-teapot')).text();
  assert.match(chinese, /<html lang="zh-Hant"/);
  assert.match(chinese, /<h1>海港壺<\/h1>/);
  assert.match(chinese, /9,680/);
  const list = await (await get('/hk/en/collections/cups?color=Celadon&sort=price-asc')).text();
  assert.match(list, /href="\/hk\/en\/products\/stair-cup"/);
  assert.doesNotMatch(list, /href="\/hk\/en\/products\/quay-mug"/);
});

test('a visit leaves no cookie, and pages allow no foreign or inline script', async () => {
  for (const path of ['/hk/en/', '/hk/en/products', '/hk/en/checkout', '/hk/en/privacy', '/hk/en/stores']) {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get('set-cookie'), null);
    assert.match(
      answer.headers.get('content-security-policy') ?? '',
      /script-src 'self';.*require-trusted-types-for/,
    );
    const text = await answer.text();
    assert.doesNotMatch(text, /<script(?![^>]*(src=|ld\+json))/, path);
    assert.doesNotMatch(text, /\sstyle=|\son\w+="/, path);
  }
});

test('pages of another site may load the script tag and its modules', async () => {
  writeFileSync(join(data, 'continuo.js'), '');
  const { status, headers } = await get('/continuo.js');
  assert.equal(status, 200);
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
});

test('what is not there says so with a way on', async () => {
  for (const path of [
    '/hk/en/products/none',
    '/hk/en/orders/none',
    '/hk/xx/',
    '/nope',
    '/hk/en/collections/none',
    '/hk/en/%E0%A4%A',
  ])
    assert.equal((await get(path)).status, 404, path);
  assert.match(await (await get('/hk/en/products?q=zzzz')).text(), /Nothing on our shelves/);
});

test('hostile words in an address stay text', async () => {
  const text = await (
    await get(`/hk/en/products?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`)
  ).text();
  assert.doesNotMatch(text, /<img src=x/);
});

const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

test('a customer logs in from the shop alone, gets a token, and a forged cookie opens nothing', async () => {
  const form = 'email=mei%40example.com&password=jasmine-and-rain';
  assert.equal((await post('/hk/en/account/login', form, { Origin: 'https://evil.example' })).status, 403);
  assert.equal((await post('/hk/en/account/login', 'email=mei%40example.com&password=x')).status, 401);
  const answer = await post('/hk/en/account/login', form);
  assert.equal(answer.status, 303);
  assert.match(answer.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Lax/);
  const cookie = cookieOf(answer);
  const { token } = (await (await get('/session/token', { cookie })).json()) as { token: string };
  assert.deepEqual(await workspace.json('/v1/orders', { token }), { orders: [] });
  const forged = cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')).replace(/^shop=./, 'shop=f');
  assert.deepEqual(await (await get('/session/token', { cookie: forged })).json(), { token: null });
});

/** A guest's cart with two mugs. */
const fillCart = async (cartId: string) => {
  const { token: device } = await workspace.device();
  const ops = (list: unknown[]) =>
    workspace.json<{ v: number; quote: { hash: string; total: { amount: number } } }>(
      `/v1/carts/${cartId}/ops`,
      {
        device,
        body: { p: 1, replica: `replica${cartId.slice(-4)}`, h: -1, market: 'hk', locale: 'en', ops: list },
      },
    );
  const { quote } = await ops([[1, 0, 'a', 'c/quay-mug-indigo', 2]]);
  return { device, quote, ops };
};
const contact = {
  name: 'Mei',
  email: 'mei@example.com',
  address: '1 Test Street',
  city: 'Central',
  country: 'HK',
};
const pay = (cartId: string, hash: string, more: object = {}) =>
  post('/checkout/pay', { cartId, hash, method: 'demo-card', ...contact, ...more });
const ordersOf = async (device: string) =>
  (await workspace.json<{ orders: { id: string }[] }>('/v1/orders', { device })).orders;

test('ten presses at once make one order, and each press gets it', async () => {
  const cartId = '0198f000-0000-7000-8000-000000000001';
  const { device, quote } = await fillCart(cartId);
  const answers = await Promise.all(Array.from({ length: 10 }, () => pay(cartId, quote.hash)));
  const orders = await Promise.all(answers.map((answer) => answer.json() as Promise<{ order: string }>));
  assert.equal(new Set(orders.map(({ order }) => order)).size, 1);
  assert.ok(orders[0]?.order);
  assert.equal((await ordersOf(device)).length, 1);
  const cookie = cookieOf(answers[0] as Response);
  const path = `/hk/en/orders/${orders[0]?.order}`;
  assert.match(await (await get(path, { cookie })).text(), /Quay Mug/);
  assert.equal((await get(path)).status, 404, 'nobody else sees it');
});

test('an answer that is lost after the order was made leads to the same order at the next press', async () => {
  const cartId = '0198f000-0000-7000-8000-000000000002';
  const { device, quote } = await fillCart(cartId);
  let lost = 0;
  lose = (request) => request.method === 'POST' && lost++ === 0;
  assert.equal((await pay(cartId, quote.hash)).status, 500);
  assert.equal(errors.length, 1);
  const { order } = (await (await pay(cartId, quote.hash)).json()) as { order: string };
  assert.deepEqual(
    (await ordersOf(device)).map(({ id }) => id),
    [order],
  );
  const found = await (await get(`/checkout/placed?cart=${cartId}`)).json();
  assert.deepEqual(found, { order });
});

test('a cart that changed after the total was shown is not ordered; the new total is', async () => {
  const cartId = '0198f000-0000-7000-8000-000000000003';
  const { device, quote, ops } = await fillCart(cartId);
  const { quote: next } = await ops([[2, 1, 'a', 'c/quay-mug-indigo', 1]]);
  const refused = await pay(cartId, quote.hash);
  assert.deepEqual([refused.status, await refused.json()], [409, { problem: 'changed' }]);
  assert.equal((await ordersOf(device)).length, 0);
  assert.equal((await pay(cartId, next.hash)).status, 200);
  assert.equal((await ordersOf(device)).length, 1);
});

test('a declined card, a missing name and another site place nothing', async () => {
  const cartId = '0198f000-0000-7000-8000-000000000004';
  const { device, quote } = await fillCart(cartId);
  assert.deepEqual(await (await pay(cartId, quote.hash, { method: 'demo-declined' })).json(), {
    problem: 'declined',
  });
  assert.equal((await pay(cartId, quote.hash, { name: ' ' })).status, 422);
  const foreign = { cartId, hash: quote.hash, method: 'demo-card', ...contact };
  assert.equal((await post('/checkout/pay', foreign, { Origin: 'https://evil.example' })).status, 403);
  assert.equal((await ordersOf(device)).length, 0);
});
