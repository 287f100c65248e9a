import { sql } from 'kysely';
import type { Db } from '../database/types.ts';
import { dropPartitions, makePartitions } from './partitions.ts';

const DAY_MS = 86_400_000;
/** Days that a message id is remembered: an older replay is stored again. */
export const IDS_KEPT_DAYS = 30;

/** Makes the coming partitions, drops events that are older than their workspace keeps them, forgets old ids. */
export async function tendEvents(db: Db, now: Date): Promise<void> {
  await makePartitions(db, now);
  const { rows } = await sql<{ ws: number; days: number }>`
    select ws, (settings->>'eventsKeptDays')::int as days from workspaces`.execute(db);
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  if (rows.length > 0) await dropPartitions(db, before(Math.max(...rows.map((r) => r.days))));
  for (const { ws, days } of rows)
    await db.deleteFrom('events').where('ws', '=', ws).where('received_at', '<', before(days)).execute();
  await db.deleteFrom('event_ids').where('seen', '<', before(IDS_KEPT_DAYS)).execute();
}
