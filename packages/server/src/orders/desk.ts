import type { Money } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Buyer } from './queries.ts';

export interface Totals {
  orders: number;
  /** Per currency; orders that were reopened not counted. */
  spent: Money[];
}

/** What each of several persons ordered, by the key that they are given with. */
export async function orderTotals(
  db: Db,
  ws: number,
  buyers: readonly (Buyer & { key: string })[],
): Promise<Map<string, Totals>> {
  const of = JSON.stringify(
    buyers.flatMap(({ key, userId, deviceIds }) => [
      ...(userId === undefined ? [] : [{ key, user: userId }]),
      ...deviceIds.map((device) => ({ key, device })),
    ]),
  );
  const { rows } = await sql<{ key: string; currency: string; orders: number; amount: number }>`
    select b.key, o.currency, count(*)::int as orders,
      coalesce(sum(o.total) filter (where o.state = 'placed'), 0)::bigint as amount
    from jsonb_to_recordset(${of}::jsonb) as b(key text, "user" text, device text)
    join orders o on o.ws = ${ws}
      and (o.user_id = b."user" or (o.user_id is null and o.device_id = b.device))
    group by b.key, o.currency order by b.key, o.currency`.execute(db);
  const totals = new Map<string, Totals>();
  for (const { key, currency, orders, amount } of rows) {
    const total = totals.get(key) ?? { orders: 0, spent: [] };
    totals.set(key, total);
    total.orders += orders;
    total.spent.push({ amount, currency });
  }
  return totals;
}

/** Who placed the order of a number, as people read it out. */
export async function buyerOfNumber(
  db: Db,
  ws: number,
  number: string,
): Promise<{ userId: string | null; deviceId: string | null } | undefined> {
  return db
    .selectFrom('orders')
    .select(['user_id as userId', 'device_id as deviceId'])
    .where('ws', '=', ws)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** The numbers, for people, of orders by their ids. */
export async function orderNumbers(db: Db, ws: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('orders')
    .select(['id', 'number'])
    .where('ws', '=', ws)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((r) => [r.id, r.number]));
}
