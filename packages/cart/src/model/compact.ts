import { LONGEST_OFFLINE_MS } from '@continuo/protocol/constants';
import type { Part } from '@continuo/protocol';
import { winningSet, type CartState, type Line } from './line.ts';

/** The oldest version that a replica may still refer to, and when (ms) it was met. One row of `cart_seen`. */
export interface Seen {
  readonly replica: string;
  readonly seen: number;
  readonly at: number;
}

/** How far behind, and how long away, a replica may be for its edits to be understood exactly. */
export interface Expiry {
  readonly versions: number;
  readonly ms: number;
}
export const EXPIRY: Expiry = { versions: 1000, ms: LONGEST_OFFLINE_MS };

export const liveReplicas = (seen: readonly Seen[], v: number, now: number, expiry = EXPIRY): Seen[] =>
  seen.filter((row) => v - row.seen <= expiry.versions && now - row.at <= expiry.ms);

/** The version that every live replica has seen. Never goes back. */
export const horizonOf = (cart: CartState, live: readonly Seen[]): number =>
  Math.max(
    cart.horizon,
    live.reduce((least, row) => Math.min(least, row.seen), cart.v),
  );

/**
 * Folds what every live replica has seen: parts into one, and tombstones away. Nobody can tell: every later operation
 * of a live replica observes all that was folded.
 */
export function compact(cart: CartState, horizon: number): CartState {
  if (horizon <= cart.horizon) return cart;
  const lines: Record<string, Line> = {};
  for (const [address, line] of Object.entries(cart.lines)) {
    if (line.parts.length > 0) {
      const parts = fold(line.parts, horizon);
      lines[address] = parts === line.parts ? line : { ...line, parts };
    } else if (line.lv > horizon || address === 'cart') lines[address] = line;
  }
  return { ...cart, horizon, lines };
}

function fold(parts: readonly Part[], horizon: number): readonly Part[] {
  const old = parts.filter((part) => part[0] <= horizon);
  if (old.length < 2) return parts;
  const young = parts.filter((part) => part[0] > horizon);
  const base = winningSet(old);
  const sum = old.reduce((n, part) => n + (part[4] ? 0 : part[3]), 0);
  // The oldest version of all keeps the line's place among the others.
  const v = Math.min(...old.map((part) => part[0]));
  const folded = (n: number, isSet: 0 | 1): Part[] => (n > 0 ? [[v, '', 0, n, isSet]] : []);
  // Under a younger typed quantity the old one does not count, but it must not turn into an addition either; it goes
  // when the younger one is folded.
  if (base && winningSet(young)) return [...folded(base[3], 1), ...folded(sum, 0), ...young];
  return [...folded(sum + (base?.[3] ?? 0), 0), ...young];
}
