import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { MediaStorage } from './storage/storage.ts';

/** Rows of one round. */
const ROUND = 200;

/** Deletes the files, then the row: whoever is interrupted begins again with the files. */
export async function deleteRemoved(
  db: Db,
  storage: MediaStorage,
  row: { ws: number; id: string; name: string },
): Promise<void> {
  await storage.deleteAll(row.name);
  await db
    .deleteFrom('media')
    .where('ws', '=', row.ws)
    .where('id', '=', row.id)
    .where('state', '=', 'removed')
    .execute();
}

/** Deletes what was uploaded, once the whole was looked at: what is shown was made from it. */
export async function deletePieces(
  db: Db,
  storage: MediaStorage,
  row: { ws: number; id: string; name: string; pieces: readonly string[] },
): Promise<void> {
  for (const piece of row.pieces) await storage.delete(`${row.name}/${piece}`);
  await db
    .updateTable('media')
    .set({ pieces: [] })
    .where('ws', '=', row.ws)
    .where('id', '=', row.id)
    .execute();
}

/** Deletes what was abandoned, what went with its holder, and what a killed server left behind. */
export async function sweepMedia(db: Db, storage: MediaStorage, now: Date): Promise<void> {
  await db
    .updateTable('media')
    .set({ state: 'removed' })
    .where('holder', 'is', null)
    .where('changed_at', '<', new Date(now.getTime() - MEDIA_LIMITS.keptMs))
    .execute();
  for (let swept = ROUND; swept === ROUND;) {
    const rows = await db
      .selectFrom('media')
      .select(['ws', 'id', 'name'])
      .where('state', '=', 'removed')
      .limit(ROUND)
      .execute();
    for (const row of rows) await deleteRemoved(db, storage, row);
    swept = rows.length;
  }
  const left = await db
    .selectFrom('media')
    .select(['ws', 'id', 'name', 'pieces'])
    .where('state', 'in', ['ready', 'refused'])
    .where(sql<boolean>`pieces <> '{}'`)
    .limit(ROUND)
    .execute();
  for (const row of left) await deletePieces(db, storage, row);
}
