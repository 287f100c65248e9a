import type { ReviewSummary } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';
import { summaryOf, type Tally } from './rules.ts';
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
    | 'product_id'
    | 'stars'
    | 'recommended'
    | 'badges'
    | 'ratings'
    | 'media'
    | 'source'
    | 'title'
    | 'body'
    | 'locale'
    | 'attributes'
  >;
  by: 1 | -1;
}

/** What a review adds one to. Each has a column, and one of those that were first published elsewhere. */
const COUNTS: Readonly<Record<string, (row: Counted['row']) => boolean>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`stars${n}`, (row: Counted['row']) => row.stars === n])),
  recommended: (row) => row.recommended === true,
  answers: (row) => row.recommended !== null,
  verified: (row) => row.badges.includes('verified'),
  media: (row) => row.media.length > 0,
};
const COLUMNS = Object.keys(COUNTS).flatMap((name) => [name, `${name}_elsewhere`]);

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
    const sums = Object.entries(COUNTS).flatMap(([name, is]) => [
      [name, sum(is)],
      [`${name}_elsewhere`, sum((row) => row.source !== null && is(row))],
    ]);
    return { product_id, count: sum(() => true), ...(Object.fromEntries(sums) as object) };
  });
  const all = ['count', ...COLUMNS];
  await sql`
    update review_summaries s set counted = s.counted + 1,
      ${sql.join(all.map((name) => sql`${sql.ref(name)} = s.${sql.ref(name)} + d.${sql.ref(name)}`))}
    from jsonb_to_recordset(${JSON.stringify(differences)}::jsonb)
      as d(product_id text, ${sql.join(all.map((name) => sql`${sql.ref(name)} int`))})
    where s.ws = ${ws.id}::int and s.product_id = d.product_id`.execute(tx);
  await countRatings(tx, ws, counted);
  await countFacets(tx, ws, counted);
}

async function countRatings(tx: Tx, ws: Ws, counted: readonly Counted[]): Promise<void> {
  const differences = counted.flatMap(({ row: { product_id, source, ratings }, by }) =>
    ratings.map(({ name, value }) => ({
      product_id,
      name,
      n: by,
      sum: by * value,
      elsewhere: source !== null,
    })),
  );
  if (!differences.length) return;
  const d = sql`(
    select product_id, name, sum(n)::int as count, sum(sum)::int as sum,
      coalesce(sum(n) filter (where elsewhere), 0)::int as count_elsewhere,
      coalesce(sum(sum) filter (where elsewhere), 0)::int as sum_elsewhere
    from jsonb_to_recordset(${JSON.stringify(differences)}::jsonb)
      as r(product_id text, name text, n int, sum int, elsewhere boolean)
    group by product_id, name)`;
  await sql`
    insert into review_ratings (ws, product_id, name, count, sum)
    select ${ws.id}::int, d.product_id, d.name, 0, 0 from ${d} d order by d.product_id, d.name
    on conflict do nothing`.execute(tx);
  await sql`
    update review_ratings r set count = r.count + d.count, sum = r.sum + d.sum,
      count_elsewhere = r.count_elsewhere + d.count_elsewhere, sum_elsewhere = r.sum_elsewhere + d.sum_elsewhere
    from ${d} d
    where r.ws = ${ws.id}::int and r.product_id = d.product_id and r.name = d.name`.execute(tx);
}

/** Counts what a list can be filtered by, so that its totals are known without looking. */
async function countFacets(tx: Tx, ws: Ws, counted: readonly Counted[]): Promise<void> {
  const facets = counted.flatMap(({ row, by }) => {
    const { product_id, stars } = row;
    return [...facetsOf(row)].map((facet) => ({ product_id, facet, stars, by }));
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
    order by p.id collate "C"
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

type Row = Readonly<Record<string, number>> & {
  product_id: string;
  counted: number;
  ratings: Readonly<
    Record<string, Readonly<Record<'count' | 'sum' | 'count_elsewhere' | 'sum_elsewhere', number>>>
  >;
};

/** All that a row has counted, or what of it was first published elsewhere. */
function tallyOf(row: Row, of: '' | '_elsewhere'): Tally {
  const n = (name: string): number => row[name + of] ?? 0;
  return {
    histogram: [1, 2, 3, 4, 5].map((stars) => n(`stars${stars}`)),
    ...{ recommended: n('recommended'), answers: n('answers'), verified: n('verified'), media: n('media') },
    ratings: Object.fromEntries(
      Object.entries(row.ratings).map(([name, each]) => [
        name,
        { count: each[`count${of}`], sum: each[`sum${of}`] },
      ]),
    ),
  };
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
    select s.product_id, s.counted, ${sql.join(COLUMNS.map((name) => sql.ref(`s.${name}`)))}, coalesce((
        select jsonb_object_agg(r.name, to_jsonb(r)) from review_ratings r
        where r.ws = s.ws and r.product_id = s.product_id), '{}') as ratings
    from review_summaries s
    where s.ws = ${ws.id}::int and s.product_id = any(${[...productIds]}::text[])`.execute(db);
  const found = new Map(rows.map((row) => [row.product_id, row]));
  const all = productIds.map(
    (product_id) => found.get(product_id) ?? ({ product_id, counted: 0, ratings: {} } as unknown as Row),
  );
  return {
    summaries: all.map((row) =>
      summaryOf(row.product_id, tallyOf(row, ''), tallyOf(row, '_elsewhere'), settings),
    ),
    states: all.map((row) => [row.product_id, row.counted]),
  };
}
