import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { cleanStores } from 'nanostores';
import { createProduct, createVariants } from './index.ts';
import { json, product, quoteLine, shop, variant } from './testing/shop.ts';

const settled = async () => {
  for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
};
const offline = () => Promise.reject(new TypeError('no network'));
const variantsOf = (url: URL) =>
  json({
    variants: url.searchParams
      .get('ids')!
      .split(',')
      .filter((id) => id !== 'gone')
      .map((id) => variant(id)),
  });

let now = 1_000_000;
beforeEach(() => {
  now = 1_000_000;
  mock.method(Date, 'now', () => now);
});
afterEach(() => mock.restoreAll());

const listen = (store: { listen(listener: () => void): () => void }) => store.listen(() => {});

test('asks once for all variants of a page, and tells which are gone', async () => {
  const { client, asked } = shop(variantsOf);
  const stores = ['a', 'b', 'gone'].map((id) => createVariants(client).get(id));
  stores.forEach(listen);
  listen(createVariants(client).get('a'));
  await new Promise((resolve) => setTimeout(resolve, 5));
  await settled();
  assert.deepEqual(asked, ['/v1/variants?ids=a,b,gone']);
  assert.deepEqual(
    stores.map((store) => store.get().phase),
    ['ready', 'ready', 'empty'],
  );
});

test('splits more variants than one request takes', async () => {
  const { client, asked } = shop(variantsOf);
  for (let i = 0; i < 150; i++) listen(createVariants(client).get(`v${i}`));
  await new Promise((resolve) => setTimeout(resolve, 5));
  await settled();
  assert.equal(asked.length, 2);
});

test('asks for a product once, whoever shows it', async () => {
  const { client, asked } = shop(() => json(product([variant('a')])));
  const one = createProduct(client, { productId: 'pot' });
  listen(one.$product);
  listen(createProduct(client, { productId: 'pot' }).$product);
  assert.equal(one.$product.get().phase, 'loading');
  await settled();
  assert.equal(one.$product.get().phase, 'ready');
  assert.deepEqual(asked, ['/v1/products/pot']);
});

test('nobody listens: nothing is asked', async () => {
  const { client, asked } = shop(() => json(product([])));
  createProduct(client, { productId: 'pot' });
  await settled();
  assert.deepEqual(asked, []);
});

test('an unknown product is an answer, not an error', async () => {
  const { client } = shop(() => json({ code: 'catalog/product-unknown', status: 404 }, 404));
  const { $product } = createProduct(client, { productId: 'gone' });
  listen($product);
  await settled();
  assert.equal($product.get().phase, 'empty');
});

test('says that it failed, and works again when asked again', async () => {
  let broken = true;
  const { client } = shop(() =>
    broken ? json({ code: 'request/internal' }, 500) : json(product([variant('a')])),
  );
  const { $product, refresh } = createProduct(client, { productId: 'pot' });
  listen($product);
  await settled();
  assert.equal($product.get().phase, 'error');
  broken = false;
  await refresh();
  assert.equal($product.get().phase, 'ready');
});

test('offline heals when the network returns', async () => {
  let network = false;
  const { client, page } = shop(() => (network ? json(product([variant('a')])) : offline()));
  const { $product } = createProduct(client, { productId: 'pot' });
  listen($product);
  await settled();
  assert.ok(['offline', 'error'].includes($product.get().phase));
  network = true;
  page('online');
  await settled();
  assert.equal($product.get().phase, 'ready');
});

test('keeps what it shows when a later load fails', async () => {
  let network = true;
  const { client } = shop(() => (network ? json(product([variant('a')])) : offline()));
  const { $product, refresh } = createProduct(client, { productId: 'pot' });
  listen($product);
  await settled();
  network = false;
  await refresh();
  assert.equal($product.get().phase, 'ready');
  assert.ok($product.get().error);
});

test('looks again on focus, but not at once after looking', async () => {
  const { client, asked, page } = shop(() => json(product([variant('a')])));
  listen(createProduct(client, { productId: 'pot' }).$product);
  await settled();
  page('show');
  await settled();
  assert.equal(asked.length, 1);
  now += 31_000;
  page('show');
  await settled();
  assert.equal(asked.length, 2);
});

test('a quote that knows another price or stock is a reason to ask, one that agrees is not', async () => {
  const { client, asked, quote, reset } = shop(() => json(product([variant('a')])));
  listen(createProduct(client, { productId: 'pot' }).$product);
  await settled();
  quote([quoteLine('a'), quoteLine('other', { available: 0 })]);
  await settled();
  assert.equal(asked.length, 1);
  quote([quoteLine('a', { unit: { amount: 26000, currency: 'HKD' } })]);
  await settled();
  quote([quoteLine('a', { available: 2, flags: ['low-stock'] })]);
  await settled();
  assert.equal(asked.length, 3);
  reset();
  await settled();
  assert.equal(asked.length, 4);
});

test('leaves the changes feed with its last listener', async () => {
  const { client, listeners } = shop(() => json(product([variant('a')])));
  const { $product } = createProduct(client, { productId: 'pot' });
  const stop = listen($product);
  await settled();
  assert.equal(listeners(), 1);
  stop();
  cleanStores($product);
  assert.equal(listeners(), 0);
});
