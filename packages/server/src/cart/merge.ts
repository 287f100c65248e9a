import { changedLines, merge } from '@continuo/cart/model';
import type { CartDown, MergePolicy } from '@continuo/protocol';
import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import type { Workspace } from '../workspaces/index.ts';
import { reach, type Shopper } from './access.ts';
import { push, subjectOf, tell } from './announcing.ts';
import { open, openingOf } from './open.ts';
import { answer } from './ops.ts';
import { follow, lockCart, lockOpenCartOf, readContents, save, type Cart } from './store.ts';

export interface MergeMessage {
  ws: Workspace;
  actor: Extract<Shopper, { kind: 'customer' }>;
  cartId: string;
  /** Of the caller: the guest's share stays its own. */
  up: { replica: string; at: 'login' | 'checkout'; market?: string | undefined; locale?: string | undefined };
  now: Date;
}

const policyOf = (ws: Workspace, at: MergeMessage['up']['at']): MergePolicy => ws.mergePolicy?.[at] ?? 'sum';

/**
 * The device's guest cart becomes part of the customer's. The guest cart's own state makes it happen once, however
 * often and from wherever it is asked; the answer is the customer's cart, whole.
 */
export async function mergeCarts(db: Db, message: MergeMessage): Promise<CartDown> {
  const { ws, actor, cartId, up } = message;
  await transact(db, (tx) => mergeOnce(tx, message), { retryUnique: true });
  const path = await follow(db, ws.id, cartId);
  const cart = reach(actor, path);
  const contents = await readContents(db, ws.id, cart.id, up.replica);
  return answer(db, message, {
    named: path[0]!,
    cart,
    contents,
    state: contents.state,
    a: contents.replica?.last ?? 0,
    f: -1,
    refused: [],
    notices: path.flatMap((one) => one.mergeNotices ?? []),
  });
}

async function mergeOnce(tx: Tx, message: MergeMessage): Promise<void> {
  const { ws, actor, cartId, up, now } = message;
  for (let turn = 0; turn < 20; turn++) {
    const path = await follow(tx, ws.id, cartId);
    if (path.length === 0) {
      await open(tx, ws.id, actor, cartId, openingOf(ws, up, now));
      continue;
    }
    const last = reach(actor, path);
    if (last.owner !== null) return;
    const guest = await lockCart(tx, ws.id, last.id);
    if (!guest || guest.owner !== null) continue;
    const customers = await lockOpenCartOf(tx, ws.id, actor.userId);
    return customers ? unite(tx, message, guest, customers) : adopt(tx, message, guest);
  }
  throw problem('request/unavailable', { detail: 'The cart changed too often meanwhile.' });
}

/** The customer had none: the guest cart is theirs from now on, with its id and its versions. */
async function adopt(tx: Tx, { ws, actor, now }: MergeMessage, guest: Cart): Promise<void> {
  const cart = { ...guest, owner: actor.userId };
  await tx
    .updateTable('cart')
    .set({ owner: cart.owner })
    .where('ws', '=', ws.id)
    .where('id', '=', cart.id)
    .execute();
  const { state } = await readContents(tx, ws.id, cart.id);
  await tell(tx, ws, cart, now, [push(cart, state, -1)]);
}

/** Both had one: the guest's goes into the customer's and forwards to it. */
async function unite(tx: Tx, message: MergeMessage, guest: Cart, customers: Cart): Promise<void> {
  const { ws, up, now } = message;
  const from = await readContents(tx, ws.id, guest.id);
  const into = await readContents(tx, ws.id, customers.id);
  const { cart: state, seen, notices } = merge(from.state, into.state, policyOf(ws, up.at), up.replica);
  const cart = { ...customers, v: state.v, horizon: state.horizon };
  const { put, remove } = changedLines(into.state, state);
  await save(tx, ws.id, {
    cart,
    lines: put,
    gone: remove,
    seen: [{ ...seen, at: now.getTime() }],
    lost: [],
    touched: now,
  });
  for (const table of ['cart_line', 'cart_seen'] as const)
    await tx.deleteFrom(table).where('ws', '=', ws.id).where('cart_id', '=', guest.id).execute();
  await tx
    .updateTable('cart')
    .set({
      state: 'merged',
      forward_to: cart.id,
      merge_notices: JSON.stringify(notices),
    })
    .where('ws', '=', ws.id)
    .where('id', '=', guest.id)
    .execute();
  await tell(tx, ws, cart, now, [
    push(cart, state, into.state.v),
    { subject: subjectOf(guest), kind: 'cart.moved', data: { cart: guest.id, to: cart.id } },
  ]);
}
