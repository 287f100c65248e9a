import type { Person, Quote } from '@continuo/protocol';
import type { Db } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import type { Workspace } from '../workspaces/index.ts';
import type { Actor } from '../http/context.ts';
import { reach } from './access.ts';
import { quoteCart, rememberUnits, type QuoteTerms } from './quoting.ts';
import { follow, readContents, type Cart, type Contents } from './store.ts';

export interface Seen {
  /** The cart that the caller named. */
  named: Cart;
  /** The one its forwards lead to. */
  cart: Cart;
  contents: Contents;
  quote: Quote;
}

/** A cart with its quote. An ordered or merged one is answered with the cart that took its place. */
export async function seeCart(
  db: Db,
  ws: Workspace,
  actor: Actor,
  cartId: string,
  terms: QuoteTerms,
): Promise<Seen> {
  const path = await follow(db, ws.id, cartId);
  const cart = reach(actor, path);
  const contents = await readContents(db, ws.id, cart.id);
  if (contents.cart.state === 'erased') throw problem('cart/gone');
  const quote = await quoteCart(db, ws, cart, contents, terms);
  await rememberUnits(db, ws, cart.id, contents.units, quote);
  return { named: path[0]!, cart, contents, quote };
}

/** The carts that a person has now, last touched first: the customer's, and those of their devices. */
export async function cartsOfPerson(
  db: Db,
  ws: Workspace,
  { userId, deviceIds }: { userId?: string | undefined; deviceIds: readonly string[] },
  terms: QuoteTerms,
): Promise<Person['carts']> {
  const rows = await db
    .selectFrom('cart')
    .select(['id', 'state', 'owner', 'market', 'locale'])
    .where('ws', '=', ws.id)
    .where('state', '=', 'open')
    .where((e) =>
      e.or([
        e('owner', '=', userId ?? ''),
        e.and([e('owner', 'is', null), e('device_id', 'in', ['', ...deviceIds])]),
      ]),
    )
    .orderBy('touched_at', 'desc')
    .limit(20)
    .execute();
  const carts: Person['carts'] = [];
  for (const { id, state, owner, ...cart } of rows) {
    const contents = await readContents(db, ws.id, id);
    const quote = await quoteCart(db, ws, cart, contents, terms);
    carts.push({ id, state, owner: owner === null ? 'device' : 'customer', v: contents.state.v, quote });
  }
  return carts;
}
