import type { ReviewSummary } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';
import { summaryOf, type Counts } from './rules.ts';
import type { ReviewRow } from './rows.ts';
import type { VersionedSettings } from './settings.ts';

interface Ws {
  readonly id: number;
}

/** Adds a review to its product's summary (`1`), or takes it out (`-1`): in the transaction that changes its state. */
export async function count(tx: Tx, ws: Ws, row: ReviewRow, by: 1 | -1): Promise<void> {
  const n = (is: boolean): number => (is ? by : 0);
  const stars = sql.join([1, 2, 3, 4, 5].map((value) => sql`${n(row.stars === value)}::int`));
  // A row of its own first: the check of no counter below zero is made before a conflict is found.
  await touch(tx, ws, row.product_id);
  await sql`
    update review_summaries s set
      count = s.count + d.count, stars1 = s.stars1 + d.s1, stars2 = s.stars2 + d.s2, stars3 = s.stars3 + d.s3,
      stars4 = s.stars4 + d.s4, stars5 = s.stars5 + d.s5, recommended = s.recommended + d.recommended,
      answers = s.answers + d.answers, verified = s.verified + d.verified, media = s.media + d.media,
      counted = s.counted + 1
    from (values (${by}::int, ${stars}, ${n(row.recommended === true)}::int, ${n(row.recommended !== null)}::int,
      ${n(row.badges.includes('verified'))}::int, ${n(row.media.length > 0)}::int))
      as d(count, s1, s2, s3, s4, s5, recommended, answers, verified, media)
    where s.ws = ${ws.id}::int and s.product_id = ${row.product_id}`.execute(tx);
  const ratings = [...row.ratings].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, value } of ratings)
    if (by > 0)
      await sql`
        insert into review_ratings as r (ws, product_id, name, count, sum)
        values (${ws.id}::int, ${row.product_id}, ${name}, 1, ${value}::int)
        on conflict (ws, product_id, name) do update
          set count = r.count + excluded.count, sum = r.sum + excluded.sum`.execute(tx);
    else
      await sql`
        update review_ratings set count = count - 1, sum = sum - ${value}::int
        where ws = ${ws.id}::int and product_id = ${row.product_id} and name = ${name}`.execute(tx);
}

/** Says that something which a product's list shows has changed. Locks the summary until the transaction ends. */
export async function touch(tx: Tx, ws: Ws, productId: string): Promise<void> {
  await sql`
    insert into review_summaries as s (ws, product_id, version) values (${ws.id}::int, ${productId}, 1)
    on conflict (ws, product_id) do update set version = s.version + 1`.execute(tx);
}

/** State of what a product's list shows, and how many are published with one star to five. */
export async function stateOf(
  db: Db,
  ws: Ws,
  productId: string,
): Promise<{ version: number; histogram: number[] }> {
  const row = await db
    .selectFrom('review_summaries')
    .select(['version', 'stars1', 'stars2', 'stars3', 'stars4', 'stars5'])
    .where('ws', '=', ws.id)
    .where('product_id', '=', productId)
    .executeTakeFirst();
  return {
    version: row?.version ?? 0,
    histogram: row ? [row.stars1, row.stars2, row.stars3, row.stars4, row.stars5] : [0, 0, 0, 0, 0],
  };
}

interface Row extends Omit<Counts, 'ratings'> {
  ratings: Counts['ratings'] | null;
  counted: number;
}

/**
 * Summaries in the order asked for, by one query, with what names their state. A product that has none, or that nobody
 * sells, has a count of 0.
 */
export async function summariesOf(
  db: Db,
  ws: Ws,
  productIds: readonly string[],
  settings: VersionedSettings,
): Promise<{ summaries: ReviewSummary[]; states: [string, number][] }> {
  const { rows } = await sql<Row>`
    select s.product_id as "productId", array[s.stars1, s.stars2, s.stars3, s.stars4, s.stars5] as histogram,
      s.recommended, s.answers, s.verified, s.media, s.counted, (
        select jsonb_object_agg(r.name, jsonb_build_object('count', r.count, 'sum', r.sum))
        from review_ratings r where r.ws = s.ws and r.product_id = s.product_id) as ratings
    from review_summaries s
    where s.ws = ${ws.id}::int and s.product_id = any(${[...productIds]}::text[])`.execute(db);
  const found = new Map(rows.map((row) => [row.productId, row]));
  const none = { histogram: [0, 0, 0, 0, 0], recommended: 0, answers: 0, verified: 0, media: 0, counted: 0 };
  const all = productIds.map((productId) => ({ ...none, productId, ...found.get(productId) }));
  return {
    summaries: all.map((row) =>
      summaryOf({ ...row, ratings: found.get(row.productId)?.ratings ?? {} }, settings),
    ),
    states: all.map((row) => [row.productId, row.counted]),
  };
}
