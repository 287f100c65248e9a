import type { Review, ReviewList, ReviewSort } from '@continuo/protocol';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database/index.ts';
import { topContributorsOf } from './contributors.ts';
import type { Place } from './rules.ts';
import { reviewColumns, reviewOf, type ReviewRow } from './rows.ts';
import { countedFacets, markOf, queryOf, type Filters } from './search.ts';

type Sql = RawBuilder<unknown>;

/** Told at most; sorted at most where no index has the order; compared at most with the reader's answers. */
const MOST = 1_000;

/** Each order is that of an index; within the same stars or score the newest come first. */
const SORTS: Readonly<Record<ReviewSort, { key?: Sql; type?: Sql; ascending?: true }>> = {
  helpful: { key: sql`score`, type: sql`double precision` },
  newest: {},
  oldest: { ascending: true },
  highest: { key: sql`stars`, type: sql`smallint` },
  lowest: { key: sql`(-stars)`, type: sql`smallint` },
};

export interface ListQuery {
  filters: Filters;
  /** Answers that the reader would give, too: reviews with more of these come first. */
  like: Review['attributes'];
  sort: ReviewSort;
  after?: Place | undefined;
  limit: number;
}
interface Asked extends ListQuery {
  ws: number;
  productId: string;
  /** Filters as a tsquery. */
  query: string | undefined;
}
interface Row extends ReviewRow {
  alike: number;
}

const holds = (query: string): Sql => sql`search @@ ${query}::tsquery`;
const published = ({ ws, productId }: Asked): Sql =>
  sql`ws = ${ws}::int and product_id = ${productId} and state = 'published'`;
const columns = sql.join(reviewColumns.map((name) => sql.ref(name)));

const orderOf = (sort: ReviewSort): Sql => {
  const { key, ascending } = SORTS[sort];
  const direction = ascending ? sql`` : sql` desc`;
  return sql.join([key ?? [], sql`at`, sql`id`].flat().map((column) => sql`${column}${direction}`));
};
/** What comes after a place, as one comparison that an index answers. */
const afterOf = ({ sort, key, at, id }: Place): Sql => {
  const { key: column, type, ascending } = SORTS[sort];
  return sql`(${column ? sql`${column}, ` : sql``}at, id) ${ascending ? sql`>` : sql`<`}
    (${column ? sql`${key}::${type!}, ` : sql``}${at}::timestamptz, ${id})`;
};

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** How many are found, as far as it is told. */
async function countOf(db: Db, asked: Asked, histogram: readonly number[]): Promise<number> {
  const { stars } = asked.filters;
  const facets = countedFacets(asked.filters);
  if (!facets) return search(db, asked, sum(histogram));
  if (!facets.length)
    return Math.min(MOST, sum(histogram.filter((_, i) => !stars.length || stars.includes(`${i + 1}`))));
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(count), 0)::int as n from review_facets
    where ws = ${asked.ws}::int and product_id = ${asked.productId} and facet = any(${[...facets]}::text[])
      ${stars.length ? sql`and stars = any(${[...stars]}::smallint[])` : sql``}`.execute(db);
  return Math.min(MOST, rows[0]!.n);
}

/** Looked through before the index is asked: what many reviews say is counted sooner without it. */
const SAMPLE = 1_000;
/** How many entries of the index are read in the time of one review. */
const CHEAPER = 3;

/**
 * Counts by looking up the words, whose index reads every place that they stand at, or by looking through the reviews
 * until there are enough: whichever a sample says is less.
 */
async function search(db: Db, asked: Asked, size: number): Promise<number> {
  const query = asked.query!;
  const count = async (from: Sql, filter: Sql): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from (select 1 from ${from} where ${filter} limit ${MOST}::int) r`.execute(
      db,
    );
    return rows[0]!.n;
  };
  const walk = (rows: number): Promise<number> =>
    count(
      sql`(select search from reviews where ${published(asked)} order by at desc, id desc limit ${rows}::int) w`,
      holds(query),
    );
  const found = await walk(SAMPLE);
  if (size <= SAMPLE) return found;
  const entries = (size * found) / SAMPLE;
  const reviews = (MOST * SAMPLE) / found;
  return entries > reviews * CHEAPER
    ? walk(size)
    : count(sql`reviews`, sql`${published(asked)} and ${holds(query)}`);
}

/** The page of each number of stars is a walk along an index of its own; together they hold the page of all. */
const walkOfEach = (asked: Asked, place: Sql): Sql =>
  sql.join(
    [...new Set(asked.filters.stars)].map(
      (stars) => sql`(
        select ${columns}, 0 as alike from reviews where ${published(asked)} and stars = ${stars}::smallint ${place}
        order by ${orderOf(asked.sort)} limit ${asked.limit + 1}::int)`,
    ),
    sql` union all `,
  );

/**
 * Where few are found they are looked up by their words and then sorted; where many are, a walk along the index of the
 * order soon meets as many as a page needs. Which it is the count says, so that neither ever reads the whole product.
 */
function pageOf(asked: Asked, few: boolean): RawBuilder<Row> {
  const { query, sort, after, limit } = asked;
  const order = orderOf(sort);
  const found =
    query === undefined ? sql`` : few ? sql`and ${holds(query)}` : sql`and (${holds(query)}) is true`;
  if (!asked.like.length) {
    const place = after ? sql`and ${afterOf(after)}` : sql``;
    if (asked.filters.stars.length && countedFacets(asked.filters)?.length === 0)
      return sql<Row>`
        select * from (${walkOfEach(asked, place)}) r order by ${order} limit ${limit + 1}::int`;
    return few && query !== undefined
      ? sql<Row>`
        select r.*, 0 as alike from (select ${columns} from reviews where ${published(asked)} ${found} offset 0) r
        where true ${place} order by ${order} limit ${limit + 1}::int`
      : sql<Row>`
        select ${columns}, 0 as alike from reviews where ${published(asked)} ${found} ${place}
        order by ${order} limit ${limit + 1}::int`;
  }
  const alike = sql.join(
    asked.like.map((answer) => sql`(attributes @> ${JSON.stringify([answer])}::jsonb)::int`),
    sql` + `,
  );
  const first = few ? sql`offset 0` : sql`order by ${order} limit ${MOST}::int`;
  const rest = after
    ? sql`where alike < ${after.alike}::int or (alike = ${after.alike}::int and ${afterOf(after)})`
    : sql``;
  return sql<Row>`
    select * from (
      select ${columns}, ${alike} as alike from reviews where ${published(asked)} ${found} ${first}
    ) r ${rest} order by alike desc, ${order} limit ${limit + 1}::int`;
}

/**
 * The most helpful of those with four or five stars, and of those with one to three: both sides or none, so that neither
 * can be shown alone.
 */
async function highlightsOf(db: Db, asked: Asked): Promise<{ positive: Row; critical: Row } | undefined> {
  const each = { ...asked, filters: { ...asked.filters, stars: ['1', '2', '3', '4', '5'] }, limit: 0 };
  const walks = walkOfEach({ ...each, sort: 'helpful' }, sql``);
  const { rows } = await sql<Row>`
    select * from (${walks}) r where yes > 0 order by ${orderOf('helpful')}`.execute(db);
  const positive = rows.find((row) => row.stars > 3);
  const critical = rows.find((row) => row.stars <= 3);
  return positive && critical && { positive, critical };
}

/**
 * A page of published reviews. Of more than 1,000, `like` orders the first 1,000 of the order asked for; no others follow.
 * @param histogram how many published reviews give one star to five
 */
export async function listReviews(
  db: Db,
  ws: number,
  productId: string,
  list: ListQuery,
  histogram: readonly number[],
): Promise<Omit<ReviewList, 'next'> & { next?: Place }> {
  const query = queryOf(markOf(ws, productId), list.filters);
  if (query === 'none') return { reviews: [], total: 0 };
  const asked: Asked = { ...list, ws, productId, query };
  const total = list.after?.total ?? (await countOf(db, asked, histogram));
  if (total === 0) return { reviews: [], total };
  const { rows } = await pageOf(asked, total < MOST).execute(db);
  const whole = query === undefined && !list.after && !list.like.length;
  const highlights = whole ? await highlightsOf(db, asked) : undefined;
  const page = rows.slice(0, list.limit);
  const last = rows.length > list.limit ? page.at(-1) : undefined;
  const top = await topContributorsOf(db, ws, [...page, ...Object.values(highlights ?? {})]);
  return {
    reviews: page.map((row) => reviewOf(row, top)),
    total,
    ...(highlights && {
      highlights: {
        positive: reviewOf(highlights.positive, top),
        critical: reviewOf(highlights.critical, top),
      },
    }),
    ...(last && { next: placeOf(list.sort, last, total) }),
  };
}

function placeOf(sort: ReviewSort, row: Row, total: number): Place {
  const key =
    sort === 'helpful' ? row.score : sort === 'highest' ? row.stars : sort === 'lowest' ? -row.stars : 0;
  return { sort, alike: row.alike, key, at: row.at, id: row.id, total };
}
