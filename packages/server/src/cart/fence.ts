import { afterOrder, merge, type CartState, type Line } from '@continuo/cart/model';
import type { Quote } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import type { Workspace } from '../workspaces/index.ts';
import { push, subjectOf, tell } from './announcing.ts';
import { newCartId } from './id.ts';
import { insertCart } from './open.ts';
import { seeCart } from './queries.ts';
import { quoteCart } from './quoting.ts';
import { follow, lockCart, readContents, save, type Cart, type Contents } from './store.ts';

/** A cart under its lock, with what it costs. */
export interface Fenced {
  cart: Cart;
  contents: Contents;
  /** In the market that the paid quote was of; undefined when the cart is not what that hash quoted. */
  quote: Quote | undefined;
}

/**
 * Locks the cart that is to be ordered and compares its content with what was paid, in whichever market of the
 * workspace. Undefined: it was ordered meanwhile. A merged cart leads to the one it went into; an ordered one leads
 * nowhere, or a repeated payment would order the next.
 */
export async function fence(
  tx: Tx,
  ws: Workspace,
  cartId: string,
  hash: string,
  now: Date,
): Promise<Fenced | undefined> {
  for (;;) {
    const path = await follow(tx, ws.id, cartId);
    const last = path.at(-1);
    if (!last) throw problem('cart/unknown');
    if (path.some(({ state }) => state === 'erased')) throw problem('cart/gone');
    if (path.some(({ state }) => state === 'ordered')) return undefined;
    const cart = await lockCart(tx, ws.id, last.id);
    if (!cart) continue;
    const contents = await readContents(tx, ws.id, cart.id);
    const markets = [cart.market, ...ws.markets.map(({ id }) => id).filter((id) => id !== cart.market)];
    for (const market of markets) {
      const quote = await quoteCart(tx, ws, cart, contents, { market, now });
      if (quote.hash === hash) return { cart, contents, quote };
    }
    return { cart, contents, quote: undefined };
  }
}

/** Closes an ordered cart for all devices. The next one opens with the same count of versions. */
export async function closeCart(
  tx: Tx,
  ws: Workspace,
  { cart, contents }: Fenced,
  orderId: string,
  now: Date,
): Promise<void> {
  const next: Cart = { ...cart, id: newCartId(now), orderId: null };
  await tx
    .updateTable('cart')
    .set({ state: 'ordered', order_id: orderId, forward_to: next.id, touched_at: now })
    .where('ws', '=', ws.id)
    .where('id', '=', cart.id)
    .execute();
  await insertCart(tx, ws.id, next, now);
  await sql`
    insert into cart_seen (ws, cart_id, replica, seen, at)
    select ws, ${next.id}, replica, seen, at from cart_seen where ws = ${ws.id} and cart_id = ${cart.id}`.execute(
    tx,
  );
  const lines = Object.entries(afterOrder(contents.state).lines);
  if (lines.length > 0) await save(tx, ws.id, { cart: next, lines, gone: [], seen: [], lost: [] });
  await tell(
    tx,
    ws,
    cart,
    now,
    [
      {
        subject: subjectOf(cart),
        kind: 'cart.closed',
        data: { cart: cart.id, order: orderId, next: next.id },
      },
      { subject: subjectOf(cart), kind: 'order', data: { order: orderId, state: 'placed' } },
    ],
    'order',
  );
}

/** Adds what was ordered to the cart that is open now. */
export async function putBack(
  tx: Tx,
  ws: Workspace,
  orderedCartId: string,
  order: { id: string; lines: readonly { addr: string; quantity: number }[] },
  now: Date,
): Promise<void> {
  for (;;) {
    const path = await follow(tx, ws.id, orderedCartId);
    const last = path.at(-1);
    if (!last || last.state === 'erased') return;
    const cart = await lockCart(tx, ws.id, last.id);
    if (!cart) continue;
    const ordered = await readContents(tx, ws.id, orderedCartId);
    const open = await readContents(tx, ws.id, cart.id);
    const replica = `order:${order.id}`;
    const lines = order.lines.map(({ addr, quantity }): [string, Line] => [
      addr,
      { ...(ordered.state.lines[addr] ?? { lv: 0, regs: {} }), parts: [[0, replica, 0, quantity, 0]] },
    ]);
    const back: CartState = { v: 0, horizon: 0, lines: Object.fromEntries(lines) };
    const { cart: state } = merge(back, open.state, 'sum', replica);
    const put = Object.entries(state.lines).filter(([addr, line]) => open.state.lines[addr] !== line);
    await save(tx, ws.id, {
      cart: { ...cart, v: state.v },
      lines: put,
      gone: [],
      seen: [],
      lost: [],
      touched: now,
    });
    await tell(
      tx,
      ws,
      cart,
      now,
      [
        push({ ...cart, v: state.v }, state, open.state.v),
        { subject: subjectOf(cart), kind: 'order', data: { order: order.id, state: 'reopened' } },
      ],
      'order',
    );
    return;
  }
}

/** The cart and all that its forwards lead to. */
export const pathOf = async (tx: Tx, ws: Workspace, cartId: string): Promise<string[]> =>
  (await follow(tx, ws.id, cartId)).map(({ id }) => id);

/** What the cart, or the one that took its place, costs now. */
export async function quoteNow(db: Db, ws: Workspace, cartId: string, now: Date): Promise<Quote> {
  const { quote } = await seeCart(db, ws, { kind: 'secret' }, cartId, { now });
  return quote;
}
