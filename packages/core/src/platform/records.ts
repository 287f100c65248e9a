import type { Records } from '../types.ts';

type Awaitable<T> = T | Promise<T>;

/** What records need of a store: a `Map` has it, and so has a transaction. */
export interface Store {
  get(key: string): Awaitable<unknown>;
  set(key: string, value: unknown): unknown;
  delete(key: string): unknown;
  clear(): void;
  entries(): Awaitable<Iterable<[string, unknown]>>;
}

/** Runs `fn` by itself: nobody else reads or writes before it is done. */
export type Run = <T>(mode: IDBTransactionMode, fn: (store: Store) => Awaitable<T>) => Promise<T>;

/** Records over any store. */
export const recordsOver = (run: Run): Omit<Records, 'kind'> => ({
  get: <T>(key: string) => run('readonly', (store) => store.get(key) as Awaitable<T | undefined>),
  set: (entries) => run('readwrite', (store) => entries.forEach(([key, value]) => store.set(key, value))),
  update: <T>(key: string, fn: (old: T | undefined) => T | undefined) =>
    run('readwrite', async (store) => {
      const value = fn((await store.get(key)) as T | undefined);
      if (value === undefined) store.delete(key);
      else store.set(key, value);
      return value;
    }),
  delete: (keys) => run('readwrite', (store) => keys.forEach((key) => store.delete(key))),
  entries: <T>() => run('readonly', async (store) => [...(await store.entries())] as [string, T][]),
  wipe: () => run('readwrite', (store) => store.clear()),
});

/** A store that lasts as long as the page. */
export const memoryStore = (): Run => {
  const map = new Map<string, unknown>();
  let last: Promise<unknown> = Promise.resolve();
  return <T>(_: string, fn: (store: Store) => Awaitable<T>) => {
    const next = last.then(() => fn(map));
    last = next.catch(() => {});
    return next;
  };
};
