import type { ModerationEntry, RefusalReason } from '@continuo/protocol';
import type { Generated } from 'kysely';

/** Every act of the desk on what visitors wrote. The database refuses to change or delete a row. */
export interface ModerationLogTable {
  ws: number;
  item_id: string;
  n: Generated<number>;
  staff_id: string;
  /** Of the member of staff, as it was then. */
  name: string;
  act: ModerationEntry['act'];
  reason: RefusalReason | null;
  at: Date;
}

export interface ModerationTables {
  moderation_log: ModerationLogTable;
}
