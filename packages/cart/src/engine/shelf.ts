import type { Client, Records } from '@continuo/core';
import { append, holds, newRecord, screen, type Batch, type CartRecord } from './record.ts';
import { openStored } from './stored.ts';

/**
 * Name of the database, of the record in it, and of the small value that says that there is one and holds what is not
 * in it yet. The small value is known at once, also to the next page of a visitor who left in the moment of the press;
 * but browsers write it to the disk seconds late, and a killed one never.
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
  /** What was pressed, here or in a page that was left at once, and is not in the record yet. */
  readonly unsaved: readonly Batch[];
  readonly storage: 'disk' | 'memory' | 'none';
  /** Whether something was stored when the page came, as far as is known at once. */
  readonly used: boolean;
  /** Counts wipes: what began before one must not go on after it. */
  readonly visit: number;
  /** Reads what is stored. Where nothing is, nothing is made. */
  load(): Promise<void>;
  /** Shows what was pressed. To be committed next. */
  press(batch: Batch): void;
  /** One transaction. `fn` may run twice, when the disk refuses. */
  commit(fn: (old: CartRecord | undefined) => CartRecord | undefined): Promise<void>;
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
  let unsaved: readonly Batch[] = [];
  const marked = small.get(NAME);
  try {
    const left = JSON.parse(marked!) as Batch[];
    // What cannot be shown cannot be used.
    left.forEach((batch) => screen(append(newRecord(0), batch, false)));
    unsaved = left;
  } catch {
    // Nothing was left, or by a release that writes it otherwise.
  }
  let visit = 0;
  let closed = false;

  const channel = platform.channel(NAME, () => void load());

  const mark = () => small.set(NAME, JSON.stringify(unsaved));

  const put = (next: CartRecord | undefined, heard: boolean) => {
    record = next;
    if (next) unsaved = unsaved.filter((batch) => !holds(next, batch));
    show(heard);
  };

  const commit: Shelf['commit'] = async (fn) => {
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
    put(next, false);
    if (next) mark();
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
    get unsaved() {
      return unsaved;
    },
    get storage() {
      return record && store ? store.kind : 'none';
    },
    used: marked !== null,
    get visit() {
      return visit;
    },
    load,
    press(batch) {
      unsaved = [...unsaved, batch];
      mark();
      show(false);
    },
    commit,
    change: async (fn) => record && commit((old) => old && fn(old)),
    wipe() {
      visit++;
      store = undefined;
      unsaved = [];
      put(undefined, false);
    },
    close() {
      closed = true;
      channel.close();
    },
  };
}
