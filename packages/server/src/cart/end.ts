import { LONGEST_OFFLINE_MS } from '@continuo/protocol/constants';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

/** Rows in one statement, so that no lock is held for long. */
const BATCH = 500;

/** Deletes carts of guests that nobody touched for as long as a device may be away. */
export async function endGuestCarts(db: Db, now: Date): Promise<void> {
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from cart where (ws, id) in (
        select ws, id from cart
        where owner is null and state = 'open' and touched_at < ${new Date(now.getTime() - LONGEST_OFFLINE_MS)}
        limit ${BATCH} for update skip locked)`.execute(db);
    if (Number(numAffectedRows) < BATCH) return;
  }
}
