import type { Client, Records } from '@continuo/core';
import type { CartRecord } from './record.ts';
import { openStored } from './stored.ts';

/**
 * Name of the database, of the record in it, and of the small value that says that there is one. The small value only
 * hints: it is known at once, but browsers write it seconds late, and a killed one never.
 */
const NAME = 'cart';

type Store = Pick<Records, 'kind' | 'get' | 'set' | 'update'>;

/** Records of one page, for where the stored ones must be left alone. */
const pageRecords = (): Store => {
  let value: unknown;
  return {
    kind: 'memory',
    get: async <T>() => value as T | undefined,
    set: async () => {},
    update: async <T>(_: string, fn: (old: T | undefined) => T | undefined) =>
      (value = fn(value as T | undefined)),
  };
};

/** Where the record lies. All tabs meet in its transactions and tell each other to look. */
export interface Shelf {
  readonly record: CartRecord | undefined;
  readonly storage: 'disk' | 'memory' | 'none';
  /** Whether something is stored, as far as is known at once. */
  readonly used: boolean;
  /** Counts wipes: what began before one must not go on after it. */
  readonly visit: number;
  /** Reads what is stored. Where nothing is, nothing is made. */
  load(): Promise<void>;
  /** One transaction. `fn` may run twice, when the disk refuses. `kept` runs before all is shown. */
  commit(fn: (old: CartRecord | undefined) => CartRecord | undefined, kept?: () => void): Promise<void>;
  /** The same, if there is a record. */
  change(fn: (record: CartRecord) => CartRecord): Promise<void>;
  /** Forgets what is in memory; storage was wiped by the client. */
  wipe(): void;
  close(): void;
}

export function createShelf(client: Client, show: (heard: boolean) => void): Shelf {
  const { platform } = client;
  const { small } = platform;
  // Fetches the code of the disk, and touches nothing: a page that is left right after the first press has it by then.
  let store: Store | undefined = platform.records(NAME);
  let record: CartRecord | undefined;
  let visit = 0;
  let closed = false;

  const channel = platform.channel(NAME, () => void load());

  const put = (next: CartRecord | undefined, heard: boolean) => {
    record = next;
    show(heard);
  };

  const commit: Shelf['commit'] = async (fn, kept) => {
    const begun = visit;
    store ??= platform.records(NAME);
    let broken: unknown;
    let newer: CartRecord | undefined;
    let next = (await store.update<unknown>(NAME, (old) => {
      broken = newer = undefined;
      if (begun !== visit) return old;
      const opened = openStored(old, Date.now());
      if ('broken' in opened) broken = old;
      if ('newer' in opened) {
        newer = opened.record;
        return old;
      }
      return fn(opened.record);
    })) as CartRecord | undefined;
    if (begun !== visit || closed) return;
    if (broken !== undefined) await store.set([['broken', broken]]);
    if (newer) {
      store = pageRecords();
      next = (await store.update<unknown>(NAME, () => fn(newer))) as CartRecord | undefined;
    }
    if (begun !== visit || closed) return;
    if (next) small.set(NAME, next.cart);
    kept?.();
    put(next, false);
    channel.post(1);
  };

  const load = async () => {
    const begun = visit;
    store ??= platform.records(NAME);
    const opened = openStored(await store.get(NAME), Date.now());
    if (begun !== visit || closed) return;
    if ('newer' in opened || 'broken' in opened) await commit((old) => old);
    else put(opened.record, true);
  };

  return {
    get record() {
      return record;
    },
    get storage() {
      return record && store ? store.kind : 'none';
    },
    get used() {
      return small.get(NAME) !== null;
    },
    get visit() {
      return visit;
    },
    load,
    commit,
    change: async (fn) => record && commit((old) => old && fn(old)),
    wipe() {
      visit++;
      store = undefined;
      put(undefined, false);
    },
    close() {
      closed = true;
      channel.close();
    },
  };
}
