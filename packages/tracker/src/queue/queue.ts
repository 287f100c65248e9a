import type { Client, Records } from '@continuo/core';
import type { DropReason, TrackerOptions } from '../types.ts';
import {
  ANSWER_MS,
  bytesOf,
  EVENT_CHARS,
  HANDED_MS,
  LAST_ANSWER_MS,
  LAST_BYTES,
  near,
  PAUSE,
  QUEUE_CHARS,
  RECORD_CHARS,
  type EventRecord,
  type Pause,
} from './record.ts';
import type { Sender } from './sender.ts';

/** Milliseconds from an event to its request, and between requests: few requests, yet soon. */
const SOON_MS = 1_000;
const SPACING_MS = 3_000;

/** In whose name events are sent. */
export interface Who {
  token?: string | undefined;
  device?: string | undefined;
}

/** Tells what became of events: delivered when there is no reason. */
export type Tell = (count: number, reason?: DropReason, code?: string) => void;

/** The device queue of events: written first, sent later, by one tab at a time. */
export interface Queue {
  /** Takes an event as JSON. The store has it before the present task ends. */
  add(json: string): void;
  /** Tries to send all that waits. `eager`: whatever pause we took on our own account. */
  flush(eager?: boolean): Promise<void>;
  /** Ends the queue: requests under way are cut. Answers how many of this tab's events were not delivered. */
  close(): number;
  /** Ends the queue and deletes its store. */
  wipe(): Promise<void>;
}

/** What changes hands between the queue and its sender. */
export interface State {
  /** What the present flush has still to send. */
  waiting: Map<string, EventRecord>;
  pause?: Pause | undefined;
  /** When a request was answered last. */
  sentAt: number;
  /** The last customer token; `undefined` before the first answer. */
  jwt?: string | null;
  /** Whose it is. */
  holder?: string | undefined;
}

/** What the sender, a lazy chunk, works with. */
export interface Shared {
  identity: Client['identity'];
  records: Records;
  signal: AbortSignal;
  tell: Tell;
  state: State;
  /** What this tab made and nobody delivered: a hiding page can send it without waiting for the disk. */
  own: Map<string, EventRecord>;
  /** Flushes so soon, if not sooner. */
  arm(ms: number): void;
  /** Writes what is not written yet; resolves when all is. */
  persist(): Promise<unknown>;
  /** Whether a pause holds. `eager` passes over one of our own making. */
  rests(eager: boolean): boolean;
  /** The oldest events of one name that fit into `room` bytes. */
  pick(from: Iterable<EventRecord>, room: number): EventRecord[];
  nameOf(record: EventRecord): Who;
  write(list: readonly (EventRecord | Pause)[]): void;
  /** Tells all tabs that a request took these, or (undefined) that it failed. */
  mark(batch: readonly EventRecord[], at: number | undefined): void;
  /** Forgets records here, on the disk and in all tabs; answers how many events they held. */
  gone(batch: readonly EventRecord[]): Promise<number>;
  /** No answer: undefined. `last`: the request outlives the page. */
  post(batch: EventRecord[], who: Who, last?: boolean): Promise<Response | undefined>;
}

/** @param prefix random, new with every page */
export function createQueue(
  { platform, identity, options }: Pick<Client, 'platform' | 'identity' | 'options'>,
  prefix: string,
  collector: TrackerOptions['collector'],
  tell: Tell,
): Queue {
  const name = 'events';
  const records = platform.records(name);
  const stop = new AbortController();
  const { signal } = stop;
  const own = new Map<string, EventRecord>();
  const state: State = { waiting: new Map(), sentAt: 0 };
  /** Of `own`, what the store does not have yet. */
  let fresh: EventRecord[] = [];
  let made = 0;
  let chars = 0;
  let flying = 0;
  let written: Promise<unknown> | undefined;
  let busy = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;

  /** What other tabs do. `0`: it is done with; else when a request took it, and undefined when that failed. */
  const tabs = platform.channel(name, (data) => {
    const [at, keys] = data as [number | undefined, string[]];
    for (const key of keys) {
      state.waiting.delete(key);
      const record = own.get(key);
      if (at === 0) disown(key);
      else if (record) record.h = at;
    }
  });

  function disown(key: string): void {
    chars -= own.get(key)?.b.length ?? 0;
    own.delete(key);
  }

  const countOf = (list: Iterable<EventRecord>): number => [...list].reduce((sum, { n }) => sum + n, 0);

  function arm(ms: number): void {
    const at = Date.now() + ms;
    if (signal.aborted || (timer && due <= at)) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      timer = undefined;
      void flush();
    }, ms);
  }

  function write(list: readonly (EventRecord | Pause)[]): void {
    if (!signal.aborted) written = records.set(list.map((record) => [record.k, record]));
  }

  async function persist(): Promise<unknown> {
    if (fresh[0]) {
      write(fresh.splice(0));
      // Within bounds, as a clock may be set back.
      arm(Math.min(SPACING_MS, Math.max(SOON_MS, state.sentAt + SPACING_MS - Date.now())));
    }
    return written;
  }

  const rests = (eager: boolean, { pause } = state): boolean =>
    !!pause && (pause.asked || !eager) && near(pause.from, Date.now(), pause.ms);

  /** Never the token or the device of somebody else than who made the events. */
  function nameOf({ u, d }: EventRecord): Who {
    const { device, userId } = identity;
    return collector
      ? {}
      : {
          token: (u && u === userId && u === state.holder && state.jwt) || undefined,
          device: !d || d === device?.deviceId ? device?.token : undefined,
        };
  }

  function pick(from: Iterable<EventRecord>, room: number): EventRecord[] {
    let name: string | undefined;
    return [...from].filter((record) => {
      if (room < 0) return false;
      const its = JSON.stringify(nameOf(record));
      if ((name ??= its) != its) return false;
      // The first that does not fit ends the batch: the order stays.
      room -= bytesOf(record.b);
      return room >= 0;
    });
  }

  function mark(batch: readonly EventRecord[], at: number | undefined): void {
    for (const record of batch) {
      record.h = at;
      state.waiting.delete(record.k);
    }
    tabs.post([at, batch.map(({ k }) => k)]);
  }

  async function gone(batch: readonly EventRecord[]): Promise<number> {
    const keys = batch.map(({ k }) => k);
    keys.forEach(disown);
    tabs.post([0, keys]);
    state.pause = undefined;
    await records.delete([...keys, PAUSE]);
    return countOf(batch);
  }

  async function post(batch: EventRecord[], who: Who, last = false): Promise<Response | undefined> {
    const at = Date.now();
    mark(batch, at);
    const text =
      `{"batch":[${batch.map(({ b }) => b).join()}],` +
      JSON.stringify({
        writeKey: collector?.writeKey ?? options.key,
        sentAt: new Date(at).toISOString(),
        ...who,
      }).slice(1);
    try {
      return await platform.fetch(collector?.url ?? `${options.endpoint}/v1/batch`, {
        method: 'POST',
        // No browser asks for permission to send text without a header of ours; a packed body shows by its first bytes.
        headers: { 'content-type': 'text/plain' },
        // Packing takes a task, which a page that goes does not have.
        body: last || collector ? text : await (await sender()).pack(text),
        keepalive: last,
        credentials: 'omit',
        signal: AbortSignal.any([signal, AbortSignal.timeout(last ? LAST_ANSWER_MS : ANSWER_MS)]),
      });
    } catch {
      // Refused, cut, aborted or too late: the events stay where they are.
      return undefined;
    }
  }

  let chunk: Promise<Sender> | undefined;
  /** Loaded as soon as there is a queue; what cannot be sent without it is safe on the disk. */
  async function sender(): Promise<Sender> {
    // Offline it is not tried: Firefox remembers a module that failed until the page is left.
    if (!chunk && !platform.online) throw new Error('offline');
    chunk ??= import('./sender.ts').then(({ createSender }) =>
      createSender({
        identity,
        records,
        signal,
        tell,
        state,
        own,
        arm,
        persist,
        rests,
        pick,
        nameOf,
        write,
        mark,
        gone,
        post,
      }),
    );
    chunk.catch(() => (chunk = undefined));
    return chunk;
  }

  /** One flush at a time in this tab, one tab at a time in this browser. */
  function flush(eager = false): Promise<void> {
    return (busy = busy
      .then(async () => {
        if (signal.aborted) return;
        const { round } = await sender();
        await platform.lock(name, () => round(eager));
      })
      // One round that fails must not end all later ones; the events stay where they are.
      .catch(() => arm(HANDED_MS)));
  }

  /** The page may end now: gives what fits to requests that outlive it, and leaves the rest on the disk. */
  function hide(): void {
    // Where the disk keeps them a pause is kept as well; memory ends with the page.
    while (platform.online && !rests(records.kind == 'memory')) {
      const batch = pick(
        [...own.values()].filter(({ h }) => !near(h, Date.now(), HANDED_MS)),
        LAST_BYTES - flying,
      );
      if (!batch[0]) break;
      const size = bytesOf(batch.map(({ b }) => b).join());
      const who = nameOf(batch[0]);
      flying += size;
      void post(batch, who, true).then(async (response) => {
        flying -= size;
        await (await sender()).judge(batch, who, response);
      });
    }
    // What is under way may arrive although its answer is lost: the next page is told to wait.
    const changed = [...own.values()].filter((record) => record.h || fresh.includes(record));
    fresh = [];
    if (changed[0]) write(changed);
  }

  const ends = [
    platform.on('hide', hide),
    platform.on('show', () => {
      // While the page slept others may have sent unheard what it made. All of it is on the disk.
      if (records.kind == 'disk') for (const key of own.keys()) disown(key);
      void flush();
    }),
    platform.on('online', () => void flush(true)),
    tabs.close,
  ];
  arm(SOON_MS);
  sender().catch(() => {}); // tried again by every flush

  function close(): number {
    stop.abort();
    clearTimeout(timer);
    ends.forEach((end) => end());
    return countOf(own.values());
  }

  return {
    add(json) {
      const { length } = json;
      if (length > EVENT_CHARS || chars + length > QUEUE_CHARS)
        return tell(1, length > EVENT_CHARS ? 'too-large' : 'full');
      chars += length;
      const u = identity.userId ?? (state.jwt === undefined ? undefined : '');
      const d = identity.device?.deviceId;
      let record = fresh.at(-1);
      if (!record) queueMicrotask(() => void persist());
      if (!record || record.u != u || record.d != d || record.b.length + length > RECORD_CHARS) {
        const t = Date.now();
        record = { k: t.toString(36) + prefix + (1e6 + made++), u, d, t, n: 0, b: '' };
        fresh.push(record);
        own.set(record.k, record);
      }
      record.b += record.n++ ? ',' + json : json;
    },
    flush,
    close,
    async wipe() {
      close();
      await written;
      await records.wipe();
    },
  };
}
