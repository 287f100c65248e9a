import type { Change, ChangeList } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/types.ts';
import type { Subject } from './announce.ts';

const PAGE = 500;

/** A row of the feed as it is on the wire. */
export const asChange = (row: {
  prev: number;
  cursor: number;
  kind: string;
  data: unknown;
  at: Date;
}): Change =>
  ({
    prev: row.prev,
    cursor: row.cursor,
    at: row.at.toISOString(),
    kind: row.kind,
    data: row.data,
  }) as Change;

/** What is new for a subject since a cursor; without one only where the feed stands. */
export async function changesSince(
  db: Db,
  ws: { readonly id: number },
  subject: string,
  after: number | undefined,
): Promise<ChangeList> {
  const present = await db
    .selectFrom('feeds')
    .select('cursor')
    .where('ws', '=', ws.id)
    .where('subject', '=', subject)
    .executeTakeFirst();
  const cursor = present?.cursor ?? 0;
  if (after === undefined || after === cursor) return { changes: [], more: false, cursor };
  const rows = await db
    .selectFrom('changes')
    .select(['prev', 'cursor', 'kind', 'data', 'at'])
    .where('ws', '=', ws.id)
    .where('subject', '=', subject)
    .where('cursor', '>', after)
    .orderBy('cursor')
    .limit(PAGE + 1)
    .execute();
  // A cursor that no change follows is older than what is kept, or of another backend.
  if (rows[0]?.prev !== after) return { changes: [], more: false, cursor, reset: true };
  const changes = rows.slice(0, PAGE).map(asChange);
  return { changes, more: rows.length > PAGE, cursor: changes.at(-1)!.cursor };
}

/** Where a node has read the outbox up to. */
export interface Position {
  tx: string;
  id: number;
}
export interface News {
  ws: number;
  subject: string;
  prev: number;
  cursor: number;
  kind: string;
  data: unknown;
  at: Date;
}

/** From now on: every transaction that is not over yet. */
export async function present(db: Db): Promise<Position> {
  const { rows } = await sql<{ tx: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as tx`.execute(db);
  return { tx: rows[0]!.tx, id: 0 };
}

/**
 * What was committed after a position, in the order of `(tx, id)`. Ids commit out of order, so only transactions below
 * the oldest that still runs are read: nothing can appear behind the position later.
 */
export async function readOutbox(db: Db, from: Position): Promise<{ news: News[]; position: Position }> {
  const { rows } = await sql<News & Position>`
    select o.tx::text as tx, o.id, o.ws, o.subject, c.prev, c.cursor, c.kind, c.data, c.at
    from outbox o join changes c on c.ws = o.ws and c.subject = o.subject and c.cursor = o.cursor
    where (o.tx, o.id) > (${from.tx}::xid8, ${from.id}::bigint)
      and o.tx < pg_snapshot_xmin(pg_current_snapshot())
    order by o.tx, o.id limit ${PAGE}`.execute(db);
  const last = rows.at(-1);
  return { news: rows, position: last ? { tx: last.tx, id: last.id } : from };
}

const OUTBOX_KEPT_MS = 15 * 60_000;

/** Deletes what no cursor may ask for any more. */
export async function forgetChanges(db: Db, now: Date, keptMs: number): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where('at', '<', new Date(now.getTime() - OUTBOX_KEPT_MS))
    .execute();
  await db
    .deleteFrom('changes')
    .where('at', '<', new Date(now.getTime() - keptMs))
    .execute();
}

/** Forgets feeds as if nothing had ever been told there: who still holds a cursor of one begins anew. */
export async function eraseChanges(
  tx: Tx,
  ws: { readonly id: number },
  subjects: readonly Subject[],
): Promise<void> {
  for (const table of ['outbox', 'changes', 'feeds'] as const)
    await tx.deleteFrom(table).where('ws', '=', ws.id).where('subject', 'in', subjects).execute();
}
