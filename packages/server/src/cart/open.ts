import { randomBytes } from 'node:crypto';
import type { Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import type { Workspace } from '../workspaces/index.ts';
import { reach, type Shopper } from './access.ts';
import { marketOf } from './quoting.ts';
import { follow, lockCart, lockOpenCartOf, type Cart } from './store.ts';

/** What a new cart is opened with. */
export interface Opening {
  market: string;
  locale: string;
  now: Date;
}

export const openingOf = (
  ws: Workspace,
  { market, locale }: { market?: string | undefined; locale?: string | undefined },
  now: Date,
): Opening => {
  const { id, locales } = marketOf(ws, market);
  return { market: id, locale: locale ?? locales[0] ?? 'en', now };
};

export const newEpoch = (): string => randomBytes(6).toString('base64url');

type NewCart = Pick<Cart, 'id' | 'owner' | 'deviceId' | 'state' | 'market' | 'locale'> &
  Partial<Pick<Cart, 'forwardTo' | 'epoch' | 'v' | 'horizon'>>;

/** Without a conflict target: another's cart with this id and another open cart of this customer both end here. */
export async function insertCart(tx: Tx, ws: number, cart: NewCart, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('cart')
    .values({
      ws,
      id: cart.id,
      owner: cart.owner,
      device_id: cart.deviceId,
      state: cart.state,
      forward_to: cart.forwardTo ?? null,
      order_id: null,
      merge_notices: null,
      market: cart.market,
      locale: cart.locale,
      epoch: cart.epoch ?? newEpoch(),
      v: cart.v ?? 0,
      horizon: cart.horizon ?? 0,
      opened_at: now,
      touched_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1;
}

export interface Reached {
  /** The cart that the caller named, as it was when the path was read. */
  named: Cart;
  /** Locked, open. */
  cart: Cart;
}

/**
 * Locks the open cart where the caller's id leads, making it when the id is new; mostly it is that one. Else the path
 * is walked without locks, the open cart alone is locked and read again: if it was closed meanwhile the walk goes on.
 */
export async function lockReached(
  tx: Tx,
  ws: number,
  actor: Shopper,
  id: string,
  opening: Opening,
): Promise<Reached> {
  const known = await lockCart(tx, ws, id);
  if (known) return { named: known, cart: reach(actor, [known]) };
  for (let turn = 0; turn < 20; turn++) {
    const path = await follow(tx, ws, id);
    if (path.length === 0) {
      await open(tx, ws, actor, id, opening);
      continue;
    }
    const last = reach(actor, path);
    const cart = await lockCart(tx, ws, last.id);
    if (!cart) continue;
    reach(actor, [...path.slice(0, -1), cart]);
    return { named: path.length === 1 ? cart : path[0]!, cart };
  }
  throw problem('request/unavailable', { detail: 'The cart changed too often meanwhile.' });
}

/** A customer has one open cart: another id of theirs becomes a forward to it. */
export async function open(tx: Tx, ws: number, actor: Shopper, id: string, { market, locale, now }: Opening) {
  const owner = actor.kind === 'customer' ? actor.userId : null;
  const cart = { id, owner, deviceId: actor.deviceId ?? null, market, locale };
  if (await insertCart(tx, ws, { ...cart, state: 'open' }, now)) return;
  const current = owner === null ? undefined : await lockOpenCartOf(tx, ws, owner);
  if (current) await insertCart(tx, ws, { ...cart, state: 'merged', forwardTo: current.id }, now);
}
