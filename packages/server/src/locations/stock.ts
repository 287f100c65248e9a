import { sql } from 'kysely';
import { offersChanged } from '../catalog/index.ts';
import type { Tx } from '../database/index.ts';

/** The location that shipping sells from. */
export const ONLINE = 'online';

/** A variant of which less is there than was wanted. */
export interface Shortage {
  variantId: string;
  wanted: number;
  /** How many were taken. */
  taken: number;
}

/**
 * Takes what an order ships from the counted stock of `online`, under row locks in the order of ids. Takes what is
 * there and never goes below zero; resolves to what was missing (empty: all is taken), and the caller rolls back or
 * accepts. What nobody counts, and what may be ordered beyond the stock (preorder, backorder), is never missing.
 * Once per order: a second call with the same order id takes nothing and resolves to no shortage.
 */
export async function takeStock(
  tx: Tx,
  ws: number,
  lines: readonly { variantId: string; quantity: number }[],
  orderId: string,
  now: Date,
): Promise<Shortage[]> {
  const wanted = new Map<string, number>();
  for (const line of lines) wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + line.quantity);
  const held = await tx
    .selectFrom('stock')
    .select(['variant_id', 'quantity', 'availability'])
    .where('ws', '=', ws)
    .where('location_id', '=', ONLINE)
    .where('live', '=', true)
    .where('quantity', 'is not', null)
    .where('variant_id', 'in', ['', ...wanted.keys()])
    .orderBy('variant_id')
    .forUpdate()
    .execute();
  const before = await tx
    .selectFrom('stock_taken')
    .select('variant_id')
    .where('ws', '=', ws)
    .where('order_id', '=', orderId)
    .limit(1)
    .execute();
  if (before.length) return [];
  const shortages: Shortage[] = [];
  const takes: { variant_id: string; quantity: number }[] = [];
  for (const { variant_id: variantId, quantity, availability } of held) {
    const want = wanted.get(variantId)!;
    const taken = Math.min(want, quantity!);
    if (taken > 0) takes.push({ variant_id: variantId, quantity: taken });
    if (taken < want && availability !== 'preorder' && availability !== 'backorder')
      shortages.push({ variantId, wanted: want, taken });
  }
  if (takes.length) await move(tx, ws, orderId, takes, now);
  return shortages;
}

async function move(
  tx: Tx,
  ws: number,
  orderId: string,
  takes: readonly { variant_id: string; quantity: number }[],
  now: Date,
): Promise<void> {
  await sql`
    with takes as (
      insert into stock_taken (ws, order_id, variant_id, quantity)
      select ${ws}::int, ${orderId}, variant_id, quantity
      from jsonb_to_recordset(${JSON.stringify(takes)}::jsonb) as t(variant_id text, quantity int)
      returning variant_id, quantity
    )
    update stock s set quantity = s.quantity - t.quantity
    from takes t
    where s.ws = ${ws}::int and s.location_id = ${ONLINE} and s.variant_id = t.variant_id`.execute(tx);
  await offersChanged(
    tx,
    ws,
    takes.map((take) => take.variant_id),
    now,
  );
}

/** Gives back what an order took, once. */
export async function returnStock(tx: Tx, ws: number, orderId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ variant_id: string }>`
    with gone as (
      delete from stock_taken where ws = ${ws}::int and order_id = ${orderId} returning variant_id, quantity
    ), locked as (
      select s.variant_id from stock s
      where s.ws = ${ws}::int and s.location_id = ${ONLINE} and s.variant_id in (select variant_id from gone)
      order by s.variant_id for update
    )
    update stock s set quantity = s.quantity + g.quantity
    from gone g join locked l using (variant_id)
    where s.ws = ${ws}::int and s.location_id = ${ONLINE} and s.variant_id = g.variant_id
      and s.quantity is not null
    returning s.variant_id`.execute(tx);
  await offersChanged(
    tx,
    ws,
    rows.map((row) => row.variant_id),
    now,
  );
}
