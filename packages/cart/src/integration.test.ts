/** The engine against the real backend, over HTTP. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { createClient, memoryPlatform, type Client, type Platform } from '@continuo/core';
import { openTestBackend, type TestBackend, type TestWorkspace } from '@continuo/server/testing';
import { createCart, type Cart } from './cart.ts';
import { until } from './testing/browser.ts';

let backend: TestBackend;
let url: string;
before(async () => {
  backend = await openTestBackend();
  ({ url } = await backend.listen({ port: 4430 }));
});
after(() => backend.close());

const browsers: Browser[] = [];
afterEach(() => {
  for (const browser of browsers.splice(0)) browser.close();
});

class Browser {
  user: string | undefined;
  /** What becomes of the next requests: their answers are lost, or a proxy answers with its own page. */
  faults: ('lost' | 'proxy')[] = [];
  readonly client: Client;
  readonly cart: Cart;

  constructor(workspace: TestWorkspace, user?: string) {
    this.user = user;
    const platform: Platform = Object.assign(Object.create(memoryPlatform()) as Platform, {
      fetch: async (input: string, init: RequestInit) => {
        const headers = new Headers(init.headers);
        headers.set('Origin', 'https://shop.example');
        const response = await fetch(input, { ...init, headers });
        const fault = input.includes('/carts/') ? this.faults.shift() : undefined;
        if (fault === 'proxy') return new Response('<h1>Log in to the Wi-Fi</h1>');
        if (fault === 'lost') throw new TypeError('terminated');
        return response;
      },
    });
    this.client = createClient({
      endpoint: url,
      key: workspace.publishable,
      market: 'hk',
      platform,
      getToken: async () => (this.user ? workspace.token(this.user) : null),
    });
    this.cart = createCart(this.client);
    browsers.push(this);
  }

  shows(): Record<string, number> {
    return Object.fromEntries(this.cart.$lines.get().map((line) => [line.key, line.quantity]));
  }

  async quiet(): Promise<void> {
    await until(
      () => this.cart.$status.get().pending === 0 && this.cart.$status.get().saved,
      'all confirmed',
      10_000,
    );
  }

  close(): void {
    this.cart.destroy();
    this.client.destroy();
  }
}

async function shop(price = 10_000, quantity = 100, workspace?: TestWorkspace): Promise<TestWorkspace> {
  workspace ??= await backend.workspace();
  const rows = ['A', 'B', 'C'].flatMap((id) => [
    {
      type: 'product',
      id,
      product: `p-${id}`,
      title: `Pot ${id}`,
      description: 'A pot.',
      availability: 'in_stock',
      price: { amount: price, currency: 'HKD' },
      pictures: ['https://shop.example/pot.webp'],
      categories: ['Pots'],
      link: 'https://shop.example/pot',
    },
    { type: 'stock', location: 'online', variant: id, availability: 'in_stock', quantity },
  ]);
  const response = await workspace.fetch(
    '/v1/imports?kind=jsonl&format=jsonl&source=test&market=hk&locale=en&force=true',
    {
      method: 'POST',
      secret: true,
      body: rows.map((row) => JSON.stringify(row)).join('\n'),
      headers: { 'Content-Type': 'application/x-ndjson' },
    },
  );
  assert.match(await response.text(), /"type":"done"/);
  return workspace;
}

test('an add is priced by the backend', async () => {
  const phone = new Browser(await shop());
  await phone.cart.add('A', { n: 2 }).accepted;
  await until(() => phone.cart.$status.get().priced === 'fresh', 'a fresh price');
  const [line] = phone.cart.$lines.get();
  assert.equal(line?.quote?.title, 'Pot A');
  assert.deepEqual(phone.cart.$totals.get()?.subtotal, { amount: 20_000, currency: 'HKD' });
  const { quote } = await phone.cart.checkout();
  assert.equal(quote.subtotal.amount, 20_000);
});

test('answers that are lost and a proxy in between change nothing: each press counts once', async () => {
  const phone = new Browser(await shop());
  await phone.cart.add('A').accepted;
  for (const fault of ['lost', 'proxy'] as const) {
    phone.faults = [fault];
    await phone.cart.change('A', 1).accepted;
  }
  assert.deepEqual(phone.shows(), { A: 3 });
});

test('two devices of one customer show the same without being asked', async () => {
  const workspace = await shop();
  const phone = new Browser(workspace, 'ada');
  const laptop = new Browser(workspace, 'ada');
  await phone.cart.add('A').accepted;
  await until(() => laptop.shows()['A'] === 1, 'A on the laptop');
  laptop.cart.set('A', 4);
  laptop.cart.add('B', { properties: { engraving: '茶' } });
  laptop.cart.note('A', 'blue paper');
  await laptop.quiet();
  await until(() => phone.cart.$count.get() === 5, 'all on the phone');
  assert.equal(phone.cart.$lines.get()[0]?.note, 'blue paper');
  assert.deepEqual(phone.cart.$lines.get()[1]?.properties, { engraving: '茶' });
});

test('a guest logs in: both carts are one, told by a notice, and a repetition changes nothing', async () => {
  const workspace = await shop();
  const laptop = new Browser(workspace, 'ada');
  await laptop.cart.add('A', { n: 2 }).accepted;
  const phone = new Browser(workspace);
  await phone.cart.add('A').accepted;
  await phone.cart.add('B').accepted;
  phone.faults = ['lost'];
  phone.user = 'ada';
  await phone.client.login();
  await until(() => phone.shows()['A'] === 3 && phone.shows()['B'] === 1, 'the sum');
  await until(() => phone.cart.$notices.get().some(({ kind }) => kind === 'merged'), 'the notice');
  phone.cart.remove('B');
  await phone.quiet();
  await until(() => laptop.shows()['A'] === 3 && laptop.shows()['B'] === undefined, 'the laptop');
});

test('an order closes the cart on all devices; the next add is in a new one', async () => {
  const workspace = await shop();
  const phone = new Browser(workspace, 'ada');
  const laptop = new Browser(workspace, 'ada');
  await phone.cart.add('A').accepted;
  await until(() => laptop.shows()['A'] === 1, 'A on the laptop');
  const { cart, quote } = await phone.cart.checkout();
  await workspace.json(`/v1/carts/${cart.id}/order`, {
    secret: true,
    body: { orderId: randomUUID(), hash: quote.hash },
  });
  for (const device of [phone, laptop]) {
    await until(() => device.cart.$count.get() === 0, 'an empty cart');
  }
  await phone.cart.add('B').accepted;
  await until(() => laptop.shows()['B'] === 1, 'B on the laptop');
  assert.notEqual(phone.cart.$status.get().cartId, cart.id);
});

test('a feed changes price and stock: the line stays and old → new is told', async () => {
  const workspace = await shop();
  const phone = new Browser(workspace);
  await phone.cart.add('A', { n: 5 }).accepted;
  await shop(12_000, 3, workspace);
  await until(() => phone.cart.$notices.get().length === 2, 'the notices');
  assert.deepEqual(
    phone.cart.$notices.get().map(({ kind }) => kind),
    ['price-changed', 'limited'],
  );
  assert.equal(phone.shows()['A'], 5);
});

test('logout empties this device, and the next visitor has an empty cart', async () => {
  const workspace = await shop();
  const phone = new Browser(workspace, 'ada');
  await phone.cart.add('A').accepted;
  phone.cart.add('B');
  const logout = phone.client.logout();
  phone.user = undefined;
  await logout;
  assert.deepEqual(phone.shows(), {});
  await phone.cart.add('C').accepted;
  assert.deepEqual(phone.shows(), { C: 1 });
  const laptop = new Browser(workspace, 'ada');
  await until(() => laptop.shows()['B'] === 1, 'what was sent before the logout');
  assert.deepEqual(laptop.shows(), { A: 1, B: 1 });
});
