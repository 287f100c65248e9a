import { keyOf, listOf, quantityOf, variantOf, type CartState } from '@continuo/cart/model';
import type { MarketInfo, Money, Quote } from '@continuo/protocol';
import { sql } from 'kysely';
import { chooseLocale, offers } from '../catalog/index.ts';
import type { Db } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import type { Workspace } from '../workspaces/index.ts';
import { quoteOf, type Wish } from './quote.ts';
import type { Cart, Contents } from './store.ts';

export interface QuoteTerms {
  market?: string | undefined;
  locale?: string | undefined;
  now: Date;
}

/** The market of that name, else the workspace's first: a cart of a market that was closed is still a cart. */
export const marketOf = (ws: Workspace, id: string | undefined): MarketInfo => {
  const market = ws.markets.find((known) => known.id === id) ?? ws.markets[0];
  if (!market) throw problem('catalog/market-unknown');
  return market;
};

export const wishesOf = (state: CartState, units: ReadonlyMap<string, Money>): Wish[] =>
  Object.entries(state.lines)
    .filter(([address]) => listOf(address) === 'c' && address !== 'cart')
    .map(([address, line]) => ({
      address,
      variantId: variantOf(keyOf(address)),
      quantity: quantityOf(line.parts),
      ...(units.has(address) && { was: units.get(address)! }),
    }))
    .filter(({ quantity }) => quantity > 0);

/** Quotes a cart in a market and a language; default: those it was last used in. */
export async function quoteCart(
  db: Db,
  ws: Workspace,
  cart: Pick<Cart, 'market' | 'locale'>,
  { state, units }: Pick<Contents, 'state' | 'units'>,
  terms: QuoteTerms,
): Promise<Quote> {
  const market = marketOf(ws, terms.market ?? cart.market);
  // A page says its own language (zh-TW), the market has the one that suits (zh-Hant).
  const locale = chooseLocale(terms.locale ?? cart.locale, market.locales);
  const wishes = wishesOf(state, units);
  const variantIds = [...new Set(wishes.map(({ variantId }) => variantId))];
  const found = await offers(db, ws.id, { market: market.id, locale, variantIds, now: terms.now });
  // A market that was given another currency sells nothing until its prices are imported in that.
  for (const [id, offer] of found) if (offer.currency !== market.currency) found.delete(id);
  return quoteOf({ v: state.v, market, locale, wishes, offers: found, now: terms.now });
}

/** Notes down the unit price of lines that are quoted for the first time: what "changed" is measured from. */
export async function rememberUnits(
  db: Db,
  ws: Workspace,
  cartId: string,
  units: ReadonlyMap<string, Money>,
  quote: Quote,
): Promise<void> {
  const fresh = quote.lines
    .filter((line) => !units.has(line.address) && line.title !== undefined)
    .map(({ address, unit }) => ({ address, unit }));
  if (fresh.length === 0) return;
  await sql`
    update cart_line set unit = x.unit
    from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as x(address text, unit jsonb)
    where ws = ${ws.id} and cart_id = ${cartId} and addr = x.address and cart_line.unit is null`.execute(db);
}
