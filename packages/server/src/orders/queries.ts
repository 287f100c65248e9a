import type { Order } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';

/** Whose orders: a customer's, and those that guests placed on devices. */
export interface Buyer {
  userId?: string | undefined;
  deviceIds: readonly string[];
}

const columns = [
  'id',
  'number',
  'cart_id',
  'user_id',
  'state',
  'channel',
  'placed_at',
  'hash',
  'quote',
  'contact',
] as const;

interface Row {
  id: string;
  number: string;
  cart_id: string;
  user_id: string | null;
  state: Order['state'];
  channel: Order['channel'];
  placed_at: Date;
  hash: string;
  quote: Order['quote'];
  contact: Order['contact'] | null;
}

const orderOf = (row: Row): Order => ({
  id: row.id,
  number: row.number,
  cartId: row.cart_id,
  state: row.state,
  placedAt: row.placed_at.toISOString(),
  channel: row.channel,
  lines: row.quote.lines.filter((line) => line.payable > 0),
  subtotal: row.quote.subtotal,
  shipping: row.quote.shipping,
  total: row.quote.total,
  quote: row.quote,
  ...(row.contact && { contact: row.contact }),
  ...(row.user_id !== null && { userId: row.user_id }),
});

export interface Found {
  order: Order;
  /** Of the quote that was paid. */
  hash: string;
}

export async function findOrder(db: Db, ws: number, id: string): Promise<Found | undefined> {
  const row = await db
    .selectFrom('orders')
    .select(columns)
    .where('ws', '=', ws)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { order: orderOf(row), hash: row.hash };
}

/** The order, if it is this buyer's. */
export async function findOrderOf(db: Db, ws: number, buyer: Buyer, id: string): Promise<Order | undefined> {
  const row = await select(db, ws, buyer).where('id', '=', id).executeTakeFirst();
  return row && orderOf(row);
}

const select = (db: Db, ws: number, { userId, deviceIds }: Buyer) =>
  db
    .selectFrom('orders')
    .select(columns)
    .where('ws', '=', ws)
    .where((e) =>
      e.or([
        e('user_id', '=', userId ?? ''),
        e.and([e('user_id', 'is', null), e('device_id', 'in', ['', ...deviceIds])]),
      ]),
    );

/** A page of orders, newest first. */
export async function listOrders(
  db: Db,
  ws: number,
  buyer: Buyer,
  { cursor, limit = 20 }: { cursor?: string | undefined; limit?: number },
): Promise<{ orders: Order[]; next?: string }> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rows = await select(db, ws, buyer)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(placed_at, id) < (${after!.at}::timestamptz, ${after!.id})`),
    )
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    orders: page.map(orderOf),
    ...(last && { next: writeCursor({ at: last.placed_at, id: last.id }) }),
  };
}

/** What a person ordered, newest first: for the desk. */
export const ordersOfPerson = async (db: Db, ws: number, buyer: Buyer): Promise<Order[]> =>
  (await listOrders(db, ws, buyer, { limit: 100 })).orders;

/** Whether a buyer ordered any variant of a product, and the order stands. */
export async function hasOrdered(db: Db, ws: number, buyer: Buyer, productId: string): Promise<boolean> {
  const row = await select(db, ws, buyer)
    .where('state', '=', 'placed')
    .where((e) =>
      e.exists(
        e
          .selectFrom('order_line')
          .select('order_line.addr')
          .whereRef('order_line.ws', '=', 'orders.ws')
          .whereRef('order_line.order_id', '=', 'orders.id')
          .where('order_line.product_id', '=', productId),
      ),
    )
    .clearSelect()
    .select('orders.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
