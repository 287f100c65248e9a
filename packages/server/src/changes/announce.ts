import type { Change, ChangeKind } from '@continuo/protocol';
import { sql } from 'kysely';
import { afterCommit } from '../database/transact.ts';
import type { Db, Tx } from '../database/types.ts';

/** Whose change it is: `u:<userId>`, `d:<deviceId>`, or `p:<personId>` for the desk. */
export type Subject = `${'u' | 'd' | 'p'}:${string}`;
export type DataOf<K extends ChangeKind> = Extract<Change, { kind: K }>['data'];

export interface Announcement<K extends ChangeKind = ChangeKind> {
  subject: Subject;
  kind: K;
  data: DataOf<K>;
}

/** Wakes the readers of the outbox on every node. */
export const OUTBOX_CHANNEL = 'continuo_outbox';
/** Milliseconds: one wake for all commits of that time. */
const COALESCE_MS = 2;

const waking = new WeakSet<Db>();

function wake(db: Db): void {
  if (waking.has(db)) return;
  waking.add(db);
  setTimeout(() => {
    waking.delete(db);
    // A lost wake costs a poll's time, no change: the readers look anyway.
    sql`select pg_notify(${OUTBOX_CHANNEL}, '')`.execute(db).catch(() => undefined);
  }, COALESCE_MS).unref();
}

/**
 * Puts one change into a subject's feed, in the caller's transaction: it is told when that commits, and never when it
 * does not. Numbered under the row lock of the subject, which is held from here to the commit: announce last.
 */
export async function announce<K extends ChangeKind>(
  tx: Tx,
  ws: { readonly id: number },
  subject: Subject,
  kind: K,
  data: DataOf<K>,
): Promise<void> {
  // Numbers begin at the clock, so that those given after a restored backup are higher than all given before it.
  await sql`
    with feed as (
      insert into feeds (ws, subject, prev, cursor)
      values (${ws.id}::int, ${subject}, 0, (extract(epoch from clock_timestamp()) * 1000)::bigint)
      on conflict (ws, subject) do update
        set prev = feeds.cursor, cursor = greatest(feeds.cursor + 1, excluded.cursor)
      returning prev, cursor
    ), change as (
      insert into changes (ws, subject, cursor, prev, kind, data)
      select ${ws.id}::int, ${subject}, cursor, prev, ${kind}, ${JSON.stringify(data)}::jsonb from feed
    )
    insert into outbox (ws, subject, cursor) select ${ws.id}::int, ${subject}, cursor from feed`.execute(tx);
  afterCommit(tx, wake);
}

/** Several at once, in the order of their subjects so that two transactions never wait for each other. */
export async function announceAll(
  tx: Tx,
  ws: { readonly id: number },
  announcements: readonly Announcement[],
): Promise<void> {
  const sorted = [...announcements].sort((a, b) =>
    a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0,
  );
  for (const { subject, kind, data } of sorted) await announce(tx, ws, subject, kind, data);
}
