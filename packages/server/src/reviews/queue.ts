import type { ModerationFlag } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Place } from '../http/cursor.ts';
import { reviewColumns, type ReviewRow } from './rows.ts';

interface Ws {
  readonly id: number;
}
export interface QueueQuery {
  /** `reported`: published, and somebody objects whom nobody has answered. */
  state: 'pending' | 'published' | 'refused' | 'reported';
  flag?: ModerationFlag | undefined;
  stars: readonly number[];
  /** Anywhere in title, text or name. */
  q?: string | undefined;
  after?: Place | undefined;
  limit: number;
}
/** Things that wait for a decision: their table, and what stands before their ids in the queue of all kinds. */
export interface Queued {
  table: 'reviews' | 'questions' | 'answers';
  columns: readonly string[];
  /** Columns that are searched. */
  texts: readonly string[];
  prefix: string;
}
interface Waiting {
  id: string;
  at: Date;
  decided_at: Date | null;
  reported_at: Date | null;
}

/** Each has an index: what waits comes oldest first, what was decided newest first. */
const ORDERS = {
  pending: { column: 'at', waits: true },
  reported: { column: 'reported_at', waits: true },
  published: { column: 'decided_at', waits: false },
  refused: { column: 'decided_at', waits: false },
} as const;

/** Whether what waits longest comes first. */
export const isOldestFirst = (state: QueueQuery['state']): boolean => ORDERS[state].waits;

/** Things of one kind as the desk goes through them. */
export async function queueIn<Row extends Waiting>(
  db: Db,
  ws: Ws,
  { table, columns, texts, prefix }: Queued,
  { state, flag, stars, q, after, limit }: QueueQuery,
): Promise<Row[]> {
  const { column, waits } = ORDERS[state];
  const pattern = `%${(q ?? '').trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const parts = [
    sql`ws = ${ws.id}::int`,
    sql`state = ${state === 'reported' ? 'published' : state}`,
    ...(state === 'reported' || flag === 'reported' ? [sql`reports > 0`] : []),
    ...(flag !== undefined && flag !== 'reported' ? [sql`${flag}::text = any(flags)`] : []),
    ...(stars.length ? [sql`stars = any(${[...stars]}::smallint[])`] : []),
    ...(pattern === '%%'
      ? []
      : [
          sql`(${sql.join(
            texts.map((text) => sql`${sql.ref(text)} ilike ${pattern}`),
            sql` or `,
          )})`,
        ]),
    ...(after
      ? [
          sql`(${sql.ref(column)}, ${prefix}::text || id) ${waits ? sql`>` : sql`<`} (${after.at}::timestamptz, ${after.id})`,
        ]
      : []),
  ];
  const direction = waits ? sql`asc` : sql`desc`;
  const { rows } = await sql<Row>`
    select ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)}
    where ${sql.join(parts, sql` and `)}
    order by ${sql.ref(column)} ${direction}, id ${direction} limit ${limit}::int`.execute(db);
  return rows;
}

/** Where a page of the queue ends. */
export const placeIn = (state: QueueQuery['state'], row: Waiting, prefix = ''): Place => ({
  at: row[ORDERS[state].column]!,
  id: prefix + row.id,
});

export async function countsIn(
  db: Db,
  ws: Ws,
  tables: readonly Queued['table'][],
): Promise<{ pending: number; reported: number }> {
  const sum = (where: string) =>
    sql.join(
      tables.map(
        (table) =>
          sql`(select count(*)::int from ${sql.table(table)} where ws = ${ws.id}::int and ${sql.raw(where)})`,
      ),
      sql` + `,
    );
  const { rows } = await sql<{ pending: number; reported: number }>`
    select ${sum("state = 'pending'")} as pending,
      ${sum("state = 'published' and reports > 0")} as reported`.execute(db);
  return rows[0]!;
}

export const REVIEW_QUEUE: Queued = {
  table: 'reviews',
  columns: reviewColumns,
  texts: ['title', 'body', 'author'],
  prefix: '',
};

export const findReview = (db: Db, ws: Ws, id: string): Promise<ReviewRow | undefined> =>
  db
    .selectFrom('reviews')
    .select(reviewColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', id)
    .executeTakeFirst();
