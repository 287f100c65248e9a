import type { Order } from '@continuo/protocol';
import { putBack } from '../cart/index.ts';
import { transact, type Db } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { returnStock } from '../locations/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { emitOrder } from './events.ts';
import { findOrder } from './queries.ts';

/** Payment failed after all: stock goes back and the lines go into the cart that is open now, once. */
export const reopenOrder = (db: Db, ws: Workspace, orderId: string, now: Date): Promise<Order> =>
  transact(db, async (tx) => {
    const first = await tx
      .updateTable('orders')
      .set({ state: 'reopened' })
      .where('ws', '=', ws.id)
      .where('id', '=', orderId)
      .where('state', '=', 'placed')
      .returning(['user_id', 'device_id'])
      .executeTakeFirst();
    const found = await findOrder(tx, ws.id, orderId);
    if (!found) throw problem('order/unknown');
    if (!first) return found.order;
    const { order } = found;
    // Locks in the order in which an order takes them: the cart, the persons and their feeds, the catalogue.
    const lines = order.lines.map(({ address, payable }) => ({ addr: address, quantity: payable }));
    await putBack(tx, ws, order.cartId, { id: order.id, lines }, now);
    const buyer = { owner: first.user_id, deviceId: first.device_id };
    // Who placed it may have been erased: then there is nobody whom it happened to.
    if (buyer.owner !== null || buyer.deviceId !== null)
      await emitOrder(tx, ws, 'Order Cancelled', order, buyer, now);
    await returnStock(tx, ws.id, orderId, now);
    return order;
  });
