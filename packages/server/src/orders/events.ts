import { randomUUID } from 'node:crypto';
import type { Order, OrderProperties } from '@continuo/protocol';
import { recordEvents } from '../collect/index.ts';
import type { Tx } from '../database/index.ts';
import { orderProperties } from './rules.ts';

/** Bytes of products in one event: below what a message may have, whatever the texts are. */
const PRODUCTS_BYTES = 20_000;

/** The products that fit: an order of very many lines must not fail because its event is too large. */
const fitting = (products: OrderProperties['products'] = []): OrderProperties['products'] => {
  let bytes = 0;
  return products.filter(
    (product) => (bytes += Buffer.byteLength(JSON.stringify(product))) <= PRODUCTS_BYTES,
  );
};

/**
 * The event that counts, in the transaction of the order. Its id is random: that it is stored once is the order's
 * doing, and nobody can take the id before.
 */
export async function emitOrder(
  tx: Tx,
  ws: { readonly id: number },
  event: 'Order Completed' | 'Order Cancelled',
  order: Order,
  buyer: { owner: string | null; deviceId: string | null },
  now: Date,
): Promise<void> {
  const properties = orderProperties(order);
  const message = {
    type: 'track',
    messageId: randomUUID(),
    event,
    ...(buyer.owner !== null && { userId: buyer.owner }),
    context: { channel: order.channel, locale: order.quote.locale },
    properties: { ...properties, products: fitting(properties.products) },
  };
  const deviceId = buyer.owner === null ? (buyer.deviceId ?? undefined) : undefined;
  await recordEvents(tx, ws, [message], now, deviceId);
}
