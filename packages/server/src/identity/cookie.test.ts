import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestBackend, type TestBackend, type TestCall } from '../testing.ts';

let backend: TestBackend;
before(async () => {
  backend = await openTestBackend();
});
after(() => backend.close());

const anonymousId = '0123456789abcdef0123456789abcdef';
const keep = (key: string, more: object = {}): TestCall => ({
  method: 'PUT',
  body: { key, anonymousId, ...more },
});

test('where the workspace names a domain, its hosts share the anonymousId for 400 days', async () => {
  const ws = await backend.workspace({ cookieDomain: 'shop.example' });
  const response = await ws.fetch('/v1/cookie', keep(ws.publishable));
  assert.equal(response.status, 204);
  assert.equal(
    response.headers.get('set-cookie'),
    `continuo%3A${ws.publishable}%3Aid=${anonymousId}; Domain=shop.example; Path=/; Max-Age=34560000; SameSite=Lax; Secure`,
  );
  assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
  assert.equal(response.headers.get('access-control-allow-origin'), 'https://shop.example');
});

test('a page without https gets a cookie that its browser takes', async () => {
  const origin = 'http://shop.example';
  const ws = await backend.workspace({ cookieDomain: 'shop.example', origins: [origin] });
  const response = await ws.fetch('/v1/cookie', { ...keep(ws.publishable), origin });
  assert.doesNotMatch(response.headers.get('set-cookie')!, /Secure/);
});

test('no other workspace sets a cookie, and no other route takes cookies along', async () => {
  const ws = await backend.workspace();
  const response = await ws.fetch('/v1/cookie', keep(ws.publishable));
  assert.deepEqual([response.status, response.headers.get('set-cookie')], [404, null]);
  const other = await ws.fetch(`/v1/workspace?key=${ws.publishable}`);
  assert.equal(other.headers.get('access-control-allow-credentials'), null);
});

test('nothing but the id gets into the cookie, and no page of another origin gets one', async () => {
  const ws = await backend.workspace({ cookieDomain: 'shop.example' });
  for (const bad of ['a'.repeat(65), 'x; Domain=evil.example', 'new\r\nSet-Cookie: a=b', 'short', ''])
    assert.equal((await ws.fetch('/v1/cookie', keep(ws.publishable, { anonymousId: bad }))).status, 400, bad);
  const foreign = await ws.fetch('/v1/cookie', { ...keep(ws.publishable), origin: 'https://evil.example' });
  assert.deepEqual([foreign.status, foreign.headers.get('set-cookie')], [403, null]);
  assert.equal(foreign.headers.get('access-control-allow-credentials'), null);
  const asked = (origin: string) =>
    ws.fetch('/v1/cookie', {
      method: 'OPTIONS',
      origin,
      headers: { 'Access-Control-Request-Method': 'PUT' },
    });
  assert.equal(
    (await asked('https://evil.example')).headers.get('access-control-allow-credentials'),
    null,
    'preflight',
  );
  assert.equal((await asked('https://shop.example')).headers.get('access-control-allow-credentials'), 'true');
});

test('the cookie is named after no key but the one that was checked', async () => {
  const ws = await backend.workspace({ cookieDomain: 'shop.example' });
  const response = await ws.fetch(`/v1/cookie?key=${ws.publishable}`, keep('pk_of-somebody-else'));
  assert.deepEqual([response.status, response.headers.get('set-cookie')], [401, null]);
});

test('what is not a domain is refused when the workspace is made', async () => {
  for (const cookieDomain of ['https://shop.example', '.shop.example', 'shop', 'shop.example; Secure'])
    await assert.rejects(backend.workspace({ cookieDomain }), /Not a domain/);
});
