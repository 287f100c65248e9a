import './requote.ts';
import { routes, type Registers } from '@continuo/protocol';
import type { CartState } from '@continuo/cart/model';
import { transact } from '../database/index.ts';
import { handle, type Handlers } from '../http/context.ts';
import { eraseCarts } from './erase.ts';
import { mergeCarts } from './merge.ts';
import { send } from './ops.ts';
import { seeCart } from './queries.ts';

const { cart } = routes;

/** Registers without their authors, which never leave the backend. */
const registersOf = ({ lines }: CartState): Registers =>
  Object.fromEntries(
    Object.entries(lines)
      .filter(([, line]) => Object.keys(line.regs).length > 0)
      .map(([address, { regs }]) => [
        address,
        Object.fromEntries(Object.entries(regs).map(([name, [value, v]]) => [name, [value, v]])),
      ]),
  );

export const handlers: Handlers = {
  [cart.ops.id]: handle(cart.ops, async ({ db, ws, actor, params, body, now }) => ({
    body: await send(db, { ws, actor, cartId: params.cartId, up: body, now: now() }),
  })),

  [cart.get.id]: handle(cart.get, async ({ db, ws, actor, params, query, now }) => {
    const terms = { locale: query.locale, now: now() };
    const { named, cart, contents, quote } = await seeCart(db, ws, actor, params.cartId, terms);
    return {
      etag: `${cart.epoch}.${contents.state.v}.${named.state}.${quote.locale}.${quote.hash}`,
      body: {
        id: cart.id,
        state: named.state === 'erased' ? 'merged' : named.state,
        ...(named.forwardTo !== null && { forwardTo: cart.id }),
        ...(named.orderId !== null && { orderId: named.orderId }),
        epoch: cart.epoch,
        v: contents.state.v,
        quote,
        registers: registersOf(contents.state),
      },
    };
  }),

  [cart.quote.id]: handle(cart.quote, async ({ db, ws, actor, params, body, now }) => {
    const { quote } = await seeCart(db, ws, actor, params.cartId, { ...body, now: now() });
    return { body: quote };
  }),

  [cart.merge.id]: handle(cart.merge, async ({ db, ws, actor, params, body, now }) => ({
    body: await mergeCarts(db, { ws, actor, cartId: params.cartId, up: body, now: now() }),
  })),

  [cart.erase.id]: handle(cart.erase, async ({ db, ws, params }) => {
    await transact(db, (tx) => eraseCarts(tx, ws.id, params.userId));
    return {};
  }),
};
