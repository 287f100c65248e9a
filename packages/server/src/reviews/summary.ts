import type { ReviewSummary } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';
import { summaryOf, type Counts } from './rules.ts';
import type { ReviewRow } from './rows.ts';
import { facetsOf } from './search.ts';
import type { VersionedSettings } from './settings.ts';

interface Ws {
  readonly id: number;
}

/** What a review adds to its product's summary (`1`), or takes out of it (`-1`). */
export interface Counted {
  row: Pick<
    ReviewRow,
    'product_id' | 'stars' | 'recommended' | 'badges' | 'ratings' | 'media' | 'locale' | 'attributes'
  >;
  by: 1 | -1;
}

/** Adds a review to its product's summary, or takes it out: in the transaction that changes its state. */
export const count = (tx: Tx, ws: Ws, row: Counted['row'], by: 1 | -1): Promise<void> =>
  countAll(tx, ws, [{ row, by }]);

/** The same for many at once, by a few statements however many. Locks the summaries until the transaction ends. */
export async function countAll(tx: Tx, ws: Ws, counted: readonly Counted[]): Promise<void> {
  if (!counted.length) return;
  const products = new Map<string, Counted[]>();
  for (const one of counted)
    products.set(one.row.product_id, (products.get(one.row.product_id) ?? []).concat(one));
  // Rows of their own first: the check of no counter below zero is made before a conflict is found.
  await touchAll(tx, ws, [...products.keys()]);
  const differences = [...products].map(([product_id, all]) => {
    const sum = (is: (row: Counted['row']) => boolean): number =>
      all.reduce((n, { row, by }) => n + (is(row) ? by : 0), 0);
    const stars = [1, 2, 3, 4, 5].map((value) => [`s${value}`, sum((row) => row.stars === value)]);
    return {
      product_id,
      count: sum(() => true),
      ...(Object.fromEntries(stars) as object),
      recommended: sum((row) => row.recommended === true),
      answers: sum((row) => row.recommended !== null),
      verified: sum((row) => row.badges.includes('verified')),
      media: sum((row) => row.media.length > 0),
    };
  });
  await sql`
    update review_summaries s set
      count = s.count + d.count, stars1 = s.stars1 + d.s1, stars2 = s.stars2 + d.s2, stars3 = s.stars3 + d.s3,
      stars4 = s.stars4 + d.s4, stars5 = s.stars5 + d.s5, recommended = s.recommended + d.recommended,
      answers = s.answers + d.answers, verified = s.verified + d.verified, media = s.media + d.media,
      counted = s.counted + 1
    from jsonb_to_recordset(${JSON.stringify(differences)}::jsonb) as d(product_id text, count int, s1 int, s2 int,
      s3 int, s4 int, s5 int, recommended int, answers int, verified int, media int)
    where s.ws = ${ws.id}::int and s.product_id = d.product_id`.execute(tx);
  await countRatings(tx, ws, counted);
  await countFacets(tx, ws, counted);
}

async function countRatings(tx: Tx, ws: Ws, counted: readonly Counted[]): Promise<void> {
  const found = new Map<string, { product_id: string; name: string; count: number; sum: number }>();
  for (const { row, by } of counted)
    for (const { name, value } of row.ratings) {
      const key = `${row.product_id} ${name}`;
      const { count, sum } = found.get(key) ?? { count: 0, sum: 0 };
      found.set(key, { product_id: row.product_id, name, count: count + by, sum: sum + by * value });
    }
  const differences = [...found.values()];
  if (!differences.length) return;
  const d = sql`jsonb_to_recordset(${JSON.stringify(differences)}::jsonb)
    as d(product_id text, name text, count int, sum int)`;
  await sql`
    insert into review_ratings (ws, product_id, name, count, sum)
    select ${ws.id}::int, d.product_id, d.name, 0, 0 from ${d} order by d.product_id, d.name
    on conflict do nothing`.execute(tx);
  await sql`
    update review_ratings r set count = r.count + d.count, sum = r.sum + d.sum from ${d}
    where r.ws = ${ws.id}::int and r.product_id = d.product_id and r.name = d.name`.execute(tx);
}

/** Counts what a list can be filtered by, so that its totals are known without looking. */
async function countFacets(tx: Tx, ws: Ws, counted: readonly Counted[]): Promise<void> {
  const facets = counted.flatMap(({ row: { product_id, stars, locale, attributes, ...row }, by }) => {
    const verified = row.badges.includes('verified');
    const found = facetsOf({ locale, attributes, verified, media: row.media.length > 0 });
    return [...found].map((facet) => ({ product_id, facet, stars, by }));
  });
  await sql`
    insert into review_facets as f (ws, product_id, facet, stars, count)
    select ${ws.id}::int, product_id, facet, stars, sum(by)
    from jsonb_to_recordset(${JSON.stringify(facets)}::jsonb) as d(product_id text, facet text, stars smallint, by int)
    group by product_id, facet, stars order by product_id, facet, stars
    on conflict (ws, product_id, facet, stars) do update set count = f.count + excluded.count`.execute(tx);
}

/** Says that something which a product's list shows has changed. Locks the summary until the transaction ends. */
export const touch = (tx: Tx, ws: Ws, productId: string): Promise<void> => touchAll(tx, ws, [productId]);

async function touchAll(tx: Tx, ws: Ws, productIds: readonly string[]): Promise<void> {
  await sql`
    insert into review_summaries as s (ws, product_id, version)
    select ${ws.id}::int, p.id, 1 from jsonb_array_elements_text(${JSON.stringify(productIds)}::jsonb) as p(id)
    order by p.id
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
