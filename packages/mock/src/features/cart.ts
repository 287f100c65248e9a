import {
  differenceSince,
  EMPTY_CART,
  keyOf,
  listOf,
  NEW_SENDER,
  quantityOf,
  receive,
  variantOf,
} from '@continuo/cart/model';
import {
  routes,
  type CartDown,
  type CartUp,
  type Money,
  type Product,
  type Quote,
  type QuoteLine,
} from '@continuo/protocol';
import { WIRE_VERSION } from '@continuo/protocol/constants';
import { handle, localeOf, personOf, type Handlers, type Visitor } from '../context.ts';
import { MockProblem } from '../problem.ts';
import { tell, type State, type StoredCart } from '../state.ts';
import { marketOf } from './catalog.ts';

const { cart } = routes;
/** Milliseconds that a quote is good for. */
const QUOTE_MS = 15 * 60_000;
const LOW = 5;

interface Asking {
  state: State;
  actor: Visitor;
  now: Date;
  shown: Pick<State, 'products'>;
}

/** The visitor's cart of this id; nobody else's. */
function reach({ state, actor }: Asking, cartId: string): StoredCart | undefined {
  const found = state.carts.get(cartId);
  const owners = [personOf(state, actor), ...(actor.deviceId === undefined ? [] : [`d:${actor.deviceId}`])];
  if (found && !owners.includes(found.owner)) throw new MockProblem('cart/unknown');
  return found;
}

function quoteOf({ shown, now }: Asking, stored: StoredCart): Quote {
  const { market, locale, state } = stored;
  const money = (amount: number): Money => ({ amount, currency: market.currency });
  const variants = new Map(
    shown.products.flatMap((product) =>
      product.variants.map((variant) => [variant.id, { variant, product }] as const),
    ),
  );
  const lines = Object.entries(state.lines)
    .filter(([address]) => address !== 'cart' && listOf(address) === 'c')
    .map(([address, line]) => ({ address, wanted: quantityOf(line.parts) }))
    .filter(({ wanted }) => wanted > 0)
    .map(({ address, wanted }) => lineOf(address, wanted, variants.get(variantOf(keyOf(address))), money));
  const subtotal = lines.reduce((sum, line) => sum + line.total.amount, 0);
  const { flat, freeFrom } = market.shipping;
  const isFree = !lines.some(({ payable }) => payable) || (freeFrom && subtotal >= freeFrom.amount);
  const shipping = isFree ? 0 : flat.amount;
  return {
    ...{ v: state.v, market: market.id, locale, currency: market.currency, lines },
    ...{ subtotal: money(subtotal), discounts: [], shipping: money(shipping), taxes: [], credits: [] },
    total: money(subtotal + shipping),
    hash: `${JSON.stringify(lines.map((line) => [line.address, line.payable, line.unit.amount]))} ${shipping}`,
    expires: new Date(now.getTime() + QUOTE_MS).toISOString(),
  };
}

function lineOf(
  address: string,
  wanted: number,
  found: { variant: Product['variants'][number]; product: Product } | undefined,
  money: (amount: number) => Money,
): QuoteLine {
  const variantId = variantOf(keyOf(address));
  const none = { address, variantId, wanted, payable: 0, unit: money(0), total: money(0), options: [] };
  if (!found) return { ...none, productId: variantId, flags: ['unavailable'] };
  const { variant, product } = found;
  const sold = variant.availability === 'out_of_stock' || variant.stock === 0;
  const payable = sold ? 0 : Math.min(wanted, variant.stock ?? wanted);
  const { price, compareAt } = variant.price;
  const [picture] = variant.pictures;
  return {
    ...{ ...none, productId: product.id, title: product.title, payable },
    options: variant.options.map(({ value }) => value),
    ...(picture && { picture: picture.url }),
    ...(product.link !== undefined && { link: product.link }),
    ...(variant.stock !== undefined && { available: variant.stock }),
    ...{ unit: price, ...(compareAt && { compareAt }), total: money(price.amount * payable) },
    flags: sold
      ? ['sold-out']
      : payable < wanted
        ? ['limited']
        : (variant.stock ?? Infinity) <= LOW
          ? ['low-stock']
          : [],
  };
}

/** One message of one replica, by the model that the reference backend runs, too. */
function send(asking: Asking, cartId: string, up: CartUp): CartDown {
  const { state, actor, now } = asking;
  if (up.p !== WIRE_VERSION) throw new MockProblem('protocol/upgrade-required', { speaks: WIRE_VERSION });
  const owner = personOf(state, actor);
  const market = marketOf(state, up.market);
  const stored: StoredCart = reach(asking, cartId) ?? {
    ...{ id: cartId, epoch: crypto.randomUUID().slice(0, 8), owner, market, locale: 'en' },
    ...{ state: EMPTY_CART, seen: [], senders: new Map() },
  };
  state.carts.set(cartId, stored);
  if (up.market !== undefined) stored.market = market;
  stored.locale = localeOf(up.locale ?? stored.locale, stored.market.locales);
  const { replica } = up;
  const sender = stored.senders.get(replica) ?? NEW_SENDER;
  const received = receive({
    ...{ up, epoch: stored.epoch, cart: stored.state, sender, seen: stored.seen, now: now.getTime() },
  });
  if (received.problem !== undefined) {
    const { problem, ...extra } = received;
    throw new MockProblem(problem, extra);
  }
  const before = stored.state.v;
  stored.state = received.cart;
  stored.seen = received.seen;
  stored.senders.set(replica, received.sender);
  if (received.cart.v !== before) {
    const data = { cart: cartId, epoch: stored.epoch, ...differenceSince(received.cart, before) };
    tell(state, stored.owner, { kind: 'cart', data }, now);
  }
  return {
    ...{ p: WIRE_VERSION, cart: cartId, epoch: stored.epoch, replica, a: received.sender.last },
    ...differenceSince(received.cart, received.f),
    ...{ refused: [...received.refused], notices: [...received.notices], state: 'open' },
    quote: quoteOf(asking, stored),
  };
}

/** The guest's cart becomes the customer's; what the customer had in another one is not looked for here. */
export const cartHandlers: Handlers = {
  ...handle(cart.ops, (c) => send(c, c.params.cartId, c.body)),

  ...handle(cart.quote, (c) => {
    const stored = reach(c, c.params.cartId);
    if (!stored) throw new MockProblem('cart/unknown');
    if (c.body.market !== undefined) stored.market = marketOf(c.state, c.body.market);
    return quoteOf(c, stored);
  }),

  ...handle(cart.merge, (c) => {
    const stored = reach(c, c.params.cartId);
    if (!stored) throw new MockProblem('cart/unknown');
    stored.owner = personOf(c.state, c.actor);
    return send(c, stored.id, { p: WIRE_VERSION, replica: c.body.replica, h: -1, ops: [] });
  }),
};
