import type { LineMeta, Part } from '@continuo/protocol';

/** A register with the replica that wrote it (the third place never leaves the backend). */
export type StoredRegister = readonly [value: string | null, v: number, replica?: string];

/**
 * One line: one row of the table. Without parts it is a tombstone: it tells replicas that still show the line, and
 * goes at the next compaction. The address `cart` holds the registers of the whole cart and never has parts.
 */
export interface Line {
  /** Version that changed the line last. */
  readonly lv: number;
  readonly parts: readonly Part[];
  readonly meta?: LineMeta;
  readonly regs: Readonly<Record<string, StoredRegister>>;
}

/** A cart as the reducer sees it. Immutable; what did not change keeps its identity. */
export interface CartState {
  /** Count of operations that were given a version. */
  readonly v: number;
  /** Every live replica has seen this version: parts up to it are folded. */
  readonly horizon: number;
  /** By address. */
  readonly lines: Readonly<Record<string, Line>>;
}

export const EMPTY_CART: CartState = { v: 0, horizon: 0, lines: {} };

/** The set that counts: the one with the highest version. */
export function winningSet(parts: readonly Part[]): Part | undefined {
  let winner: Part | undefined;
  for (const part of parts) if (part[4] && (!winner || part[0] > winner[0])) winner = part;
  return winner;
}

/** The winning set and all additions. Never negative, because no part is. */
export function quantityOf(parts: readonly Part[]): number {
  let sum = winningSet(parts)?.[3] ?? 0;
  for (const part of parts) if (!part[4]) sum += part[3];
  return sum;
}

/** Quantity at an address; a code (list `p`) counts once. */
export function quantityAt(cart: Pick<CartState, 'lines'>, address: string): number {
  const quantity = quantityOf(cart.lines[address]?.parts ?? []);
  return address.startsWith('p/') ? Math.min(quantity, 1) : quantity;
}
