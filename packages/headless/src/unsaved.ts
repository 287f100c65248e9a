import type { Client } from '@continuo/core';
import { MARK } from './reviews/device.ts';

/** What was kept at once and is not in the records yet. */
export interface Unsaved<T> {
  readonly entries: readonly [name: string, value: T][];
  /** It is in the records, or is to be forgotten. */
  done(): void;
}

const parse = (line: string): [name: string, value: unknown] | undefined => {
  try {
    const [name, value] = JSON.parse(line) as [unknown, unknown];
    return typeof name === 'string' && value && typeof value === 'object' ? [name, value] : undefined;
  } catch {
    return undefined; // Somebody else's, or half of it: it is left where it is, and does no harm.
  }
};

/** What was kept at once under such names, in the order in which it was. */
export function unsaved<T>({ platform: { small } }: Client, isMeant: (name: string) => boolean): Unsaved<T> {
  const lines = () => small.get(MARK)?.split('\n') ?? [];
  const mine = lines().flatMap((line) => {
    const entry = parse(line);
    return entry && isMeant(entry[0]) ? [[line, entry as [string, T]] as const] : [];
  });
  return {
    entries: mine.map(([, entry]) => entry),
    done() {
      const saved = new Set(mine.map(([line]) => line));
      const before = lines();
      // What was kept meanwhile stays; after a logout there is nothing.
      const after = before.filter((line) => !saved.has(line));
      if (after.length < before.length) small.set(MARK, after.join('\n'));
    },
  };
}
