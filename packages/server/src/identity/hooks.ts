import type { Tx } from '../database/types.ts';

/** Runs in the transaction of the login; its failure undoes the joining. May run again: no side effects but by `tx`. */
export type Joined = (
  tx: Tx,
  ws: { readonly id: number },
  visitor: string,
  customer: string,
) => Promise<void>;

/** What a customer who is erased was known by. */
export interface Erased {
  readonly userId: string;
  /** The customer's person and those of the visitors who became this customer. */
  readonly persons: readonly string[];
  /** Devices and anonymousIds whose past was this customer's. What another customer did on them is not. */
  readonly devices: readonly string[];
  readonly anonymousIds: readonly string[];
}
/** Runs in the transaction of the erasure; its failure undoes all of it. May run again: no side effects but by `tx`. */
export type Erasing = (tx: Tx, ws: { readonly id: number }, who: Erased) => Promise<void>;

const listeners = new Set<Joined>();
const erasing = new Set<Erasing>();

/**
 * Registers what must happen when a visitor becomes a customer, by the ids of both persons. Features register when their
 * module loads. Features that look up their rows by `devicesOf` need none.
 */
export function onJoined(listener: Joined): void {
  listeners.add(listener);
}

/** Both persons are locked until the transaction ends. */
export async function tellJoined(
  tx: Tx,
  ws: { readonly id: number },
  visitor: string,
  customer: string,
): Promise<void> {
  for (const listener of listeners) await listener(tx, ws, visitor, customer);
}

/**
 * Registers what a feature must do when a customer is erased: nothing may be left of them in its tables. Features
 * register when their module loads; `erase.test.ts` looks into every table.
 */
export function onErased(listener: Erasing): void {
  erasing.add(listener);
}

/** The persons are locked until the transaction ends. */
export async function tellErased(tx: Tx, ws: { readonly id: number }, who: Erased): Promise<void> {
  for (const listener of erasing) await listener(tx, ws, who);
}
