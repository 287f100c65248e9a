import { createHash } from 'node:crypto';
import type { MarketInfo, Money, Quote, QuoteLine } from '@continuo/protocol';

/** What is offered to one buyer: the catalogue's word on one variant in one market. Amounts are minor units. */
export interface Offer {
  productId: string;
  title: string;
  options: string[];
  picture?: string;
  link?: string;
  unit: number;
  compareAt?: number;
  /** Whether it can be bought at all: sold in this market and not marked as out of stock. */
  sellable: boolean;
  /** How many there are; absent where nobody counts. */
  available?: number;
}

/** What the shopper wants. */
export interface Wish {
  address: string;
  variantId: string;
  quantity: number;
  /** The unit price when the line was first quoted. */
  was?: Money;
}

export interface QuoteInput {
  v: number;
  market: MarketInfo;
  locale: string;
  wishes: readonly Wish[];
  offers: ReadonlyMap<string, Offer>;
  now: Date;
}

/** Milliseconds that a quote may be shown before it is asked for again. */
export const QUOTE_LIFE_MS = 15 * 60_000;

/** From this number down shoppers are told that few are left. */
export const LOW_STOCK = 5;

const byAddress = (a: { address: string }, b: { address: string }): number =>
  a.address < b.address ? -1 : a.address > b.address ? 1 : 0;

const flagsOf = (
  wish: Wish,
  offer: Offer | undefined,
  left: number,
  payable: number,
  unit: Money,
): QuoteLine['flags'] => {
  if (!offer) return ['unavailable'];
  const flags: QuoteLine['flags'] = [];
  if (!offer.sellable || (offer.available ?? 1) <= 0) flags.push('sold-out');
  else if (payable < wish.quantity) flags.push('limited');
  else if (left <= LOW_STOCK) flags.push('low-stock');
  if (wish.was && wish.was.currency === unit.currency && wish.was.amount !== unit.amount)
    flags.push('price-changed');
  return flags;
};

/**
 * All the money of a cart, in integer minor units. Lines that ask for the same variant share what there is of it, the
 * lower address first, so that the sum of what is payable never exceeds what is available.
 */
export const quoteOf = ({ v, market, locale, wishes, offers, now }: QuoteInput): Quote => {
  const money = (amount: number): Money => ({ amount, currency: market.currency });
  const left = new Map<string, number>();
  const lines = [...wishes].sort(byAddress).map((wish): QuoteLine => {
    const offer = offers.get(wish.variantId);
    const here = left.get(wish.variantId) ?? offer?.available ?? Number.MAX_SAFE_INTEGER;
    const payable = offer?.sellable ? Math.min(wish.quantity, Math.max(0, here)) : 0;
    left.set(wish.variantId, here - payable);
    const known = wish.was?.currency === market.currency ? wish.was : undefined;
    const unit = offer ? money(offer.unit) : (known ?? money(0));
    const flags = flagsOf(wish, offer, here, payable, unit);
    return {
      address: wish.address,
      variantId: wish.variantId,
      productId: offer?.productId ?? wish.variantId,
      ...(offer && { title: offer.title }),
      options: offer?.options ?? [],
      ...(offer?.picture && { picture: offer.picture }),
      ...(offer?.link && { link: offer.link }),
      wanted: wish.quantity,
      payable,
      ...(offer?.available !== undefined && { available: offer.available }),
      unit,
      ...(flags.includes('price-changed') && known && { was: known }),
      ...(offer?.compareAt !== undefined &&
        offer.compareAt > offer.unit && { compareAt: money(offer.compareAt) }),
      total: money(unit.amount * payable),
      flags,
    };
  });
  const subtotal = lines.reduce((sum, line) => sum + line.total.amount, 0);
  const { flat, freeFrom } = market.shipping;
  const ships = lines.some((line) => line.payable > 0);
  const free = freeFrom !== undefined && subtotal >= freeFrom.amount;
  const shipping = ships && !free ? flat.amount : 0;
  const quote = {
    v,
    market: market.id,
    locale,
    currency: market.currency,
    lines,
    subtotal: money(subtotal),
    discounts: [],
    shipping: money(shipping),
    taxes: [],
    credits: [],
    total: money(subtotal + shipping),
  };
  return { ...quote, hash: hashOf(quote), expires: new Date(now.getTime() + QUOTE_LIFE_MS).toISOString() };
};

/**
 * Names what a shopper pays for: content and money, not the version, texts, notes or lines of which nothing can be
 * had. Equal hashes are equal orders.
 */
export const hashOf = (quote: Omit<Quote, 'hash' | 'expires'>): string => {
  const paid = quote.lines
    .filter((line) => line.payable > 0)
    .map((line) => [line.address, line.payable, line.unit.amount, line.total.amount]);
  const { market, currency, subtotal, discounts, shipping, taxes, credits, total } = quote;
  const sums = [subtotal, shipping, total].map(({ amount }) => amount);
  const others = [
    discounts.map(({ code, amount }) => [code ?? null, amount.amount]),
    taxes.map(({ amount, included }) => [amount.amount, included]),
    credits.map(({ amount }) => amount.amount),
  ];
  return createHash('sha256')
    .update(JSON.stringify([market, currency, paid, sums, others]))
    .digest('base64url')
    .slice(0, 22);
};
