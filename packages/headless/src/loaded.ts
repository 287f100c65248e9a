import type { Client, ContinuoErrorLike } from '@continuo/core';
import { onMount, type WritableAtom } from 'nanostores';

/**
 * Where a view stands. `ready` keeps its data when a later load fails: `error` then says so beside it. `empty` is an
 * answer: the backend knows no such thing. `offline` is an error that heals by itself.
 */
export type Phase = 'loading' | 'ready' | 'empty' | 'error' | 'offline';

export interface Loaded<T> {
  phase: Phase;
  data?: T;
  error?: ContinuoErrorLike;
}

/** Milliseconds for which an answer is not asked for again on focus. */
export const FRESH_MS = 30_000;

export const failed = <T>(before: Loaded<T>, error: ContinuoErrorLike): Loaded<T> => ({
  ...before,
  error,
  phase: before.data ? before.phase : error.code === 'net/offline' ? 'offline' : 'error',
});

/**
 * While somebody listens: loads once, again when the page is looked at after `FRESH_MS`, and when the network returns.
 * Nothing runs for a store that nobody shows.
 */
export function keepFresh<T>(client: Client, $store: WritableAtom<Loaded<T>>, load: () => void): void {
  let asked = 0;
  const ask = () => {
    asked = Date.now();
    load();
  };
  onMount($store, () => {
    if (Date.now() - asked > FRESH_MS || !$store.get().data) ask();
    const stops = [
      client.platform.on('show', () => {
        if (Date.now() - asked > FRESH_MS) ask();
      }),
      client.platform.on('online', () => {
        if ($store.get().error) ask();
      }),
    ];
    return () => stops.forEach((stop) => stop());
  });
}
