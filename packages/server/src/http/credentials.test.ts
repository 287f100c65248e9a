import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { addCustomerKey, revokeKey } from '../workspaces/index.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';

let backend: TestBackend;
let shop: TestWorkspace;
let now = Date.now();
before(async () => {
  backend = await openTestBackend({ now: () => new Date(now) });
  shop = await backend.workspace();
});
after(() => backend.close());

const problemOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const link = (token: string, more: object = {}) =>
  shop.fetch('/v1/customers/me/devices', { body: {}, token, ...more });

describe('a customer token', () => {
  test('is taken when the workspace signed it, also a minute after its end', async () => {
    const exp = Math.floor(now / 1000) - 45;
    assert.equal((await link(await shop.token('ada'))).status, 200);
    assert.equal((await link(await shop.token('ada', { exp }))).status, 200);
  });

  test('is refused when it is forged, foreign, ended or lives too long', async () => {
    const other = await backend.workspace();
    const seconds = Math.floor(now / 1000);
    const [head, body] = (await shop.token('ada')).split('.') as [string, string];
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const publicKey = JSON.stringify(
      await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey),
    );
    const hs = encode({ alg: 'HS256', kid: 'test-key' });
    const eve = await generateKeyPair('ES256');
    const claims = { sub: 'ada', aud: shop.workspace.slug, exp: seconds + 600 };
    const forged: Record<string, string> = {
      'no algorithm': `${encode({ alg: 'none', kid: 'test-key' })}.${body}.`,
      'the public key as a secret': `${hs}.${body}.${createHmac('sha256', publicKey).update(`${hs}.${body}`).digest('base64url')}`,
      'no signature': `${head}.${body}.`,
      'another key': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'test-key' })
        .sign(eve.privateKey),
      'another workspace': await new SignJWT({ ...claims, aud: other.workspace.slug })
        .setProtectedHeader({ alg: 'ES256', kid: 'test-key' })
        .sign(shop.signingKey),
      'two audiences': await shop.token('ada', { aud: [shop.workspace.slug, other.workspace.slug] }),
      'no audience': await shop.token('ada', { aud: undefined }),
      'an unknown kid': await shop.token('ada', { kid: 'nobody' }),
      'twenty minutes': await shop.token('ada', { exp: seconds + 1200 }),
      'no end': await shop.token('ada', { exp: undefined }),
      'no subject': await shop.token('ada', { sub: undefined }),
      'a subject with a space': await shop.token('a b'),
      garbage: 'garbage',
      'a long one': 'x'.repeat(5_000),
    };
    for (const [name, token] of Object.entries(forged)) {
      const response = await link(token);
      assert.equal(response.status, 401, name);
      assert.equal(await problemOf(response), 'auth/invalid', name);
    }
    const ended = await link(await shop.token('ada', { exp: seconds - 61 }));
    assert.equal(await problemOf(ended), 'auth/expired');
  });

  test('that was taken before ends all the same', async () => {
    const token = await shop.token('ada', { exp: Math.floor(now / 1000) + 10 });
    assert.equal((await link(token)).status, 200);
    now += 80_000;
    assert.equal(await problemOf(await link(token)), 'auth/expired');
    now -= 80_000;
  });

  test('may be signed by the new key of a rotation at once, by Ed25519 too; a third key ends the first', async () => {
    const ws = await backend.workspace();
    const call = (token: string) => ws.fetch('/v1/customers/me/devices', { body: {}, token });
    assert.equal((await call(await ws.token('ada'))).status, 200);
    const sign = async (alg: string, kid: string) => {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      await addCustomerKey(backend.database.db, ws.workspace.id, { ...(await exportJWK(publicKey)), kid });
      return new SignJWT({ sub: 'ada', aud: ws.workspace.slug, exp: Math.floor(now / 1000) + 600 })
        .setProtectedHeader({ alg, kid })
        .sign(privateKey);
    };
    const tokens = [await sign('EdDSA', 'second')];
    await new Promise((later) => setTimeout(later, 1_100)); // an unknown kid makes a node look again once a second
    assert.equal((await call(tokens[0]!)).status, 200);
    tokens.push(await sign('ES256', 'third'));
    await new Promise((later) => setTimeout(later, 1_100));
    assert.equal((await call(tokens[1]!)).status, 200);
    assert.equal((await call(await ws.token('bob'))).status, 401, 'the oldest of three');
  });
});

describe('an origin', () => {
  const read = (origin: string) => shop.fetch(`/v1/workspace?key=${shop.publishable}`, { origin });
  test('must be one of the workspace, to the letter', async () => {
    const wrong = [
      'https://shop.example.evil.example',
      'https://evil-shop.example',
      'https://shop.example:8443',
      'http://shop.example',
      'https://SHOP.example',
      'null',
    ];
    for (const origin of wrong) {
      const response = await read(origin);
      assert.equal(response.status, 403, origin);
      assert.equal(response.headers.get('access-control-allow-origin'), null, origin);
    }
    const right = await read('https://shop.example');
    assert.equal(right.headers.get('access-control-allow-origin'), 'https://shop.example');
    assert.equal(right.headers.get('access-control-allow-credentials'), null);
    assert.match(right.headers.get('vary')!, /Origin/);
    assert.match(right.headers.get('access-control-expose-headers')!, /Retry-After/);
  });

  test('of another brand does not open this one', async () => {
    const other = await backend.workspace({ origins: ['https://other.example'] });
    assert.equal((await read('https://other.example')).status, 403);
    assert.equal((await other.fetch(`/v1/workspace?key=${other.publishable}`)).status, 200);
  });

  test('is asked about before a request with headers: pages yes, staff no', async () => {
    const ask = (path: string, method: string, origin = 'https://shop.example') =>
      shop.fetch(path, { method: 'OPTIONS', origin, headers: { 'Access-Control-Request-Method': method } });
    const open = await ask('/v1/devices', 'POST');
    assert.equal(open.status, 204);
    assert.equal(open.headers.get('access-control-allow-origin'), 'https://shop.example');
    assert.match(open.headers.get('access-control-allow-headers')!, /Continuo-Device/);
    for (const closed of [
      await ask('/v1/staff/session', 'POST'),
      await ask('/v1/devices', 'POST', 'https://evil.example'),
    ])
      assert.equal(closed.headers.get('access-control-allow-origin'), null);
  });
});

describe('a key', () => {
  test('that is secret is refused from a page, whatever the route', async () => {
    for (const call of [
      { headers: { Authorization: `Bearer ${shop.secret}` } },
      { body: { key: shop.secret }, idempotencyKey: 'k'.repeat(20), method: 'POST' },
    ]) {
      const response = await shop.fetch(call.body ? '/v1/devices' : '/v1/orders/o-1', call);
      assert.equal(await problemOf(response), 'auth/secret-in-browser');
    }
  });

  test('of the wrong kind is forbidden, of no workspace invalid, none is missing', async () => {
    const codes = [
      [await shop.fetch('/v1/customers/me/devices', { body: {}, secret: true }), 'auth/forbidden'],
      [await shop.fetch('/v1/workspace?key=pk_unknown'), 'auth/invalid'],
      [await link('sk_unknown', { origin: null }), 'auth/invalid'],
      [await shop.fetch('/v1/persons'), 'auth/missing'],
    ] as const;
    for (const [response, code] of codes) assert.equal(await problemOf(response), code);
  });

  test('that was revoked opens nothing more', async () => {
    const other = await openTestBackend();
    const ws = await other.workspace();
    const { id } = await other.database.db
      .selectFrom('api_keys')
      .select('id')
      .where('ws', '=', ws.workspace.id)
      .where('kind', '=', 'publishable')
      .executeTakeFirstOrThrow();
    await revokeKey(other.database.db, ws.workspace, id);
    assert.equal((await ws.fetch(`/v1/workspace?key=${ws.publishable}`)).status, 401);
    await other.close();
  });
});

describe('a device token', () => {
  test('opens its own device only: changed in any place it opens nothing', async () => {
    const { token } = await shop.device();
    const other = await shop.device();
    assert.equal((await shop.fetch('/v1/changes', { device: token })).status, 200);
    const [, mac] = token.split('.') as [string, string];
    for (const wrong of [
      `${other.deviceId}.${mac}`,
      token.slice(0, -1),
      `${token}x`,
      token.toUpperCase(),
      mac,
      '.',
      '1-x.y',
    ])
      assert.equal((await shop.fetch('/v1/changes', { device: wrong })).status, 401, wrong);
  });

  test('needs an idempotency key that nobody else has by chance', async () => {
    for (const idempotencyKey of [undefined, 'short', 'x'.repeat(129), 'with spaces in the key'])
      assert.equal(
        await problemOf(
          await shop.fetch('/v1/devices', {
            body: { key: shop.publishable },
            ...(idempotencyKey ? { idempotencyKey } : {}),
          }),
        ),
        'idempotency/missing',
      );
  });
});
