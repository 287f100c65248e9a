import type { Generated } from 'kysely';

export interface IdempotencyKeysTable {
  ws: number;
  /** Who sent it: the same key of two callers is two keys. */
  caller: string;
  key: string;
  route: string;
  /** SHA-256 of the request: a repeat must be the same. */
  request_hash: string;
  /** Null while the first request still runs. */
  status: number | null;
  /** The JSON text of the answer. */
  answer: string | null;
  at: Generated<Date>;
}

export interface HttpTables {
  idempotency_keys: IdempotencyKeysTable;
}
