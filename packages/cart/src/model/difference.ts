import type { CartPush, LineMeta, Lines, Part, Registers } from '@continuo/protocol';
import { EMPTY_CART, type CartState, type Line } from './line.ts';

/** What a reply and a push say about lines: the difference from `f` (−1: everything) to `v`. */
export type Difference = Pick<CartPush, 'f' | 'v' | 'l' | 'regs' | 'meta'>;

const firstVersion = (line: Line): number =>
  line.parts.reduce((least, part) => Math.min(least, part[0]), line.lv);

/** What changed since version `f`. Everything, when `f` is unknown or so old that tombstones are missing. */
export function differenceSince(cart: CartState, f: number): Difference {
  const since = f < cart.horizon || f > cart.v ? -1 : f;
  const l: Lines = {};
  const regs: Registers = {};
  const meta: Record<string, LineMeta> = {};
  const changed = Object.entries(cart.lines)
    .filter(
      ([, line]) =>
        line.lv > since && (since >= 0 || line.parts.length > 0 || Object.keys(line.regs).length > 0),
    )
    .sort(([a, x], [b, y]) => firstVersion(x) - firstVersion(y) || (a < b ? -1 : 1));
  for (const [address, line] of changed) {
    if (address !== 'cart') {
      if (since < 0 && line.parts.length === 0) continue;
      l[address] = line.parts as Part[];
      if (line.parts.length === 0) continue;
      if (line.meta) meta[address] = line.meta;
    }
    const registers = Object.entries(line.regs);
    if (registers.length > 0) {
      regs[address] = Object.fromEntries(registers.map(([name, [value, v]]) => [name, [value, v]]));
    }
  }
  return { f: since, v: cart.v, l, regs, ...(Object.keys(meta).length > 0 && { meta }) };
}

/** Applies a difference that starts at the version held (or is everything). Lines that did not change keep identity. */
export function patch(cart: CartState, difference: Difference): CartState {
  const { f, v, l, regs, meta } = difference;
  const lines: Record<string, Line> = {};
  const isGone = (address: string) =>
    address in l ? l[address]?.length === 0 : f < 0 && !(address === 'cart' && regs['cart']);
  // Known lines keep their places; new ones come last.
  for (const [address, line] of Object.entries(cart.lines)) if (!isGone(address)) lines[address] = line;
  for (const [address, parts] of Object.entries(l)) {
    if (parts.length > 0) {
      lines[address] = {
        lv: v,
        parts,
        meta: meta?.[address] ?? cart.lines[address]?.meta,
        regs: regs[address] ?? {},
      };
    }
  }
  if (regs['cart']) lines['cart'] = { lv: v, parts: [], regs: regs['cart'] };
  return { v, horizon: 0, lines };
}

/** The rows that differ between two states, by identity: what a backend writes. */
export function changedLines(
  before: CartState,
  after: CartState,
): { put: [address: string, line: Line][]; remove: string[] } {
  return {
    put: Object.entries(after.lines).filter(([address, line]) => before.lines[address] !== line),
    remove: Object.keys(before.lines).filter((address) => !(address in after.lines)),
  };
}

/** The cart that opens when one was ordered: same count of versions, so that `seen` stays comparable; later comes along. */
export const afterOrder = (cart: CartState): CartState => ({
  ...EMPTY_CART,
  v: cart.v,
  horizon: cart.horizon,
  lines: Object.fromEntries(Object.entries(cart.lines).filter(([address]) => address.startsWith('l/'))),
});
