import { differenceSince, type CartState } from '@continuo/cart/model';
import type { CartPush } from '@continuo/protocol';
import { announceAll, type Announcement, type Subject } from '../changes/index.ts';
import type { Tx } from '../database/index.ts';
import { personOf } from '../identity/index.ts';
import type { Cart } from './store.ts';

/** Whose changes feed tells of a cart. */
export const subjectOf = ({ owner, deviceId }: Pick<Cart, 'owner' | 'deviceId'>): Subject =>
  owner === null ? `d:${deviceId}` : `u:${owner}`;

/** What all other devices need to follow from version `f` on (−1: everything). */
export const pushOf = (cart: Pick<Cart, 'id' | 'epoch'>, state: CartState, f: number): CartPush => ({
  cart: cart.id,
  epoch: cart.epoch,
  ...differenceSince(state, f),
});

export const push = (cart: Cart, state: CartState, f: number): Announcement => ({
  subject: subjectOf(cart),
  kind: 'cart',
  data: pushOf(cart, state, f),
});

/** Tells all devices of the owner what happened to the cart, and the desk that something did. Last in a transaction. */
export async function tell(
  tx: Tx,
  ws: { readonly id: number },
  { owner, deviceId }: Cart,
  now: Date,
  announcements: readonly Announcement[],
  what: 'cart' | 'order' = 'cart',
): Promise<void> {
  const person = await personOf(tx, ws, { userId: owner ?? undefined, deviceId: deviceId ?? undefined }, now);
  const hint: Announcement[] = person
    ? [{ subject: `p:${person}`, kind: 'person', data: { person, what } }]
    : [];
  await announceAll(tx, ws, [...announcements, ...hint]);
}
