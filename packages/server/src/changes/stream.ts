import { encode, frame, type Encoded, type Hub } from './hub.ts';
import { problem } from '../http/problem.ts';
import { changesSince } from './queries.ts';
import type { Db } from '../database/types.ts';

/** Milliseconds between comments, which prove that the stream is alive. */
const COMMENT_MS = 10_000;
/** Milliseconds after which a stream ends itself. */
const LONGEST_MS = 10 * 60_000;
/** Bytes that may wait for a slow reader. */
const BACKLOG_BYTES = 64_000;
/** Changes that may arrive while the backlog is still being read. */
const WAITING = 1_000;
/** Streams of one visitor; the oldest goes. */
const STREAMS = 5;
/** Milliseconds until a reader comes back after a planned end. */
const RETRY_MS = 1_000;

export interface StreamRequest {
  db: Db;
  ws: { readonly id: number };
  subject: string;
  /** The last cursor applied; undefined: from now on. */
  after: number | undefined;
  /** When the caller's credential ends. */
  expires: Date | undefined;
  now: () => Date;
  signal: AbortSignal;
}

/** The open streams of one node. */
export class Streams {
  readonly #hub: Hub;
  readonly #count: (open: number) => void;
  readonly #commentMs: number;
  readonly #open = new Map<string, Set<() => void>>();
  #closed = false;

  constructor(hub: Hub, count: (open: number) => void, commentMs = COMMENT_MS) {
    this.#hub = hub;
    this.#count = count;
    this.#commentMs = commentMs;
  }

  /** Ends all, telling their readers to come back, and opens no others. */
  close(): void {
    this.#closed = true;
    for (const set of [...this.#open.values()]) for (const end of [...set]) end();
  }

  /** A subject's changes as `text/event-stream`. */
  open(request: StreamRequest): Response {
    if (this.#closed) throw problem('request/unavailable', { headers: { 'Retry-After': '1' } });
    const { db, ws, subject, after, expires, now, signal } = request;
    const key = `${ws.id} ${subject}`;
    const own = this.#open.get(key) ?? new Set();
    this.#open.set(key, own);
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    let unsubscribe: (() => void) | undefined;
    let ended = false;
    const timers: NodeJS.Timeout[] = [];

    const stop = () => {
      if (ended) return;
      ended = true;
      unsubscribe?.();
      for (const timer of timers) clearTimeout(timer);
      pulled?.();
      own.delete(bye);
      if (own.size === 0 && this.#open.get(key) === own) this.#open.delete(key);
      this.#report();
    };
    const drop = () => {
      if (ended) return;
      stop();
      controller.error(new Error('The reader is too slow'));
    };
    const write = (bytes: Uint8Array) => {
      if (ended) return;
      const room = controller.desiredSize ?? 0;
      // one change that is larger than the bound still gets through to a reader that keeps up
      if (room < bytes.byteLength && room < BACKLOG_BYTES) drop();
      else controller.enqueue(bytes);
    };
    let pulled: (() => void) | undefined;
    const drained = async () => {
      while (!ended && (controller.desiredSize ?? 0) < BACKLOG_BYTES / 2)
        await new Promise<void>((r) => (pulled = r));
    };
    const bye = () => {
      if (ended) return;
      write(frame(`event: bye\nretry: ${RETRY_MS}\ndata: {}`));
      if (ended) return;
      stop();
      controller.close();
    };

    const begin = async () => {
      let cursor = -1;
      let waiting: Encoded[] | undefined = [];
      const send = (change: Encoded) => {
        if (change.cursor <= cursor) return;
        cursor = change.cursor;
        write(change.bytes);
      };
      const hear = (change: Encoded) => {
        if (!waiting) send(change);
        else if (waiting.push(change) > WAITING) drop();
      };
      const leave = await this.#hub.subscribe(ws.id, subject, hear);
      if (ended) return leave();
      unsubscribe = leave;
      let list = await changesSince(db, ws, subject, after);
      cursor = list.reset || after === undefined ? list.cursor : after;
      write(
        frame(`id: ${cursor}\nevent: ${list.reset ? 'reset' : 'ready'}\ndata: ${JSON.stringify({ cursor })}`),
      );
      for (;;) {
        for (const c of list.changes) {
          send(encode({ ...c, at: new Date(c.at) }));
          await drained();
        }
        if (!list.more) break;
        list = await changesSince(db, ws, subject, cursor);
      }
      const held: Encoded[] = waiting;
      waiting = undefined;
      for (const change of held) send(change);
      const comment = () => {
        write(frame(':'));
        if (!ended) timers[0] = setTimeout(comment, this.#commentMs);
      };
      timers[0] = setTimeout(comment, this.#commentMs);
      const left = expires === undefined ? LONGEST_MS : expires.getTime() - now().getTime();
      timers[1] = setTimeout(bye, Math.max(0, Math.min(LONGEST_MS, left)));
    };

    const stream = new ReadableStream<Uint8Array>(
      {
        start: (c) => {
          controller = c;
          begin().catch((error: unknown) => {
            if (ended) return;
            stop();
            controller.error(error);
          });
        },
        pull: () => pulled?.(),
        cancel: stop,
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BACKLOG_BYTES }),
    );
    signal.addEventListener('abort', stop, { once: true });
    own.add(bye);
    if (own.size > STREAMS) own.values().next().value!();
    this.#report();
    return new Response(stream, {
      headers: {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      },
    });
  }

  #report(): void {
    let open = 0;
    for (const set of this.#open.values()) open += set.size;
    this.#count(open);
  }
}
