import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

/**
 * To be called after the database was restored from a backup: versions that were given since then are given again, so
 * every cart starts a new count that no device takes for the old one. Devices then take the whole cart and send again
 * what was not confirmed.
 * @param ws the workspace that was restored; default: all
 */
export async function renewEpochs(db: Db, ws?: number): Promise<void> {
  await sql`
    update cart set epoch = substr(md5(random()::text || id), 1, 8)
    where ${ws ?? null}::int is null or ws = ${ws ?? null}::int`.execute(db);
}
