import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { CartBackend } from '../backend.ts';
import { append, newRecord, QUOTE_LIFE_MS, type Batch } from './record.ts';
import { createShelf, type Shelf } from './shelf.ts';
import type { Sync, Talk } from './sync.ts';

/** A tab that is frozen while it sends must not stop the others for longer than a request can take. */
const LOCK_MS = 20_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** Another tab's waiting work is looked after by this one when it still waits after so long. */
const HELP_MS = 3_000;

export interface Engine {
  readonly shelf: Shelf;
  readonly talk: Talk;
  loading: boolean;
  /** Resolves when it is in the record; false when its cart is gone. */
  press(batch: Batch): Promise<boolean>;
  /** Sends what waits and hears what is new. Rejects when that fails or takes longer than `ms`. */
  flush(ms: number): Promise<void>;
  destroy(): void;
}

/**
 * Keeps what was pressed, and sees to it that it is sent. Every tab saves its own presses; sending is done by one at a
 * time, but two at once would do no harm: the backend counts each number once.
 */
export function createEngine(client: Client, backend: CartBackend, redraw: () => void): Engine {
  const { platform, identity } = client;
  let sync: Sync | undefined;
  let running = false;
  let tries = 0;
  /** Milliseconds since 1970: the backend asked for quiet until then. */
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  let expiry: ReturnType<typeof setTimeout> | undefined;
  /** All saving that was begun. */
  let saving: Promise<unknown> = Promise.resolve();
  const waiting = new Set<{ done(): void; failed(error: Error): void }>();

  const shelf = createShelf(client, (heard) => {
    redraw();
    if (heard && needs()) timer ??= setTimeout(kick, HELP_MS);
    clearTimeout(expiry);
    if (!shelf.record?.quote) return;
    expiry = setTimeout(
      () => {
        redraw();
        if (platform.visible) ask();
      },
      Math.max(0, shelf.record.quotedAt + QUOTE_LIFE_MS - Date.now()) + 1_000,
    );
  });

  /** Whether there is a reason to speak to the backend. */
  const needs = (): boolean => {
    const { record } = shelf;
    if (talk.destroyed || talk.stopped) return false;
    if (!record) return talk.due && !!identity.userId;
    const isGuest = !!backend.merge && !!identity.userId && !record.owned;
    return talk.due || record.pend.length > 0 || talk.wanted > record.v || isGuest;
  };

  const later = (wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(kick, wait);
  };

  const work = async () => {
    try {
      sync ??= (await import('./sync.ts')).createSync(talk);
    } catch (error) {
      return talk.failed(error as ContinuoErrorLike);
    }
    // Before asking, so that nothing falls between the answer and the first change.
    sync.follow();
    while (needs() && (await sync.step())) tries = 0;
  };

  const kick = () => {
    clearTimeout(timer);
    timer = undefined;
    if (running || !needs()) return;
    if (Date.now() < notBefore) return later(notBefore - Date.now());
    running = true;
    let begun: Promise<void> | undefined;
    const once = () => (begun ??= work());
    const impatient = new Promise((resolve) => (late = setTimeout(resolve, LOCK_MS))).then(once);
    void Promise.race([platform.lock('cart', once), impatient]).then(() => {
      clearTimeout(late);
      running = false;
      if (!needs()) waiting.forEach(({ done }) => done());
      // Not `!timer`: where the page is gone all fails at once and timers are 0, so that this would go on for ever.
      else if (timer === undefined) kick();
    });
  };
  /** Something happened after which it is worth trying at once. */
  const again = () => {
    tries = 0;
    kick();
  };
  const ask = () => {
    talk.due = true;
    again();
  };

  const talk: Talk = {
    client,
    backend,
    shelf,
    destroyed: false,
    due: false,
    wanted: 0,
    reachable: true,
    stopped: undefined,
    kick,
    ask,
    failed(error) {
      notBefore = Date.now() + (error.retryAfter ?? 0);
      later(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** tries++) * (1 + Math.random() / 4));
      waiting.forEach((one) => one.failed(error));
      redraw();
    },
  };

  const flush = async (ms: number) => {
    await saving;
    return new Promise<void>((resolve, reject) => {
      const end = (fn: () => void) => {
        clearTimeout(tooLate);
        waiting.delete(one);
        fn();
      };
      const one = { done: () => end(resolve), failed: (error: Error) => end(() => reject(error)) };
      const tooLate = setTimeout(() => one.failed(new Error('The cart could not be sent in time.')), ms);
      waiting.add(one);
      talk.due ||= !!shelf.record;
      again();
      if (!running) one.done();
    });
  };

  /** Brings what was pressed into the record. False: the cart that it was made on is gone. */
  const save = async (batch: Batch): Promise<boolean> => {
    const { visit } = shelf;
    let kept = false;
    const to = (lineage?: string) =>
      shelf.commit((old) => {
        kept = !lineage || old?.id === lineage;
        if (!kept) return old;
        return append(old ?? newRecord(Date.now(), { owned: !!identity.userId }), batch, platform.online);
      });
    const saved = to(batch.on?.id).then<unknown>(
      // Gone without a word, so cleared by the browser. If the word is only late, these are the former visitor's names.
      () => kept || visit !== shelf.visit || to(),
    );
    saving = Promise.all([saving, saved]);
    await saved;
    again();
    return kept;
  };

  const ends = [
    identity.subscribe(() => {
      talk.stopped = undefined;
      if (!shelf.record && identity.userId) talk.due = true;
      again();
      redraw();
    }),
    platform.on('online', ask),
    platform.on('offline', redraw),
    platform.on('show', () => shelf.record && ask()),
    platform.on('hide', () => sync?.last()),
    client.beforeLogout(() => flush(2_000)),
    client.onWipe(() => {
      Object.assign(talk, { due: false, wanted: 0, stopped: undefined });
      clearTimeout(timer);
      timer = undefined;
      sync?.forget();
      shelf.wipe();
      void look();
    }),
  ];

  /** Shows what is stored, if anything is: another tab may have been pressed in first. */
  const look = async () => {
    const left = shelf.unsaved;
    await shelf.load();
    for (const batch of left) void save(batch);
    engine.loading = false;
    redraw();
    if (shelf.record || identity.userId) ask();
  };

  const engine: Engine = {
    shelf,
    talk,
    loading: shelf.used,
    press(batch) {
      shelf.press(batch);
      return save(batch);
    },
    flush,
    destroy() {
      talk.destroyed = true;
      for (const one of [timer, late, expiry]) clearTimeout(one);
      sync?.forget();
      ends.forEach((end) => end());
      shelf.close();
    },
  };
  void look();
  // Who the customer is. Should it fail, the next request asks again.
  if (client.options.getToken) identity.token().catch(() => {});
  return engine;
}
