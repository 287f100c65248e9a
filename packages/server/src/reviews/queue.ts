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

/** Each has an index: what waits comes oldest first, what was decided newest first. */
const ORDERS = {
  pending: { column: 'at', waits: true },
  reported: { column: 'reported_at', waits: true },
  published: { column: 'decided_at', waits: false },
  refused: { column: 'decided_at', waits: false },
} as const;

/** Reviews as the desk goes through them. */
export async function queueOf(db: Db, ws: Ws, query: QueueQuery): Promise<ReviewRow[]> {
  const { state, flag, stars, after, limit } = query;
  const { column, waits } = ORDERS[state];
  const pattern = `%${(query.q ?? '').trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const direction = waits ? 'asc' : 'desc';
  return db
    .selectFrom('reviews')
    .select(reviewColumns)
    .where('ws', '=', ws.id)
    .where('state', '=', state === 'reported' ? 'published' : state)
    .$if(state === 'reported' || flag === 'reported', (s) => s.where('reports', '>', 0))
    .$if(flag !== undefined && flag !== 'reported', (s) =>
      s.where(sql<boolean>`${flag ?? ''}::text = any(flags)`),
    )
    .$if(stars.length > 0, (s) => s.where('stars', 'in', [...stars]))
    .$if(pattern !== '%%', (s) =>
      s.where((e) =>
        e.or([e('title', 'ilike', pattern), e('body', 'ilike', pattern), e('author', 'ilike', pattern)]),
      ),
    )
    .$if(after !== undefined, (s) =>
      s.where(
        waits
          ? sql<boolean>`(${sql.ref(column)}, id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? ''})`
          : sql<boolean>`(${sql.ref(column)}, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? ''})`,
      ),
    )
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit)
    .execute();
}

/** Where a page of the queue ends. */
export const placeIn = (state: QueueQuery['state'], row: ReviewRow): Place => ({
  at: row[ORDERS[state].column]!,
  id: row.id,
});

export async function queueCounts(db: Db, ws: Ws): Promise<{ pending: number; reported: number }> {
  const { rows } = await sql<{ pending: number; reported: number }>`
    select
      (select count(*)::int from reviews where ws = ${ws.id}::int and state = 'pending') as pending,
      (select count(*)::int from reviews
        where ws = ${ws.id}::int and state = 'published' and reports > 0) as reported`.execute(db);
  return rows[0]!;
}

export const findReview = (db: Db, ws: Ws, id: string): Promise<ReviewRow | undefined> =>
  db
    .selectFrom('reviews')
    .select(reviewColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', id)
    .executeTakeFirst();
