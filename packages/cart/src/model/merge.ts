import type { LineMeta, MergePolicy, Notice } from '@continuo/protocol';
import type { Seen } from './compact.ts';
import { keyOf, listOf } from './key.ts';
import { quantityAt, quantityOf, type CartState, type Line, type StoredRegister } from './line.ts';

export interface Merged {
  /** The customer's cart, with the guest's in it. */
  readonly cart: CartState;
  /** Row of the guest's replica in the customer's cart: it may still remove its own share. */
  readonly seen: Omit<Seen, 'at'>;
  readonly notices: readonly Notice[];
}

/**
 * The guest's cart becomes part of the customer's. `sum` adds; `max` takes the larger wish of each line; `guest` keeps
 * what the guest had, `existing` what the customer had, and what gives way is saved for later. Codes are united,
 * registers are the customer's first. The guest's share is one part a line under the guest's replica, so that its
 * late operations find it and nothing else. Sums may pass the quantity limit: nothing is lost by logging in.
 */
export function merge(guest: CartState, customer: CartState, policy: MergePolicy, replica: string): Merged {
  const v = Math.max(guest.v, customer.v) + 1;
  const lines: Record<string, Line> = { ...customer.lines };
  const wishes = (cart: CartState, list: string) =>
    Object.entries(cart.lines).filter(([address, line]) => listOf(address) === list && line.parts.length > 0);

  /** Adds n, with what the line carries, where the line does not have it. */
  const add = (address: string, n: number, from: Line, author: string) => {
    const line = lines[address];
    const regs: Record<string, StoredRegister> = {};
    for (const [name, [value]] of Object.entries(from.regs)) regs[name] = [value, v, author];
    const meta: LineMeta | undefined = line?.meta ?? from.meta;
    lines[address] = {
      lv: v,
      parts: [
        ...(line?.parts ?? []),
        ...(n > 0 ? [[v, author, 0, n, 0] as [number, string, number, number, 0]] : []),
      ],
      ...(meta && { meta }),
      regs: { ...regs, ...(line?.parts.length || address === 'cart' ? line?.regs : undefined) },
    };
  };

  if (policy === 'guest') {
    for (const [address, line] of wishes(customer, 'c')) {
      lines[address] = { ...line, lv: v, parts: [], regs: {} };
      add(`l/${keyOf(address)}`, quantityOf(line.parts), line, '');
    }
  }
  for (const [address, line] of wishes(guest, 'c')) {
    const n = quantityOf(line.parts);
    const to = policy === 'existing' ? `l/${keyOf(address)}` : address;
    add(to, policy === 'max' ? n - quantityAt({ lines }, to) : n, line, replica);
  }
  for (const [address, line] of wishes(guest, 'l')) {
    const n = quantityOf(line.parts);
    add(address, policy === 'sum' ? n : n - quantityAt({ lines }, address), line, replica);
  }
  for (const [address, line] of wishes(guest, 'p')) {
    if (quantityAt({ lines }, address) === 0) add(address, 1, line, replica);
  }
  const registers = guest.lines['cart'];
  if (registers) add('cart', 0, registers, replica);

  const cart = { v, horizon: customer.horizon, lines };
  const had = count(customer);
  const brought = count(guest);
  return {
    cart,
    seen: { replica, seen: v - 1 },
    notices:
      had > 0 && brought > 0
        ? [{ id: `merged:${replica}:${v}`, kind: 'merged', address: 'cart', old: brought, new: count(cart) }]
        : [],
  };
}

const count = (cart: CartState): number =>
  Object.entries(cart.lines).reduce(
    (sum, [address, line]) => sum + (listOf(address) === 'c' ? quantityOf(line.parts) : 0),
    0,
  );
