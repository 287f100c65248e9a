import type { Page } from './platform.ts';
import { recordsOver, type Run } from './records.ts';

/** A database is waited for so long: behind one that is being deleted, opening may take for ever. */
const PATIENCE_MS = 5_000;

/** The promise, or a rejection when it takes longer than `ms`. */
const within = <T>(ms: number, promise: Promise<T>): Promise<T> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      AbortSignal.timeout(ms).onabort = reject;
    }),
  ]);

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });

const database = (page: Page, name: string): Run => {
  let opened: Promise<IDBDatabase> | undefined;
  const forget = () => {
    opened = undefined;
  };
  /** Opened at the first use, and again after the browser or another tab's wipe closed it. */
  const open = async () => {
    const request = page.indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore('r');
    const db = await done(request);
    db.onclose = forget;
    db.onversionchange = () => {
      db.close();
      forget();
    };
    return db;
  };
  return async (mode, fn) => {
    // To look must leave no trace: what is not there is not made by reading it.
    if (mode === 'readonly' && !opened) {
      const isThere = (await page.indexedDB.databases()).some((its) => its.name === name);
      // What was written meanwhile is found: who looked first may hear last.
      if (!isThere && !opened) return fn(new Map());
    }
    opened ??= open();
    opened.catch(forget);
    const transaction = (await opened).transaction('r', mode);
    const store = transaction.objectStore('r');
    const work = async () => {
      const answer = await fn({
        get: (key) => done(store.get(key)),
        set: (key, value) => store.put(value, key),
        delete: (key) => store.delete(key),
        clear: () => store.clear(),
        async entries() {
          const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
          return keys.map((key, i) => [key as string, values[i]]);
        },
      });
      // Left to itself a transaction is committed when the page hears that all is done; a page that goes does not.
      transaction.commit();
      return answer;
    };
    const [answer] = await Promise.all([
      work(),
      new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = transaction.onerror = reject;
      }),
    ]);
    return answer;
  };
};

/** A store on disk, until the disk refuses twice; then what can still be read goes on in memory. */
export const createDisk = (page: Page, name: string, inMemory: () => Run): Run => {
  const disk = database(page, name);
  let memory: Promise<Run> | undefined;

  const rescue = async () => {
    const run = inMemory();
    await within(PATIENCE_MS, recordsOver(disk).entries())
      .then(recordsOver(run).set)
      // Blocked: there is nothing to rescue.
      .catch(() => {});
    return run;
  };
  return async (mode, fn) => {
    for (let tries = 0; !memory && tries < 2; tries++) {
      try {
        return await within(PATIENCE_MS, disk(mode, fn));
      } catch {
        // Closed under our feet, which the second try mends, or full, or refused.
      }
    }
    return (await (memory ??= rescue()))(mode, fn);
  };
};
