import type { Generated } from 'kysely';

/** Where each subject's numbering stands; its row lock orders the subject's changes. */
export interface FeedsTable {
  ws: number;
  subject: string;
  prev: number;
  cursor: number;
}
export interface ChangesTable {
  ws: number;
  subject: string;
  cursor: number;
  prev: number;
  kind: string;
  data: unknown;
  at: Generated<Date>;
}
/** Tells the nodes which changes are new; `(tx, id)` orders it. */
export interface OutboxTable {
  tx: Generated<string>;
  id: Generated<number>;
  ws: number;
  subject: string;
  cursor: number;
  at: Generated<Date>;
}
export interface ChangesTables {
  feeds: FeedsTable;
  changes: ChangesTable;
  outbox: OutboxTable;
}
