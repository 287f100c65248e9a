import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { CartDown, Order, Quote } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { problemOf, race, Shop, type Browser } from '../cart/testing/shop.ts';

describe('the order as a fence', () => {
  let backend: TestBackend;
  let shop: Shop;
  before(async () => {
    backend = await openTestBackend();
    shop = await Shop.open(backend, [
      { id: 'A', price: 12_050 },
      { id: 'B' },
      { id: 'rare', stock: 3 },
      { id: 'only', stock: 1 },
      { id: 'back', stock: 3 },
    ]);
  });
  after(() => backend.close());

  const ws = () => shop.workspace.workspace.id;
  const events = (orderId: string) =>
    backend.database.db
      .selectFrom('events')
      .select(['name', 'trust', 'user_id', 'device_id', 'channel', 'body'])
      .where('ws', '=', ws())
      .where('body', '@>', JSON.stringify({ properties: { order_id: orderId } }) as never)
      .execute();
  const stockOf = async (variant: string) =>
    (
      await backend.database.db
        .selectFrom('stock')
        .select('quantity')
        .where('ws', '=', ws())
        .where('variant_id', '=', variant)
        .executeTakeFirst()
    )?.quantity;
  const filled = async (...adds: [addr: string, n: number][]): Promise<Browser> => {
    const browser = await shop.customer(`u-${randomUUID()}`);
    for (const [addr, n] of adds) browser.press('a', addr, n);
    await browser.sync();
    return browser;
  };

  it('makes one order, with number, lines and money; the cart is closed and the next one is empty', async () => {
    const phone = await filled(['c/A', 2], ['c/B', 1]);
    const { cartId, v } = phone;
    const order = await shop.order(cartId);
    assert.match(order.number, /^\d{3}-\d{3}-\d{3}$/);
    assert.deepEqual(
      order.lines.map(({ variantId, payable, total }) => [variantId, payable, total.amount]),
      [
        ['A', 2, 24_100],
        ['B', 1, 10_000],
      ],
    );
    assert.deepEqual(
      [order.subtotal.amount, order.shipping.amount, order.total.amount],
      [34_100, 4000, 38_100],
    );
    const down = await phone.sync();
    assert.deepEqual([down.state, down.l, down.v, phone.cartId === cartId], ['ordered', {}, v, false]);
    assert.equal((await phone.sync()).state, 'open');
  });

  it('tells all devices that the cart is closed, and the desk that there is an order', async () => {
    const phone = await filled(['c/A', 1]);
    const { cartId } = phone;
    const order = await shop.order(cartId);
    await phone.sync();
    const changes = await backend.database.db
      .selectFrom('changes')
      .select(['kind', 'data'])
      .where('ws', '=', ws())
      .where('subject', '=', `u:${order.userId}`)
      .orderBy('cursor')
      .execute();
    assert.deepEqual(changes.slice(-2), [
      { kind: 'cart.closed', data: { cart: cartId, order: order.id, next: phone.cartId } },
      { kind: 'order', data: { order: order.id, state: 'placed' } },
    ]);
    const hints = await backend.database.db
      .selectFrom('changes')
      .select('data')
      .where('ws', '=', ws())
      .where('subject', 'like', 'p:%')
      .orderBy('cursor', 'desc')
      .limit(1)
      .execute();
    assert.equal((hints[0]!.data as { what: string }).what, 'order');
  });

  it('the same order again, and eight times at once: the first answer, one order, one event', async () => {
    const phone = await filled(['c/A', 1]);
    const { cartId } = phone;
    const { hash } = phone.last!.quote!;
    const orderId = randomUUID();
    const answers = await race(Array.from({ length: 8 }, () => () => shop.place(cartId, hash, orderId)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
    const orders = (await Promise.all(answers.map((answer) => answer.json()))) as Order[];
    assert.equal(new Set(orders.map(({ number }) => number)).size, 1);
    assert.deepEqual(await (await shop.place(cartId, hash, orderId)).json(), orders[0]);
    assert.equal((await events(orderId)).length, 1);
  });

  it('the same order id with another hash: 422', async () => {
    const phone = await filled(['c/A', 1]);
    const order = await shop.order(phone.cartId);
    assert.equal((await problemOf(await shop.place(phone.cartId, 'other', order.id))).code, 'order/mismatch');
    const other = await filled(['c/A', 1]);
    const { hash } = other.last!.quote!;
    assert.equal((await problemOf(await shop.place(other.cartId, hash, order.id))).code, 'order/mismatch');
  });

  it('another order of a cart that was ordered: 409, and the next cart stays as it is', async () => {
    const phone = await filled(['c/A', 1]);
    const { cartId } = phone;
    const { hash } = phone.last!.quote!;
    await shop.order(cartId);
    await phone.sync();
    await phone.do('a', 'c/A', 1);
    assert.equal((await problemOf(await shop.place(cartId, hash))).code, 'cart/changed');
    await phone.sync();
    assert.equal(phone.n('c/A'), 1);
  });

  it('content changed since the quote: 409 with the fresh quote, and the id stays usable', async () => {
    const phone = await filled(['c/A', 1]);
    const { hash } = phone.last!.quote!;
    await phone.do('i', 'c/A', 1);
    const orderId = randomUUID();
    const problem = await problemOf(await shop.place(phone.cartId, hash, orderId));
    assert.equal(problem.code, 'cart/changed');
    const { hash: fresh, lines } = problem['quote'] as Quote;
    assert.equal(lines[0]?.wanted, 2);
    assert.equal((await shop.place(phone.cartId, fresh, orderId)).status, 201);
  });

  it('a late note does not fail a payment', async () => {
    const phone = await filled(['c/A', 1]);
    const { hash } = phone.last!.quote!;
    await phone.do('n', 'c/A', 'note', 'ring twice');
    assert.equal((await shop.place(phone.cartId, hash)).status, 201);
  });

  it('an empty cart, an unknown cart: no order', async () => {
    const phone = await filled();
    const { hash } = phone.last!.quote!;
    assert.equal((await problemOf(await shop.place(phone.cartId, hash))).code, 'cart/empty');
    assert.equal((await problemOf(await shop.place(randomUUID(), hash))).code, 'cart/unknown');
  });

  it('only the merchant places orders', async () => {
    const phone = await filled(['c/A', 1]);
    const body = { orderId: randomUUID(), hash: phone.last!.quote!.hash };
    const response = await phone.call(`/v1/carts/${phone.cartId}/order`, { body });
    assert.ok([401, 403].includes(response.status), String(response.status));
  });

  it('late operations: an add lands in the next cart, other edits are refused with a notice', async () => {
    const phone = await filled(['c/A', 2]);
    const { cartId } = phone;
    phone.press('a', 'c/B', 1);
    phone.press('i', 'c/A', -1);
    phone.press('r', 'c/A');
    const up = phone.up();
    await shop.order(cartId);
    const first = (await (await phone.post(up, cartId)).json()) as CartDown;
    const again = (await (await phone.post(up, cartId)).json()) as CartDown;
    for (const down of [first, again]) {
      assert.equal(down.state, 'ordered');
      assert.deepEqual(Object.keys(down.l), ['c/B']);
      assert.deepEqual(
        down.refused.map(({ s, code }) => [s, code]),
        [
          [3, 'ordered'],
          [4, 'ordered'],
        ],
      );
      assert.deepEqual(new Set(down.notices.map(({ kind }) => kind)), new Set(['ordered']));
    }
    phone.take(first);
    assert.equal(phone.n('c/B'), 1);
  });

  it('K21: stock goes down with the order; wish and line stay when less is left', async () => {
    const phone = await filled(['c/rare', 2]);
    const laptop = await filled(['c/rare', 5]);
    assert.deepEqual(
      laptop.last!.quote!.lines.map(({ wanted, payable, available, flags }) => [
        wanted,
        payable,
        available,
        flags,
      ]),
      [[5, 3, 3, ['limited']]],
    );
    const { hash } = laptop.last!.quote!;
    await shop.order(phone.cartId);
    assert.equal(await stockOf('rare'), 1);
    const problem = await problemOf(await shop.place(laptop.cartId, hash));
    assert.equal(problem.code, 'cart/changed');
    const [line] = (problem['quote'] as Quote).lines;
    assert.deepEqual([line?.wanted, line?.payable, line?.flags], [5, 1, ['limited']]);
    const order = await shop.order(laptop.cartId);
    assert.equal(order.lines[0]?.payable, 1);
    assert.equal(await stockOf('rare'), 0);
    const late = await filled(['c/rare', 1]);
    assert.deepEqual([late.last!.quote!.lines[0]?.flags, late.n('c/rare')], [['sold-out'], 1]);
  });

  it('K21: the last piece is sold once, however many pay for it at the same time', async () => {
    const buyers = await Promise.all(Array.from({ length: 6 }, () => filled(['c/only', 1])));
    const answers = await race(
      buyers.map((buyer) => () => shop.place(buyer.cartId, buyer.last!.quote!.hash)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409]);
    assert.equal(await stockOf('only'), 0);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      const problem = await problemOf(answer);
      assert.deepEqual((problem['quote'] as Quote).lines[0]?.flags, ['sold-out']);
    }
  });

  it('the event that counts is the backend’s, in major units, of the customer', async () => {
    const phone = await filled(['c/A', 2]);
    const order = await shop.order(phone.cartId);
    const [event, ...more] = await events(order.id);
    assert.equal(more.length, 0);
    assert.deepEqual(
      [event?.name, event?.trust, event?.user_id],
      ['Order Completed', 'server', order.userId],
    );
    const properties = (event?.body as { properties: Record<string, unknown> }).properties;
    assert.deepEqual(
      [properties['total'], properties['subtotal'], properties['currency']],
      [281, 241, 'HKD'],
    );
  });

  it('reopened: stock and lines go back into the cart that is open now, once', async () => {
    const phone = await filled(['c/back', 2]);
    const order = await shop.order(phone.cartId);
    await phone.sync();
    await phone.do('a', 'c/B', 1);
    assert.equal(await stockOf('back'), 1);
    const reopen = () =>
      shop.workspace.json<Order>(`/v1/orders/${order.id}/reopen`, { method: 'POST', secret: true });
    const answers = await race([reopen, reopen, reopen]);
    assert.deepEqual(
      answers.map(({ state }) => state),
      ['reopened', 'reopened', 'reopened'],
    );
    await phone.sync();
    assert.deepEqual([phone.n('c/back'), phone.n('c/B'), await stockOf('back')], [2, 1, 3]);
    assert.deepEqual((await events(order.id)).map(({ name }) => name).sort(), [
      'Order Cancelled',
      'Order Completed',
    ]);
  });

  it('lists and shows their own orders to a customer and to a guest’s device, page by page', async () => {
    const phone = await shop.customer(`u-${randomUUID()}`);
    const placed: string[] = [];
    for (let i = 0; i < 22; i++) {
      await phone.do('a', 'c/A', 1);
      placed.push((await shop.order(phone.cartId)).id);
      await phone.sync();
    }
    const page = await (await phone.call('/v1/orders', {})).json();
    const rest = await (await phone.call(`/v1/orders?cursor=${page.next}`, {})).json();
    const ids = [...page.orders, ...rest.orders].map(({ id }: Order) => id);
    assert.deepEqual([page.orders.length, rest.orders.length, rest.next], [20, 2, undefined]);
    assert.deepEqual([...ids].sort(), [...placed].sort());
    for (const made of [['-200000-01-01T00:00:00Z', 'a'], [1e300, 'a'], [0, '\0'], [0], 'none']) {
      const cursor = Buffer.from(JSON.stringify(made)).toString('base64url');
      const refused = await phone.call(`/v1/orders?cursor=${cursor}`, {});
      assert.deepEqual([refused.status, (await problemOf(refused)).code], [400, 'request/invalid'], cursor);
    }

    const guest = await shop.guest();
    await guest.do('a', 'c/A', 1);
    const order = await shop.order(guest.cartId);
    const get = (browser: Browser) => browser.call(`/v1/orders/${order.id}`, {});
    assert.equal((await get(guest)).status, 200);
    assert.deepEqual(
      (await events(order.id)).map(({ user_id, device_id }) => [user_id, device_id]),
      [[null, guest.device.split('.')[0]]],
    );
    assert.equal((await problemOf(await get(phone))).code, 'order/unknown');
    assert.equal((await problemOf(await get(await shop.guest()))).code, 'order/unknown');
    const own = await (await guest.call('/v1/orders', {})).json();
    assert.deepEqual(
      own.orders.map(({ id }: Order) => id),
      [order.id],
    );
  });

  it('orders in whichever market the paid quote was of', async () => {
    const phone = await filled(['c/A', 1]);
    const yen = await phone.call(`/v1/carts/${phone.cartId}/quote`, { body: { market: 'jp' } });
    assert.equal(((await yen.json()) as Quote).currency, 'JPY');
    const order = await shop.order(phone.cartId);
    assert.equal(order.total.currency, 'HKD');
  });
});
