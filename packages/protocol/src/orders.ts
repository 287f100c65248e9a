import * as z from 'zod/mini';
import { Channel, Cursor, Id, Instant, Money } from './common.ts';
import { Quote, QuoteLine } from './cart.ts';
import { route } from './route.ts';

export const Contact = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  email: z.string().check(z.regex(/^[^\s@]+@[^\s@]+$/), z.maxLength(254)),
  phone: z.optional(z.string().check(z.maxLength(40))),
  address: z.array(z.string().check(z.maxLength(200))).check(z.maxLength(6)),
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  postalCode: z.optional(z.string().check(z.maxLength(20))),
});
export type Contact = z.infer<typeof Contact>;

export const Order = z.object({
  id: Id,
  /** Short, for people: read out on the telephone. */
  number: z.string(),
  cartId: Id,
  state: z.enum(['placed', 'reopened']),
  placedAt: Instant,
  channel: Channel,
  lines: z.array(QuoteLine),
  subtotal: Money,
  shipping: Money,
  total: Money,
  quote: Quote,
  contact: z.optional(Contact),
  userId: z.optional(Id),
});
export type Order = z.infer<typeof Order>;

export const orderRoutes = {
  place: route({
    id: 'orders.place',
    method: 'POST',
    path: '/v1/carts/{cartId}/order',
    summary:
      'Makes one order out of a paid cart: same id and hash, the first answer; same id with another hash 422; a cart that is no longer what the hash quoted 409',
    credentials: ['secret', 'till'],
    params: z.object({ cartId: Id }),
    body: z.object({
      orderId: Id,
      /** Of the quote that was paid. */
      hash: z.string(),
      contact: z.optional(Contact),
      payment: z.optional(z.object({ method: z.string(), reference: z.string() })),
      channel: z.optional(Channel),
    }),
    status: 201,
    response: Order,
    errors: ['cart/unknown', 'cart/gone', 'cart/changed', 'cart/empty', 'order/mismatch'],
    idempotency: 'natural',
    namesRow: true,
  }),
  reopen: route({
    id: 'orders.reopen',
    method: 'POST',
    path: '/v1/orders/{orderId}/reopen',
    summary: 'Payment failed after all: stock and lines go back, once',
    credentials: ['secret'],
    params: z.object({ orderId: Id }),
    status: 200,
    response: Order,
    errors: ['order/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  list: route({
    id: 'orders.list',
    method: 'GET',
    path: '/v1/orders',
    summary: "The caller's own orders, newest first",
    credentials: ['device', 'customer'],
    query: z.object({ cursor: z.optional(Cursor) }),
    status: 200,
    response: z.object({ orders: z.array(Order), next: z.optional(Cursor) }),
  }),
  get: route({
    id: 'orders.get',
    method: 'GET',
    path: '/v1/orders/{orderId}',
    summary: 'One order of the caller',
    credentials: ['device', 'customer', 'secret', 'staff'],
    params: z.object({ orderId: Id }),
    status: 200,
    response: Order,
    errors: ['order/unknown'],
    namesRow: true,
  }),
};
