import { routes } from '@continuo/protocol';
import type { Db } from '../database/index.ts';
import { handle, type Actor, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { devicesOf } from '../identity/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import './erase.ts';
import { placeOrder } from './place.ts';
import { findOrder, findOrderOf, listOrders, type Buyer } from './queries.ts';
import { reopenOrder } from './reopen.ts';

const { orders } = routes;

/**
 * A device sees the orders that a guest placed on it; a customer their own and those which they placed as a guest on
 * devices that became theirs when they logged in.
 */
const buyerOf = async (
  db: Db,
  ws: Workspace,
  actor: Extract<Actor, { kind: 'device' | 'customer' }>,
): Promise<Buyer> =>
  actor.kind === 'customer'
    ? { userId: actor.userId, deviceIds: await devicesOf(db, ws, actor.userId) }
    : { deviceIds: [actor.deviceId] };

export const handlers: Handlers = {
  [orders.place.id]: handle(orders.place, async ({ db, ws, actor, params, body, now }) => ({
    body: await placeOrder(db, {
      ws,
      cartId: params.cartId,
      ...body,
      channel: body.channel ?? (actor.kind === 'till' ? 'till' : 'web'),
      now: now(),
    }),
  })),

  [orders.reopen.id]: handle(orders.reopen, async ({ db, ws, params, now }) => ({
    body: await reopenOrder(db, ws, params.orderId, now()),
  })),

  [orders.list.id]: handle(orders.list, async ({ db, ws, actor, query }) => ({
    body: await listOrders(db, ws.id, await buyerOf(db, ws, actor), query),
  })),

  [orders.get.id]: handle(orders.get, async ({ db, ws, actor, params }) => {
    const order =
      actor.kind === 'secret' || actor.kind === 'staff'
        ? (await findOrder(db, ws.id, params.orderId))?.order
        : await findOrderOf(db, ws.id, await buyerOf(db, ws, actor), params.orderId);
    if (!order) throw problem('order/unknown');
    return { body: order };
  }),
};
