import type { Channel, Contact, Order, Quote } from '@continuo/protocol';
import { closeCart, fence, pathOf, quoteNow } from '../cart/index.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { takeStock } from '../locations/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { emitOrder } from './events.ts';
import { findOrder } from './queries.ts';
import { newOrderNumber } from './rules.ts';

export interface Placing {
  ws: Workspace;
  cartId: string;
  orderId: string;
  /** Of the quote that was paid. */
  hash: string;
  contact?: Contact | undefined;
  payment?: { method: string; reference: string } | undefined;
  channel: Channel;
  now: Date;
}

/** The cart is not what was paid for, or there is less than that. Ends the transaction; the answer is made after it. */
class Changed extends Error {}

/**
 * Makes one order out of a paid cart, with its stock, its event and the closing of the cart in one transaction. The
 * same order id and hash get the first answer.
 */
export async function placeOrder(db: Db, placing: Placing): Promise<Order> {
  const { ws, cartId, now } = placing;
  try {
    return await transact(db, (tx) => place(tx, placing), { retryUnique: true });
  } catch (error) {
    if (!(error instanceof Changed)) throw error;
    const quote = await quoteNow(db, ws, cartId, now);
    throw problem('cart/changed', {
      extra: { quote },
      detail: 'The cart is no longer what the hash quoted.',
    });
  }
}

async function place(tx: Tx, placing: Placing): Promise<Order> {
  const { ws, cartId, orderId, hash, now } = placing;
  const before = await placed(tx, placing);
  if (before) return before;
  const fenced = await fence(tx, ws, cartId, hash, now);
  // Whoever waited for the lock may find its own order done.
  const meanwhile = await placed(tx, placing);
  if (meanwhile) return meanwhile;
  if (!fenced?.quote) throw new Changed();
  const { cart, quote } = fenced;
  const sold = quote.lines.filter((line) => line.payable > 0);
  if (sold.length === 0) throw problem('cart/empty');
  await insert(tx, placing, cart, quote);
  const { order } = (await findOrder(tx, ws.id, orderId))!;
  await emitOrder(tx, ws, 'Order Completed', order, cart, now);
  await closeCart(tx, ws, fenced, orderId, now);
  // Last, as it locks the catalogue: all other orders of the shop wait from here to the commit.
  const wanted = sold.map(({ variantId, payable }) => ({ variantId, quantity: payable }));
  const shortages = await takeStock(tx, ws.id, wanted, orderId, now);
  if (shortages.length > 0) throw new Changed();
  return order;
}

/** The order of this id, if it was placed for this cart and this money. */
async function placed(tx: Tx, { ws, cartId, orderId, hash }: Placing): Promise<Order | undefined> {
  const found = await findOrder(tx, ws.id, orderId);
  if (!found) return undefined;
  const ids = await pathOf(tx, ws, cartId);
  if (found.hash === hash && ids.includes(found.order.cartId)) return found.order;
  throw problem('order/mismatch', { detail: 'This order id was used for another cart or quote.' });
}

async function insert(
  tx: Tx,
  { ws, orderId, hash, contact, payment, channel, now }: Placing,
  cart: { id: string; owner: string | null; deviceId: string | null },
  quote: Quote,
): Promise<void> {
  await tx
    .insertInto('orders')
    .values({
      ws: ws.id,
      id: orderId,
      number: newOrderNumber(),
      cart_id: cart.id,
      user_id: cart.owner,
      device_id: cart.deviceId,
      state: 'placed',
      channel,
      placed_at: now,
      hash,
      quote: JSON.stringify(quote),
      contact: contact ? JSON.stringify(contact) : null,
      payment: payment ? JSON.stringify(payment) : null,
      total: quote.total.amount,
      currency: quote.currency,
    })
    .execute();
  await tx
    .insertInto('order_line')
    .values(
      quote.lines
        .filter((line) => line.payable > 0)
        .map((line) => ({
          ws: ws.id,
          order_id: orderId,
          addr: line.address,
          variant_id: line.variantId,
          product_id: line.productId,
          quantity: line.payable,
          unit: line.unit.amount,
          total: line.total.amount,
        })),
    )
    .execute();
}
