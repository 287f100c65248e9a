import type { ModerationEntry, RefusalReason } from '@continuo/protocol';
import type { Db, Tx } from '../database/index.ts';
import { staffName } from '../staff/index.ts';

interface Ws {
  readonly id: number;
}
interface Act {
  itemId: string;
  staffId: string;
  act: ModerationEntry['act'];
  reason?: RefusalReason | undefined;
  at: Date;
}

/** Writes down who did what, in the transaction that does it. */
export async function logModeration(
  tx: Tx,
  ws: Ws,
  { itemId, staffId, act, reason, at }: Act,
): Promise<void> {
  const name = await staffName(tx, ws, staffId);
  await tx
    .insertInto('moderation_log')
    .values({ ws: ws.id, item_id: itemId, staff_id: staffId, name, act, reason: reason ?? null, at })
    .execute();
}

/** Every act on an item, oldest first. */
export async function moderationLogOf(db: Db, ws: Ws, itemId: string): Promise<ModerationEntry[]> {
  const rows = await db
    .selectFrom('moderation_log')
    .select(['name', 'act', 'reason', 'at'])
    .where('ws', '=', ws.id)
    .where('item_id', '=', itemId)
    .orderBy('n')
    .execute();
  return rows.map(({ name, act, reason, at }) => ({
    at: at.toISOString(),
    by: name,
    act,
    ...(reason && { reason }),
  }));
}
