import type { Tx } from '../database/types.ts';

/** Runs in the transaction of the login; its failure undoes the joining. May run again: no side effects but by `tx`. */
export type Joined = (
  tx: Tx,
  ws: { readonly id: number },
  visitor: string,
  customer: string,
) => Promise<void>;

const listeners = new Set<Joined>();

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
