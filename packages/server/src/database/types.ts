import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** Runs queries. Functions that take a `Db` take a transaction too. */
export type Db = Kysely<Tables>;
/** A transaction. Inside one, query by it only: the embedded database has one connection. */
export type Tx = Transaction<Tables>;

/** An open database. */
export interface Database {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Db;
  /**
   * Calls `heard` with the payload of every notification of a channel, after its transaction committed. Notifications
   * may be lost while a connection is away: whoever needs all of them polls besides. Resolves to a function that ends it.
   */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** Writes the port of a running server beside the lock of an embedded data folder, for the CLI. */
  publishPort(port: number): void;
  close(): Promise<void>;
}
