import type { Review, ReviewSort } from '@continuo/protocol';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Place } from './rules.ts';
import { reviewColumns, reviewOf, type ReviewRow } from './rows.ts';
import { markOf, queryOf, type Filters } from './search.ts';

type Sql = RawBuilder<unknown>;

/** Told at most, and sorted at most where no index has the order. */
const MOST = 10_000;
/** Compared with the reader's answers, of what is more than that. */
const MOST_COMPARED = 2_000;

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

/** How many are found, as far as it is told. Who filters by stars alone has been counted already. */
async function countOf(db: Db, asked: Asked, histogram: readonly number[]): Promise<number> {
  const { stars, ...others } = asked.filters;
  if (queryOf('', { ...others, stars: [] }) === undefined) {
    const counted = histogram.filter((_, i) => !stars.length || stars.includes(`${i + 1}`));
    return Math.min(
      counted.reduce((a, b) => a + b, 0),
      MOST,
    );
  }
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from reviews where ${published(asked)} and ${holds(asked.query!)} limit ${MOST}::int
    ) r`.execute(db);
  return rows[0]!.n;
}

/**
 * Where few are found they are looked up by their words and then sorted; where many are, a walk along the index of the
 * order soon meets as many as a page needs. Which it is the count says, so that neither ever reads the whole product.
 */
function pageOf(asked: Asked, few: boolean): RawBuilder<Row> {
  const { query, sort, after, limit } = asked;
  const order = orderOf(sort);
  const found =
    query === undefined ? sql`` : few ? sql`and ${holds(query)}` : sql`and (${holds(query)}) is true`;
  const place = after ? sql`and ${afterOf(after)}` : sql``;
  if (!asked.like.length)
    return few && query !== undefined
      ? sql<Row>`
        select r.*, 0 as alike from (select ${columns} from reviews where ${published(asked)} ${found} offset 0) r
        where true ${place} order by ${order} limit ${limit + 1}::int`
      : sql<Row>`
        select ${columns}, 0 as alike from reviews where ${published(asked)} ${found} ${place}
        order by ${order} limit ${limit + 1}::int`;
  const alike = sql.join(
    asked.like.map((answer) => sql`(attributes @> ${JSON.stringify([answer])}::jsonb)::int`),
    sql` + `,
  );
  const first = few ? sql`offset 0` : sql`order by ${order} limit ${MOST_COMPARED}::int`;
  const rest = after
    ? sql`where alike < ${after.alike}::int or (alike = ${after.alike}::int and ${afterOf(after)})`
    : sql``;
  return sql<Row>`
    select * from (
      select ${columns}, ${alike} as alike from reviews where ${published(asked)} ${found} ${first}
    ) r ${rest} order by alike desc, ${order} limit ${limit + 1}::int`;
}

/**
 * A page of published reviews. Of more than 10,000, `like` orders the first 2,000 of the order asked for; no others follow.
 * @param histogram how many published reviews give one star to five
 */
export async function listReviews(
  db: Db,
  ws: number,
  productId: string,
  list: ListQuery,
  histogram: readonly number[],
): Promise<{ reviews: Review[]; total: number; next?: Place }> {
  const query = queryOf(markOf(ws, productId), list.filters);
  if (query === 'none') return { reviews: [], total: 0 };
  const asked: Asked = { ...list, ws, productId, query };
  const total = await countOf(db, asked, histogram);
  if (total === 0) return { reviews: [], total };
  const { rows } = await pageOf(asked, total < MOST).execute(db);
  const page = rows.slice(0, list.limit);
  const last = rows.length > list.limit ? page.at(-1) : undefined;
  return {
    reviews: page.map(reviewOf),
    total,
    ...(last && { next: placeOf(list.sort, last) }),
  };
}

function placeOf(sort: ReviewSort, row: Row): Place {
  const key =
    sort === 'helpful' ? row.score : sort === 'highest' ? row.stars : sort === 'lowest' ? -row.stars : 0;
  return { sort, alike: row.alike, key, at: row.at, id: row.id };
}
