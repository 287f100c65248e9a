import type { CollectResult } from '@continuo/protocol';
import { LONGEST_OFFLINE_MS } from '@continuo/protocol/constants';
import type { Shared, Who } from './queue.ts';
import { BATCH_BYTES, HANDED_MS, near, PAUSE, type EventRecord, type Pause } from './record.ts';
import { backoff, retryAfter } from './retry.ts';

export interface Sender {
  /** Sends all that waits, whichever tab made it. To be called by one tab at a time. */
  round(eager: boolean): Promise<void>;
  /** Does what an answer asks for; false when the rest should wait. */
  judge(batch: EventRecord[], who: Who, response: Response | undefined): Promise<boolean>;
  /** What our own backend takes: packed where that pays. */
  pack(text: string): Promise<string | ArrayBuffer>;
}

/** Milliseconds in which a tab hears what another one said. */
const HEARD_MS = 1_000;
/** Below this, packing costs more than it saves. */
const PACK_CHARS = 1_000;

/** The part of the queue that talks to a collector. No page waits for it: it is loaded beside. */
export function createSender(shared: Shared): Sender {
  const { identity, records, signal, tell, state, own, arm, nameOf, gone, write } = shared;

  /** Asks who is logged in. */
  async function learn(): Promise<void> {
    // Where the shop's own server does not answer, events go without a token and are believed less.
    state.jwt = await identity.token().catch(() => null);
    state.holder = identity.userId;
    for (const record of own.values()) record.u ??= state.holder ?? '';
  }
  void learn();
  // Opens the store, which reading alone would not make: the next events are in it at once, even where the page goes.
  write([]);
  // A visit before may have been told to wait.
  void records.get<Pause>(PAUSE).then((stored) => (state.pause ??= stored));

  async function deliver(batch: EventRecord[], who = nameOf(batch[0]!)): Promise<boolean> {
    return !signal.aborted && judge(batch, who, await shared.post(batch, who));
  }

  async function judge(batch: EventRecord[], who: Who, response: Response | undefined): Promise<boolean> {
    const { status = 0, ok, headers } = response ?? {};
    // Collectors of others answer with words or nothing at all.
    const answer =
      ok && ((await response!.json().catch(() => undefined)) as Partial<CollectResult> | undefined);
    const { rejected = [] } = answer || {};
    const now = (state.sentAt = Date.now());
    if (signal.aborted) return false;
    if (ok) {
      for (const { code } of rejected) tell(1, 'refused', code);
      tell((await gone(batch)) - rejected.length);
      return true;
    }
    // A refused token must not cost the events: without it they arrive as what they then are.
    if (status === 401 && who.token) return deliver(batch, { device: who.device });
    if ([400, 413, 422].includes(status)) return divide(batch);
    const tries = (state.pause?.tries ?? 0) + 1;
    const asked = retryAfter(headers?.get('retry-after') ?? null, now);
    const pause = { k: PAUSE, from: now, ms: asked ?? backoff(tries), tries, asked: asked !== undefined };
    state.pause = pause;
    shared.mark(batch, undefined);
    write([...batch, pause]);
    arm(pause.ms);
    return false;
  }

  /** Something in this batch was refused: halves it until the bad event stands alone, and drops that. */
  async function divide(batch: EventRecord[]): Promise<boolean> {
    const [record] = batch as [EventRecord];
    if (batch.length < 2) {
      if (record.n < 2) {
        tell(await gone(batch), 'refused');
        return true;
      }
      const events = JSON.parse(`[${record.b}]`) as unknown[];
      const half = record.n >> 1;
      batch = [events.slice(0, half), events.slice(half)].map((part, i) => ({
        ...record,
        k: record.k + '+'.repeat(i),
        n: part.length,
        b: JSON.stringify(part).slice(1, -1),
      }));
      // In one transaction: the second half, and the first in place of the whole.
      if (own.has(record.k)) for (const part of batch) own.set(part.k, part);
      write(batch);
    }
    const half = batch.length >> 1;
    return (await deliver(batch.slice(0, half))) && deliver(batch.slice(half));
  }

  return {
    judge,
    async pack(text) {
      if (text.length < PACK_CHARS || typeof CompressionStream == 'undefined') return text;
      const packed = new Response(text).body!.pipeThrough(new CompressionStream('gzip'));
      return new Response(packed).arrayBuffer();
    },
    async round(eager) {
      const mine = [...own.keys()];
      const written = shared.persist();
      await learn();
      await written;
      if (signal.aborted) return;
      const stored = new Map(await records.entries<EventRecord>());
      // Its lock can come to us before its word that it has delivered ours.
      if (mine.some((key) => own.has(key) && !stored.has(key)))
        await new Promise((on) => setTimeout(on, HEARD_MS));
      if (signal.aborted) return;
      state.pause = stored.get(PAUSE) as Pause | undefined;
      stored.delete(PAUSE);
      const now = Date.now();
      if (shared.rests(eager)) return arm(state.pause!.from + state.pause!.ms - now);
      // Being online again is told too early at times: what failed before it says nothing about now.
      if (eager && state.pause) state.pause.tries = 0;
      // What we made and the disk lost, by a wipe of what was before, is sent all the same.
      for (const [key, record] of own) stored.set(key, record);
      state.waiting = new Map();
      const old: EventRecord[] = [];
      for (const [k, record] of [...stored].sort(([a], [b]) => (a < b ? -1 : 1)))
        if (!(record?.t > now - LONGEST_OFFLINE_MS)) old.push({ ...record, k, n: record?.n ?? 1 });
        else if (near(record.h, now, HANDED_MS)) arm(record.h! + HANDED_MS - now);
        else state.waiting.set(k, record);
      if (old.length) tell(await gone(old), 'expired');
      while (state.waiting.size)
        if (!(await deliver(shared.pick(state.waiting.values(), BATCH_BYTES)))) return;
    },
  };
}
