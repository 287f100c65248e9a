import { routes, type CartUp } from '@continuo/protocol';
import { check, same } from './check.ts';
import { conforms, newId, type By, type Caller, type Case } from './subject.ts';

const { identity, cart, changes } = routes;

const VARIANT = 'quay-cup-ash-one';
const sixteen = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 16);

const ops = (at: Caller, by: By, cartId: string, up: Partial<CartUp>) =>
  at.ask(cart.ops, { ...by, params: { cartId }, body: { p: 1, replica: 'replica', h: -1, ops: [], ...up } });

export const visitorCases: readonly Case[] = [
  conforms('a device is made once however often it is asked for', async (at) => {
    const key = newId();
    const asked = { body: { key: at.subject.key }, headers: { 'Idempotency-Key': key } };
    const first = await at.ask(identity.createDevice, asked);
    same(await at.ask(identity.createDevice, asked), first, 'again');
    check((await at.guest()).device !== first.token, 'another key is another device');
    await at.refused('idempotency/missing', 400, identity.createDevice, { body: { key: at.subject.key } });
    await at.refused('auth/invalid', 401, identity.createDevice, {
      ...{ body: { key: 'pk_of_nobody' }, headers: { 'Idempotency-Key': newId() } },
    });
  }),

  conforms("a cart counts each press once, is priced, and is nobody else's", async (at) => {
    const by = await at.guest();
    const cartId = crypto.randomUUID();
    const replica = sixteen();
    const { cursor } = await at.ask(changes.list, by);
    const up: Partial<CartUp> = { replica, ops: [[1, 0, 'a', `c/${VARIANT}`, 2]], tags: ['t1'] };
    const first = await ops(at, by, cartId, up);
    same([first.a, first.quote?.subtotal], [1, { amount: 24_000, currency: 'HKD' }], 'added');
    const again = await ops(at, by, cartId, up);
    same([again.v, again.quote?.subtotal.amount], [first.v, 24_000], 'sent again');
    const gone = await ops(at, by, cartId, {
      ...{ replica, h: first.v, ops: [[2, first.v, 'r', `c/${VARIANT}`]], tags: ['t2'] },
    });
    same(gone.quote?.lines, [], 'removed');
    const told = await at.ask(changes.list, { ...by, query: { after: String(cursor) } });
    check(
      told.changes.some((change) => change.kind === 'cart' && change.data.cart === cartId),
      'the changes tell of the cart',
    );
    const stranger = await at.guest();
    const body = { p: 1, replica: sixteen(), h: -1, ops: [] };
    await at.refused('cart/unknown', 404, cart.ops, { ...stranger, params: { cartId }, body });
    await at.refused('auth/missing', 401, cart.ops, { params: { cartId }, body });
    const old = { ...body, p: 99 };
    await at.refused('protocol/upgrade-required', 426, cart.ops, { ...by, params: { cartId }, body: old });
  }),

  conforms('a cart says what cannot be had', async (at) => {
    const by = await at.guest();
    const tray = 'c/ferry-tray-oak-one';
    const pots = 'c/harbour-teapot-celadon-large';
    const { quote } = await ops(at, by, crypto.randomUUID(), {
      ...{
        replica: sixteen(),
        ops: [
          [1, 0, 'a', tray, 1],
          [2, 0, 'a', pots, 9],
        ],
        tags: ['a', 'b'],
      },
    });
    const line = (address: string) => {
      const found = quote?.lines.find((each) => each.address === address);
      return [found?.payable, found?.flags];
    };
    same(line(tray), [0, ['sold-out']], 'sold out');
    same(line(pots), [3, ['limited']], 'fewer than wanted');
  }),
];
