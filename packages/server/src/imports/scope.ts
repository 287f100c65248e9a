import { sql } from 'kysely';
import type { FeedScope } from '../catalog/index.ts';
import type { Db, Tx } from '../database/index.ts';

/** Milliseconds that a scope stays taken by an import that was killed. */
export const LEASE_MS = 10_000;
const RENEW_MS = 3_000;

/** Another import has the scope. */
export class BusyError extends Error {}

const until = sql<Date>`clock_timestamp() + make_interval(secs => ${LEASE_MS / 1000}::double precision)`;

/**
 * Takes a scope for one import: only one may run in it at a time, in whichever process. The lease is renewed until
 * `release`; that of a killed process ends by itself.
 * @throws BusyError
 */
export async function takeScope(db: Db, scope: FeedScope): Promise<Lease> {
  const taken = await db
    .insertInto('imports')
    .values({ ...scope, number: 1, lease_until: until })
    .onConflict((c) =>
      c
        .columns(['ws', 'source', 'market', 'locale'])
        .doUpdateSet({ number: sql`imports.number + 1`, lease_until: until })
        .where(sql<boolean>`imports.lease_until <= clock_timestamp()`),
    )
    .returning('number')
    .executeTakeFirst();
  if (!taken) throw new BusyError('Another import of this feed is running');
  return new Lease(db, scope, taken.number);
}

export class Lease {
  readonly scope: FeedScope;
  /** Counts the imports of the scope. */
  readonly number: number;
  readonly #db: Db;
  readonly #timer: NodeJS.Timeout;

  constructor(db: Db, scope: FeedScope, number: number) {
    this.#db = db;
    this.scope = scope;
    this.number = number;
    // A renewal that fails is not the end: the next batch finds out whether the lease still holds.
    this.#timer = setInterval(() => void this.hold(db).catch(() => undefined), RENEW_MS).unref();
  }

  /**
   * Renews the lease; in a transaction nobody else can take the scope before it ends.
   * @throws BusyError when another import took the scope after this one had slept too long
   */
  async hold(db: Db | Tx): Promise<void> {
    if (!(await this.#set(db, until))) throw new BusyError('Another import took this feed over');
  }

  /** Gives the scope free. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#set(this.#db, sql<Date>`clock_timestamp()`);
  }

  async #set(db: Db | Tx, leaseUntil: typeof until): Promise<boolean> {
    const { ws, source, market, locale } = this.scope;
    const held = await db
      .updateTable('imports')
      .set({ lease_until: leaseUntil })
      .where((e) => e.and({ ws, source, market, locale, number: this.number }))
      .returning('number')
      .executeTakeFirst();
    return held !== undefined;
  }
}
