import * as z from 'zod/mini';
import { Channel, Cursor, Id, Instant, Money, Trust } from './common.ts';
import { MessageType } from './collect.ts';
import { Quote } from './cart.ts';
import { Order } from './orders.ts';
import { route } from './route.ts';

/** What somebody may do at the desk: a `moderator` decides and answers, but sees no persons. */
export const Role = z.enum(['admin', 'agent', 'moderator']);
export type Role = z.infer<typeof Role>;

export const StaffSession = z.object({
  staffId: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  workspace: Id,
  workspaceName: z.string(),
  expires: Instant,
});
export type StaffSession = z.infer<typeof StaffSession>;

export const staffRoutes = {
  login: route({
    id: 'staff.login',
    method: 'POST',
    path: '/v1/staff/session',
    summary:
      'Logs in; the session is an HttpOnly cookie. `workspace` is needed only when the address is in several',
    credentials: ['none'],
    body: z.object({
      email: z.string().check(z.maxLength(254)),
      password: z.string().check(z.maxLength(1024)),
      workspace: z.optional(Id),
    }),
    status: 200,
    response: StaffSession,
    errors: ['staff/login-failed', 'request/rate-limited'],
    idempotency: 'natural',
  }),
  session: route({
    id: 'staff.session',
    method: 'GET',
    path: '/v1/staff/session',
    summary: 'Who is logged in',
    credentials: ['staff'],
    moderators: true,
    status: 200,
    response: StaffSession,
  }),
  logout: route({
    id: 'staff.logout',
    method: 'DELETE',
    path: '/v1/staff/session',
    summary: 'Logs out',
    credentials: ['staff'],
    moderators: true,
    status: 204,
    idempotency: 'natural',
  }),
};

/** A person: a customer (has a `userId`) or a visitor. */
export const PersonSummary = z.object({
  id: Id,
  kind: z.enum(['customer', 'visitor']),
  userId: z.optional(Id),
  /** From traits that arrived with trust `customer` or `server`. */
  name: z.optional(z.string()),
  email: z.optional(z.string()),
  firstSeen: Instant,
  lastSeen: Instant,
  channels: z.array(Channel),
  devices: z.int(),
  events: z.int(),
  orders: z.int(),
  /** Per currency. */
  spent: z.array(Money),
});
export type PersonSummary = z.infer<typeof PersonSummary>;

export const PersonDevice = z.object({
  deviceId: z.optional(Id),
  anonymousId: z.optional(z.string()),
  channel: z.optional(Channel),
  /** In words, from the user agent: `Chrome on Android`. */
  name: z.string(),
  firstSeen: Instant,
  lastSeen: Instant,
});

export const Person = z.object({
  ...PersonSummary.shape,
  traits: z.looseObject({}),
  deviceList: z.array(PersonDevice),
  carts: z.array(
    z.object({ id: Id, state: z.string(), owner: z.enum(['customer', 'device']), v: z.int(), quote: Quote }),
  ),
  orderList: z.array(Order),
});
export type Person = z.infer<typeof Person>;

/** One line of the timeline: an event, a cart that changed hands, an order. */
export const TimelineEntry = z.object({
  id: z.string(),
  at: Instant,
  kind: z.enum(['event', 'order', 'identity']),
  /** Type of an event. */
  type: z.optional(MessageType),
  /** Event name, page name, order number, device name; empty where there is none. */
  title: z.string(),
  trust: Trust,
  channel: z.optional(Channel),
  sessionId: z.optional(z.string()),
  /** True when a `public` or `device` event claimed this person's userId: shown, joined to nothing. */
  unverified: z.boolean(),
  properties: z.looseObject({}),
  campaign: z.optional(z.looseObject({})),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

const personId = z.object({ personId: Id });

export const personRoutes = {
  list: route({
    id: 'persons.list',
    method: 'GET',
    path: '/v1/persons',
    summary:
      'Customers and visitors, last seen first; searched by name, mail, userId, deviceId, anonymousId, order number',
    credentials: ['staff'],
    query: z.object({
      q: z.optional(z.string().check(z.maxLength(200))),
      kind: z.optional(z.enum(['customer', 'visitor'])),
      cursor: z.optional(Cursor),
    }),
    status: 200,
    response: z.object({ persons: z.array(PersonSummary), next: z.optional(Cursor) }),
  }),
  get: route({
    id: 'persons.get',
    method: 'GET',
    path: '/v1/persons/{personId}',
    summary: 'One person with devices, carts and orders',
    credentials: ['staff'],
    params: personId,
    status: 200,
    response: Person,
    errors: ['person/unknown'],
    namesRow: true,
  }),
  timeline: route({
    id: 'persons.timeline',
    method: 'GET',
    path: '/v1/persons/{personId}/timeline',
    summary: 'What happened, newest first',
    credentials: ['staff'],
    params: personId,
    query: z.object({ cursor: z.optional(Cursor) }),
    status: 200,
    response: z.object({ entries: z.array(TimelineEntry), next: z.optional(Cursor) }),
    errors: ['person/unknown'],
    namesRow: true,
  }),
};
