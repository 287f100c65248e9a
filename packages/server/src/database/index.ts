export { readHolder, refuseIfHeld, type Holder } from './lock.ts';
export { migrate } from './migrate.ts';
export { openDatabase, type DatabaseOptions } from './open.ts';
export type { Tables } from './tables.ts';
export { afterCommit, transact } from './transact.ts';
export type { Database, Db, Tx } from './types.ts';
