import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { routes, type Order, type Problem } from '@continuo/protocol';
import { newCartId } from '../cart/id.ts';
import { Browser, Shop } from '../cart/testing/shop.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';

describe('orders of a guest who becomes a customer', () => {
  let backend: TestBackend;
  let shop: Shop;
  before(async () => {
    backend = await openTestBackend();
    shop = await Shop.open(backend);
  });
  after(() => backend.close());

  const orderAsGuest = async (): Promise<{ guest: Browser; order: Order }> => {
    const guest = await shop.guest();
    guest.press('a', 'c/A', 1);
    await guest.sync();
    return { guest, order: await shop.order(guest.cartId) };
  };
  const logIn = async (userId: string, device?: string): Promise<string> => {
    const token = await shop.workspace.token(userId);
    await shop.workspace.json(routes.identity.link.path, {
      method: 'POST',
      token,
      ...(device === undefined ? {} : { device }),
      body: {},
    });
    return token;
  };
  const ordersOf = async (token: string): Promise<string[]> =>
    (await shop.workspace.json<{ orders: Order[] }>('/v1/orders', { token })).orders.map(({ id }) => id);

  it('are theirs once they log in on that device, seen from every other device, too', async () => {
    const { guest, order } = await orderAsGuest();
    assert.deepEqual(
      await ordersOf(await logIn('signs-up')),
      [],
      'elsewhere nothing tells who the guest was',
    );
    const token = await logIn('signs-up', guest.device);
    assert.deepEqual(await ordersOf(token), [order.id]);
    await logIn('signs-up', guest.device);
    assert.deepEqual(await ordersOf(token), [order.id], 'once, however often they log in');
    const seen = await shop.workspace.json<Order>(`/v1/orders/${order.id}`, { token });
    assert.equal(seen.number, order.number);
  });

  it('stay with the first who logged in there', async () => {
    const { guest, order } = await orderAsGuest();
    const first = await logIn('first', guest.device);
    const second = await logIn('second', guest.device);
    assert.deepEqual(await ordersOf(first), [order.id]);
    assert.deepEqual(await ordersOf(second), []);
    const refused = await shop.workspace.fetch(`/v1/orders/${order.id}`, { token: second });
    assert.equal(refused.status, 404);
    assert.equal(((await refused.json()) as Problem).code, 'order/unknown');
  });

  it('what a customer orders on a device that was claimed before is their own', async () => {
    const { guest, order } = await orderAsGuest();
    const first = await logIn('owner', guest.device);
    const visiting = new Browser(shop.workspace, newCartId(new Date()), guest.device);
    visiting.token = await logIn('visiting', guest.device);
    visiting.press('a', 'c/B', 1);
    await visiting.sync();
    const own = await shop.order(visiting.cartId);
    assert.deepEqual(await ordersOf(first), [order.id]);
    assert.deepEqual(await ordersOf(visiting.token), [own.id]);
  });
});
