import { createTracker } from '../index.ts';
import type { Diagnostics } from '../types.ts';
import type { world } from './world.ts';

export type Marked = { Marked: { n: number; text?: string } };
export const marks = (messages: readonly { [field: string]: unknown }[]) =>
  messages.map(({ properties }) => (properties as Marked['Marked']).n);
export const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** A tracker in a new tab of `w`, and what it told. */
export function start(w: ReturnType<typeof world>, options: Parameters<typeof createTracker>[1] = {}) {
  const tab = w.tab();
  const tracker = createTracker<Marked>(tab.client, options);
  const drops: Diagnostics['drop'][] = [];
  tracker.on('drop', (drop) => drops.push(drop));
  return { ...tab, tracker, drops, mark: (n: number, text?: string) => tracker.track('Marked', { n, text }) };
}
