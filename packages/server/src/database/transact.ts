import type { Db, Tx } from './types.ts';

/**
 * Serialization failure, deadlock, a row that it refers to went in between: the same transaction may succeed at the next
 * try.
 */
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01', '23503']);
const UNIQUE = '23505';
const TRIES = 5;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const pending = new WeakMap<Tx, Set<(db: Db) => void>>();

/** Calls `act` once, after the transaction of `transact` has committed. It must not throw. */
export function afterCommit(tx: Tx, act: (db: Db) => void): void {
  pending.get(tx)?.add(act);
}

/**
 * Runs `fn` in one transaction and runs it again (up to five times) when the database asks for that.
 * `fn` may therefore run more than once: no side effects but by `tx`.
 * @param options.retryUnique also try again when a unique key was taken in between (insert races)
 */
export async function transact<T>(
  db: Db,
  fn: (tx: Tx) => Promise<T>,
  { retryUnique = false }: { retryUnique?: boolean } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const acts = new Set<(db: Db) => void>();
    try {
      const result = await db.transaction().execute((tx) => {
        pending.set(tx, acts);
        return fn(tx);
      });
      for (const act of acts) act(db);
      return result;
    } catch (error) {
      const code = codeOf(error);
      if (attempt === TRIES || !(AGAIN.has(code) || (retryUnique && code === UNIQUE))) throw error;
      await new Promise((again) => setTimeout(again, Math.random() * 10 * 2 ** attempt));
    }
  }
}
