import type { Logger } from 'pino';
import type { Database } from '../database/index.ts';
import { OUTBOX_CHANNEL } from './announce.ts';
import { asChange, present, readOutbox, type News, type Position } from './queries.ts';

/** Milliseconds between looks when no notification came: covers a lost connection. */
const POLL_MS = 250;

/** A change as bytes of the stream; made once for all who get it. */
export interface Encoded {
  prev: number;
  cursor: number;
  bytes: Uint8Array;
}
const encoder = new TextEncoder();
export const frame = (lines: string): Uint8Array => encoder.encode(`${lines}\n\n`);
export const encode = (news: Omit<News, 'ws' | 'subject'>): Encoded => {
  const change = asChange(news);
  const bytes = frame(`id: ${news.cursor}\nevent: change\ndata: ${JSON.stringify(change)}`);
  return { prev: news.prev, cursor: news.cursor, bytes };
};

/** Reads the outbox for all streams of one node; runs only while there are any. */
export class Hub {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #subscribers = new Map<string, Set<(change: Encoded) => void>>();
  #position: Position | undefined;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: Promise<() => Promise<void>> | undefined;
  #reading = false;
  #again = false;
  #closed = false;

  constructor(database: Database, log: Logger) {
    this.#database = database;
    this.#log = log;
  }

  /** Hears every change of a subject that is committed after this resolved. */
  async subscribe(ws: number, subject: string, hear: (change: Encoded) => void): Promise<() => void> {
    const key = `${ws} ${subject}`;
    const set = this.#subscribers.get(key) ?? new Set();
    this.#subscribers.set(key, set.add(hear));
    this.#unlisten ??= this.#database.listen(OUTBOX_CHANNEL, () => this.#look());
    await this.#unlisten;
    this.#position ??= await present(this.#database.db);
    this.#schedule();
    return () => {
      set.delete(hear);
      if (set.size === 0 && this.#subscribers.get(key) === set) this.#subscribers.delete(key);
      if (this.#subscribers.size > 0) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#position = undefined;
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#subscribers.clear();
    await (
      await this.#unlisten?.catch(() => undefined)
    )?.();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, POLL_MS);
    this.#timer.unref();
  }

  #look(): void {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    this.#read()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'outbox not read; trying again'))
      .finally(() => {
        this.#reading = false;
        if (this.#subscribers.size > 0) this.#schedule();
      });
  }

  async #read(): Promise<void> {
    do {
      this.#again = false;
      const from = this.#position;
      if (from === undefined || this.#closed) return;
      const { news, position } = await readOutbox(this.#database.db, from);
      if (this.#position !== from) return; // everybody left meanwhile
      this.#position = position;
      for (const item of news) {
        const hearers = this.#subscribers.get(`${item.ws} ${item.subject}`);
        if (!hearers) continue;
        const encoded = encode(item);
        for (const hear of hearers) hear(encoded);
      }
      if (news.length > 0) this.#again = true;
    } while (this.#again);
  }
}
