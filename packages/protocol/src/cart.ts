import * as z from 'zod/mini';
import { Currency, Id, Instant, Locale, Market, Money } from './common.ts';
import { route } from './route.ts';

/**
 * The cart on the wire. The rules are in docs/cart.md; in one line: a server-ordered log of operations, each carrying
 * the version its author had on screen.
 */

/** 96 random bits in base64url: one copy of one cart lineage in one browser profile. */
export const ReplicaId = z.string().check(z.regex(/^[A-Za-z0-9_-]{4,16}$/));
/** `list/key`: list `c` cart, `l` later, `p` codes; key `variant` or `variant~hash of its properties`. */
export const Address = z.string().check(z.regex(/^[clp]\/.{1,80}$/u));
const Version = z.int().check(z.minimum(0));

/** What a shopper wrote on a line (engraving, gift text): part of the line's key, so two texts are two lines. */
export const Properties = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Properties = z.infer<typeof Properties>;

/** Comes with the first add of a line. */
export const LineMeta = z.object({
  properties: z.optional(Properties),
  /** Where the add came from, such as `pdp`, `ugc:<id>`, `chat`. */
  source: z.optional(z.string().check(z.maxLength(200))),
});
export type LineMeta = z.infer<typeof LineMeta>;

const S = z.int().check(z.minimum(1));
const Quantity = z.int().check(z.minimum(1), z.maximum(1_000_000));
const Step = z.int().check(z.minimum(-1_000_000), z.maximum(1_000_000));

/**
 * One operation, `[s, seen, code, …]`. `s` counts 1, 2, 3 per replica; `seen` is the version on screen at the press.
 * `a` add n ≥ 1 · `i` stepper ±n on a visible line · `s` typed quantity ≥ 1 · `r` remove what I see · `x` clear the
 * list · `m` move to another list · `n` set a register (note, fulfilment, gift, source) of a line or of `cart`.
 */
export const Operation = z.union([
  z.tuple([S, Version, z.literal('a'), Address, Quantity]),
  z.tuple([S, Version, z.literal('a'), Address, Quantity, LineMeta]),
  z.tuple([S, Version, z.literal('i'), Address, Step]),
  z.tuple([S, Version, z.literal('s'), Address, Quantity]),
  z.tuple([S, Version, z.literal('r'), Address]),
  z.tuple([S, Version, z.literal('x'), z.enum(['c', 'l', 'p'])]),
  z.tuple([S, Version, z.literal('m'), Address, z.enum(['c', 'l'])]),
  z.tuple([
    S,
    Version,
    z.literal('n'),
    z.string().check(z.maxLength(90)),
    z.enum(['note', 'fulfilment', 'gift', 'source']),
    z.nullable(z.string()),
  ]),
]);
export type Operation = z.infer<typeof Operation>;

/** `[v, replica, s, n ≥ 1, isSet]`: one contribution to a line's quantity. */
export const Part = z.tuple([Version, z.string(), z.int(), z.int(), z.union([z.literal(0), z.literal(1)])]);
export type Part = z.infer<typeof Part>;

/** A last-write-wins value and the version that wrote it. */
export const Register = z.tuple([z.nullable(z.string()), Version]);
export type Register = z.infer<typeof Register>;

export const NoticeKind = z.enum([
  'price-changed',
  'sold-out',
  'low-stock',
  'limited',
  'unavailable-here',
  'code-invalid',
  'merged',
  'stale-edit',
  'ordered',
  'note-replaced',
  'set-replaced',
  'refused',
  'lost-edit',
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Something that was changed for the shopper, told with before and after. Stays until dismissed. */
export const Notice = z.object({
  /** Stable, so that the same notice is shown once on a device. */
  id: z.string(),
  kind: NoticeKind,
  /** The line (`c/key`), or `cart`. */
  address: z.string(),
  old: z.optional(z.nullable(z.union([z.string(), z.number(), Money]))),
  new: z.optional(z.nullable(z.union([z.string(), z.number(), Money]))),
});
export type Notice = z.infer<typeof Notice>;

export const LineFlag = z.enum(['sold-out', 'low-stock', 'limited', 'unavailable', 'price-changed']);

/** The backend's word on one line: what it costs, how many of the wish can be had, what it is. */
export const QuoteLine = z.object({
  address: Address,
  variantId: Id,
  productId: Id,
  /** Absent when the catalogue does not know the variant (any more). */
  title: z.optional(z.string()),
  options: z.array(z.string()),
  picture: z.optional(z.string()),
  link: z.optional(z.string()),
  wanted: z.int(),
  /** How many of the wish can be paid for. */
  payable: z.int(),
  /** How many there are; absent where nobody counts. */
  available: z.optional(z.int()),
  unit: Money,
  /** With the flag `price-changed`: the unit price when the line was first quoted. */
  was: z.optional(Money),
  compareAt: z.optional(Money),
  /** unit × payable, half up. */
  total: Money,
  flags: z.array(LineFlag),
});
export type QuoteLine = z.infer<typeof QuoteLine>;

/** All the money of a cart. The parts sum to `total`, which is never negative. */
export const Quote = z.object({
  /** Version of the cart it speaks of. */
  v: Version,
  market: Market,
  locale: Locale,
  currency: Currency,
  lines: z.array(QuoteLine),
  subtotal: Money,
  discounts: z.array(z.object({ code: z.optional(z.string()), title: z.string(), amount: Money })),
  shipping: Money,
  taxes: z.array(z.object({ title: z.string(), amount: Money, included: z.boolean() })),
  credits: z.array(z.object({ title: z.string(), amount: Money })),
  total: Money,
  /** Over content and money, not over v: a late note must not fail a payment. */
  hash: z.string(),
  expires: Instant,
});
export type Quote = z.infer<typeof Quote>;

/** Lines changed since `f`: parts, and an empty array for a line that is gone. */
export const Lines = z.record(z.string(), z.array(Part));
export type Lines = z.infer<typeof Lines>;

/** Registers of a line (by address) or of `cart`. */
export const Registers = z.record(z.string(), z.record(z.string(), Register));
export type Registers = z.infer<typeof Registers>;

/** What all of a reply and a push is: the difference from version `f` (−1: everything) to `v`. */
const patch = {
  cart: Id,
  epoch: z.string(),
  f: z.int().check(z.minimum(-1)),
  v: Version,
  l: Lines,
  regs: Registers,
  /** Meta of lines that are new in this patch. */
  meta: z.optional(z.record(z.string(), LineMeta)),
};

/** A push of the changes feed, kind `cart`. */
export const CartPush = z.object(patch);
export type CartPush = z.infer<typeof CartPush>;

/** What a client sends. `h`: the version it holds; `k`: the oldest version still pending or on screen in any tab. */
export const CartUp = z.object({
  p: z.int(),
  epoch: z.optional(z.string()),
  replica: ReplicaId,
  h: z.int().check(z.minimum(-1)),
  k: z.optional(Version),
  /** Currency, market and locale of a cart that is opened; later the ones to quote in. */
  market: z.optional(Market),
  locale: z.optional(Locale),
  /** A wrong one is let through here, so that an old backend can say `protocol/upgrade-required` first and a new one which is wrong. */
  ops: z.array(z.catch(Operation, (found) => (found as { input?: unknown } | undefined)?.input as Operation)),
  /**
   * One random tag an operation, kept with it: where a copied or rolled-back storage uses a number again for the very
   * same press, the tag tells the second press from a repetition of the first.
   */
  tags: z.optional(z.array(z.string().check(z.maxLength(8)))),
});
export type CartUp = z.infer<typeof CartUp>;

export const Refusal = z.object({
  s: z.int(),
  code: z.enum([
    'too-many-lines',
    'quantity-limit',
    'note-too-long',
    'properties-too-large',
    'stale',
    'ordered',
    'no-such-line',
  ]),
});
export type Refusal = z.infer<typeof Refusal>;

/** The answer to `CartUp`: a patch, what was accepted, and the quote of the result. */
export const CartDown = z.object({
  ...patch,
  p: z.int(),
  replica: z.string(),
  /** Last accepted s of this replica. */
  a: z.int(),
  refused: z.array(Refusal),
  notices: z.array(Notice),
  state: z.enum(['open', 'merged', 'ordered']),
  quote: z.optional(Quote),
});
export type CartDown = z.infer<typeof CartDown>;

/** The 409 `cart/replica-forked`: the last s on which both agree. */
export const Forked = z.object({ same: z.int() });

export const MergePolicy = z.enum(['sum', 'max', 'guest', 'existing']);
export type MergePolicy = z.infer<typeof MergePolicy>;

const cartId = z.object({ cartId: Id });
const reached = [
  'cart/unknown',
  'cart/gone',
  'cart/replica-forked',
  'cart/seen-ahead',
  'cart/op-invalid',
  'cart/line-key-invalid',
  'protocol/upgrade-required',
] as const;

export const cartRoutes = {
  ops: route({
    id: 'cart.ops',
    method: 'POST',
    path: '/v1/carts/{cartId}/ops',
    summary: 'Opens (no operations), creates, sends and confirms; repeated by (replica, s)',
    credentials: ['device', 'customer'],
    params: cartId,
    body: CartUp,
    status: 200,
    response: CartDown,
    errors: reached,
    idempotency: 'natural',
    namesRow: true,
  }),
  get: route({
    id: 'cart.get',
    method: 'GET',
    path: '/v1/carts/{cartId}',
    summary: 'The cart with its quote, for servers; ETag is "epoch.v" and the hash of the quote',
    credentials: ['device', 'customer', 'secret'],
    params: cartId,
    query: z.object({ locale: z.optional(Locale) }),
    status: 200,
    response: z.object({
      id: Id,
      state: z.enum(['open', 'merged', 'ordered']),
      forwardTo: z.optional(Id),
      orderId: z.optional(Id),
      epoch: z.string(),
      v: Version,
      quote: Quote,
      registers: Registers,
    }),
    errors: ['cart/unknown', 'cart/gone'],
    namesRow: true,
  }),
  quote: route({
    id: 'cart.quote',
    method: 'POST',
    path: '/v1/carts/{cartId}/quote',
    summary: 'A fresh quote',
    credentials: ['device', 'customer', 'secret'],
    params: cartId,
    body: z.object({ market: z.optional(Market), locale: z.optional(Locale) }),
    status: 200,
    response: Quote,
    errors: ['cart/unknown', 'cart/gone'],
    idempotency: 'natural',
    namesRow: true,
  }),
  merge: route({
    id: 'cart.merge',
    method: 'POST',
    path: '/v1/carts/{cartId}/merge',
    summary: "The guest cart of the device (header) becomes part of the customer's, once",
    credentials: ['customer'],
    params: cartId,
    body: z.object({
      replica: ReplicaId,
      at: z.enum(['login', 'checkout']),
      market: z.optional(Market),
      locale: z.optional(Locale),
    }),
    status: 200,
    response: CartDown,
    errors: ['cart/unknown', 'cart/gone'],
    idempotency: 'natural',
    namesRow: true,
  }),
  erase: route({
    id: 'cart.erase',
    method: 'DELETE',
    path: '/v1/customers/{userId}/carts',
    summary: 'Erases the carts of a customer; late operations cannot revive them',
    credentials: ['secret'],
    params: z.object({ userId: Id }),
    status: 204,
    idempotency: 'natural',
  }),
};
