import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { configure, createClient, defaultClient, onDefaultClient } from './index.ts';
import { configure as configureBrowser } from './browser.ts';

const options = { endpoint: 'https://api.test', key: 'pk_1' };
afterEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for('continuo.client'));
  delete process.env.NODE_ENV;
});

test('the page default is there for all, and those who waited are told, each in a task of its own', async () => {
  const told: unknown[] = [];
  assert.equal(defaultClient(), undefined);
  onDefaultClient((client) => {
    told.push(client);
    queueMicrotask(() => told.push('what it began is done'));
  });
  const leave = onDefaultClient(() => told.push('left'));
  const client = await new Promise((resolve) => {
    onDefaultClient((client) => {
      told.push(client);
      resolve(client);
    });
    configureBrowser(options);
    leave();
    assert.deepEqual(told, []);
  });
  assert.equal(defaultClient(), client);
  assert.deepEqual(told, [client, 'what it began is done', client]);
});

test('the same configuration twice is one client', () => {
  const getToken = async () => null;
  const client = configure({ ...options, getToken });
  assert.equal(
    configure({ key: 'pk_1', endpoint: 'api.test/', getToken: async () => null, channel: 'web' }),
    client,
  );
});

test('a different configuration throws while developing', () => {
  configure(options);
  assert.throws(() => configure({ ...options, market: 'jp' }), /configure\(\) twice/);
});

test('in production a different configuration is told once and the first is kept', (t) => {
  process.env.NODE_ENV = 'production';
  const warn = t.mock.method(console, 'warn', () => {});
  const client = configure(options);
  assert.equal(configure({ ...options, key: 'pk_2' }), client);
  assert.equal(configure({ ...options, key: 'pk_3' }), client);
  assert.equal(warn.mock.callCount(), 1);
});

test('a secret key is refused while developing', () => {
  assert.throws(() => createClient({ ...options, key: 'sk_live' }), /publishable/);
  assert.throws(() => createClient({ ...options, key: '' }), /publishable/);
});

test('there is one of a thing per client, whoever asks first', () => {
  const client = createClient(options);
  const cart = client.slot('cart', () => ({}));
  assert.equal(
    client.slot('cart', () => ({})),
    cart,
  );
  assert.notEqual(
    createClient(options).slot('cart', () => ({})),
    cart,
  );
});

test('a client on a server works in memory', async () => {
  const client = createClient(options);
  client.consent.choose({ analytics: true }, 'test');
  assert.ok(client.consent.allows('analytics'));
  const records = client.platform.records('cart');
  await records.set([
    ['a', 1],
    ['b', 2],
  ]);
  assert.equal(await records.update<number>('a', (n) => n! + 1), 2);
  assert.equal(await records.update('b', () => undefined), undefined);
  assert.deepEqual(await records.entries(), [['a', 2]]);
  assert.equal(records.kind, 'memory');
  await client.logout();
  assert.deepEqual(await records.entries(), []);
});
