import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { lockFolder } from './lock.ts';
import type { Tables } from './tables.ts';
import type { Database } from './types.ts';

/** `folder` absent: in memory. `dump`: a file made by `dumpEmbedded`, memory only. */
export interface StoreOptions {
  folder?: string | undefined;
  dump?: string | undefined;
}

type Op =
  | { op: 'ready' | 'begin' | 'commit' | 'rollback' | 'syncs' | 'dump' | 'close' }
  | { op: 'query'; sql: string; parameters: unknown[] };
export type Call = Op & { id: number };
export interface Answer {
  id?: number;
  value?: unknown;
  error?: { message: string } & Partial<
    Record<'code' | 'detail' | 'constraint' | 'table', string | undefined>
  >;
  channel?: string;
  payload?: string;
}

interface Result<T> {
  rows: T[];
  affectedRows?: number;
  fields: { name: string; dataTypeID: number }[];
}
interface Queries {
  query<T>(sql: string, parameters?: readonly unknown[]): Promise<Result<T>>;
}

/** Milliseconds without an answer after which the thread is ended: nothing inside it can stop a query. */
const HUNG_MS = 120_000;

/** The part of PGlite that kysely's dialect calls, by messages to the thread that owns it. */
export class EmbeddedStore implements Queries {
  ready = false;
  closed = false;
  readonly waitReady: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  readonly #heard: (channel: string, payload: string) => void;
  #next = 1;
  #guard: NodeJS.Timeout | undefined;
  readonly #hungMs: number;

  constructor(options: StoreOptions, heard: (channel: string, payload: string) => void, hungMs = HUNG_MS) {
    this.#heard = heard;
    this.#hungMs = hungMs;
    // the same file as source (.ts) and as built (.js)
    const file = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
    this.#worker = new Worker(file, { workerData: options, name: 'continuo-database' });
    this.#worker.on('message', (answer: Answer) => this.#take(answer));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The embedded database has stopped')));
    this.waitReady = this.#call<void>({ op: 'ready' }).then(() => {
      this.ready = true;
    });
    this.waitReady.catch(() => undefined); // whoever awaits it hears it
  }

  query<T>(text: string, parameters: readonly unknown[] = []): Promise<Result<T>> {
    return this.#call({ op: 'query', sql: text, parameters: [...parameters] });
  }

  /** The caller (kysely) lets only one run at a time. */
  async transaction<T>(work: (tx: Queries & { rollback(): Promise<void> }) => Promise<T>): Promise<T> {
    await this.#call({ op: 'begin' });
    const tx = {
      query: <R>(s: string, p?: readonly unknown[]) => this.query<R>(s, p),
      rollback: () => this.#call<void>({ op: 'rollback' }),
    };
    let result: T;
    try {
      result = await work(tx);
    } catch (error) {
      await this.#call({ op: 'rollback' });
      throw error;
    }
    await this.#call({ op: 'commit' });
    return result;
  }

  /** How many flushes to the disk the database asked for. */
  syncs(): Promise<number> {
    return this.#call({ op: 'syncs' });
  }

  dump(): Promise<Uint8Array> {
    return this.#call({ op: 'dump' });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.#call({ op: 'close' }).catch(() => undefined); // ended either way by the next line
    await this.#worker.terminate();
  }

  #call<T>(op: Op): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      try {
        this.#worker.postMessage({ ...op, id });
      } catch (error) {
        this.#waiting.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      this.#watch();
    });
  }

  #take(answer: Answer): void {
    if (answer.channel !== undefined) return this.#heard(answer.channel, answer.payload ?? '');
    const waiting = this.#waiting.get(answer.id!);
    if (!waiting) return;
    this.#waiting.delete(answer.id!);
    this.#watch();
    if (answer.error) {
      const { message, ...fields } = answer.error;
      waiting.reject(Object.assign(new Error(message), fields));
    } else waiting.resolve(answer.value as never);
  }

  /** Starts the clock anew at every message: a thread that answers is alive. */
  #watch(): void {
    clearTimeout(this.#guard);
    if (this.#waiting.size === 0) {
      this.#worker.unref();
      return;
    }
    this.#worker.ref();
    if (!this.ready) return; // a first start, or the repair after a kill, may take its time
    this.#guard = setTimeout(() => {
      this.#fail(new Error(`The embedded database gave no answer for ${this.#hungMs} ms`));
      void this.#worker.terminate();
    }, this.#hungMs);
    this.#guard.unref();
  }

  #fail(error: Error): void {
    this.closed = true;
    clearTimeout(this.#guard);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

const channelName = /^[a-z_][a-z0-9_]*$/;

/** Opens the embedded database in a folder, which it locks, or in memory. */
export async function openEmbedded(
  options: StoreOptions & { hungMs?: number | undefined },
): Promise<Database & { store: EmbeddedStore }> {
  const lock = options.folder === undefined ? undefined : lockFolder(options.folder);
  const listeners = new Map<string, Set<(payload: string) => void>>();
  const store = new EmbeddedStore(
    { folder: options.folder && join(options.folder, 'postgres'), dump: options.dump },
    (channel, payload) => listeners.get(channel)?.forEach((heard) => heard(payload)),
    options.hungMs,
  );
  try {
    await store.waitReady;
  } catch (error) {
    await store.close();
    lock?.release();
    throw error;
  }
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: store }) });
  return {
    kind: 'embedded',
    db,
    store,
    async listen(channel, heard) {
      if (!channelName.test(channel)) throw new TypeError(`Not a channel name: ${channel}`);
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(heard));
      await sql`listen ${sql.raw(channel)}`.execute(db);
      return () => {
        known.delete(heard);
        return Promise.resolve();
      };
    },
    publishPort: (port) => lock?.publishPort(port),
    async close() {
      await store.close();
      lock?.release();
    },
  };
}
