import type { LineMeta, Notice, NoticeKind, Operation, Part, Refusal } from '@continuo/protocol';
import { CART_LIMITS } from '@continuo/protocol/constants';
import { canonicalProperties, hasProperties, keyOf, listOf } from './key.ts';
import { quantityOf, winningSet, type CartState, type Line, type StoredRegister } from './line.ts';

/**
 * Why an operation may not count on what its author saw: `stale`, what it saw has been folded away; `ordered`, the
 * cart it saw was bought and this is the next one. Either way it adds, and touches nothing but its author's own parts.
 */
export type Late = 'stale' | 'ordered';

export interface Applied {
  readonly cart: CartState;
  /** A refused operation uses up its number and a version, and changes nothing. */
  readonly refused?: Refusal['code'];
}

const NOTHING: Line = { lv: 0, parts: [], regs: {} };

/**
 * The reducer: one operation at the next version. Run by the backend to decide and by the client to show at once.
 * `tell` hears what the author must be told: `old` is what was asked for or lost, `new` what holds.
 */
export function apply(
  cart: CartState,
  replica: string,
  op: Operation,
  late?: Late,
  tell?: (notice: Notice) => void,
): Applied {
  const [s, seen, code, target] = op;
  const v = cart.v + 1;
  const lines = { ...cart.lines };
  let refused: Refusal['code'] | undefined;

  const own = (part: Part) => part[1] === replica && part[2] < s;
  const observed = late ? own : (part: Part) => part[0] <= seen || own(part);
  const unobserved = (part: Part) => !observed(part);
  const notice = (kind: NoticeKind, address: string, old?: string | number | null, now?: typeof old) =>
    tell?.({ id: `${kind}:${replica}:${s}:${address}`, kind, address, old, new: now });
  const at = (address: string) => lines[address] ?? NOTHING;
  const put = (address: string, change: Partial<Line>) =>
    (lines[address] = { ...at(address), ...change, lv: v });
  const total = (address: string) => quantityOf(at(address).parts);

  /** Refuses a late edit that cannot be exact, and says what was wished. */
  const tooLate = (address: string, wish: string | number | null, is: string | number | null) => {
    refused = late;
    notice(late === 'ordered' ? 'ordered' : 'stale-edit', address, wish, is);
  };
  /** A stale edit is exact all the same where everything on the line is the author's own. */
  const exact = (address: string) => {
    const { parts } = at(address);
    return !late || (late === 'stale' && parts.length > 0 && parts.every(own));
  };

  /** Appends a part, within the limits; `keep` are the parts that stay beside it. */
  const append = (address: string, n: number, isSet: 0 | 1, keep: readonly Part[], meta?: LineMeta) => {
    const line = at(address);
    const parts: Part[] = [...keep, [v, replica, s, n, isSet]];
    refused =
      refusedLine(lines, address, meta) ??
      (quantityOf(parts) > CART_LIMITS.quantity ? 'quantity-limit' : undefined);
    if (refused) return;
    // Whoever saw the line gone starts a new one, without the old one's note.
    const regs = line.parts.length === 0 && seen >= line.lv ? {} : line.regs;
    put(address, { parts, regs, meta: line.meta ?? meta });
  };

  /** Deletes what the author saw of a line. False: there was nothing of it. */
  const remove = (address: string, moved = false): boolean => {
    const line = at(address);
    const parts = line.parts.filter(unobserved);
    if (parts.length === line.parts.length) return false;
    const regs: Record<string, StoredRegister> = {};
    for (const [name, register] of Object.entries(line.regs)) {
      if (register[2] === replica || (!late && register[1] <= seen)) continue;
      regs[name] = register;
      if (name === 'note' && register[0] && parts.length === 0 && !moved) {
        notice('note-replaced', address, register[0], null);
      }
    }
    put(address, { parts, regs });
    return true;
  };
  /** After a removal or a step down: what a late one could not touch is told. */
  const settle = (address: string, touched: boolean, wish: number) => {
    if (late === 'ordered' && !touched) tooLate(address, wish, null);
    else if (late === 'stale' && total(address) > wish) notice('stale-edit', address, wish, total(address));
  };

  switch (code) {
    case 'a':
      append(target, op[4], 0, at(target).parts, op[5]);
      break;
    case 'i': {
      const n = op[4];
      const before = total(target);
      if (n > 0) append(target, n, 0, at(target).parts);
      else if (n < 0) {
        const parts = take(at(target).parts, -n, observed);
        if (parts) put(target, { parts });
        settle(target, parts !== undefined, Math.max(0, before + n));
      }
      break;
    }
    case 's':
      if (exact(target)) append(target, op[4], 1, at(target).parts.filter(unobserved));
      else tooLate(target, op[4], total(target));
      break;
    case 'r':
      settle(target, remove(target), 0);
      break;
    case 'x': {
      const shown = Object.keys(lines).filter((a) => listOf(a) === target && at(a).parts.length > 0);
      const touched = shown.filter((address) => remove(address));
      if (late === 'stale') for (const address of shown) settle(address, true, 0);
      else if (touched.length === 0) settle('cart', false, 0);
      break;
    }
    case 'm': {
      const to = `${op[4]}/${keyOf(target)}`;
      const line = at(target);
      // Of what counts, what was seen. A typed quantity that lost does not count, folded away or not.
      const winner = winningSet(line.parts);
      const n = quantityOf(line.parts.filter((part) => observed(part) && (!part[4] || part === winner)));
      if (to !== target && n > 0) {
        append(to, n, 0, at(to).parts, line.meta);
        if (!refused) {
          put(to, { regs: { ...line.regs, ...at(to).regs } });
          remove(target, true);
        }
      }
      if (!refused) settle(target, n > 0, 0);
      break;
    }
    case 'n': {
      const [, , , , name, value] = op;
      const line = at(target);
      const register = line.regs[name];
      if (value !== null && value.length > CART_LIMITS.noteLength) refused = 'note-too-long';
      else if (target !== 'cart' && line.parts.length === 0) {
        refused = late === 'ordered' ? late : 'no-such-line';
        notice('note-replaced', target, value, null);
      } else if (!exact(target)) tooLate(target, value, register?.[0] ?? null);
      else {
        if (register && register[1] > seen && register[2] !== replica && register[0] !== value) {
          notice('note-replaced', target, register[0], value);
        }
        put(target, { regs: { ...line.regs, [name]: [value, v, replica] } });
      }
      break;
    }
  }
  return refused ? { cart: { ...cart, v }, refused } : { cart: { ...cart, v, lines } };
}

/** Takes n from what was observed, newest first. Undefined: there was nothing to take. */
function take(parts: readonly Part[], n: number, observed: (part: Part) => boolean): Part[] | undefined {
  const winner = winningSet(parts);
  // A losing set that was on the author's mind must not come back when the winner is gone.
  const kept = parts.filter((part) => !(part[4] && part !== winner && observed(part)));
  const taken = new Map<Part, number>();
  for (const part of kept.filter(observed).sort((a, b) => b[0] - a[0] || b[2] - a[2])) {
    const some = Math.min(n, part[3]);
    if (some > 0) taken.set(part, some);
    n -= some;
  }
  if (taken.size === 0 && kept.length === parts.length) return undefined;
  return kept.flatMap((part): Part[] => {
    const left = part[3] - (taken.get(part) ?? 0);
    return left > 0 ? [[part[0], part[1], part[2], left, part[4]]] : [];
  });
}

/** Why a line may not come to be at this address. */
function refusedLine(
  lines: Readonly<Record<string, Line>>,
  address: string,
  meta: LineMeta | undefined,
): Refusal['code'] | undefined {
  const { properties } = meta ?? {};
  if (properties && canonicalProperties(properties).length > CART_LIMITS.propertiesBytes) {
    return 'properties-too-large';
  }
  if (lines[address]?.parts.length) return undefined;
  if (hasProperties(keyOf(address)) && !properties && !lines[address]?.meta?.properties)
    return 'no-such-line';
  const list = listOf(address);
  let count = 0;
  for (const other in lines) if (listOf(other) === list && lines[other]?.parts.length) count++;
  if (count >= (list === 'p' ? CART_LIMITS.codes : CART_LIMITS.lines)) {
    return 'too-many-lines';
  }
  return undefined;
}
