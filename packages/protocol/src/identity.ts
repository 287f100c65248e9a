import * as z from 'zod/mini';
import { Id } from './common.ts';
import { route } from './route.ts';

/** A device token is the deviceId, a dot and an HMAC of both workspace and deviceId. */
export const Device = z.object({ deviceId: Id, token: z.string().check(z.maxLength(256)) });
export type Device = z.infer<typeof Device>;

/** What joined at login. `joined` is false when it was joined before: the same call may be repeated for ever. */
export const Linked = z.object({ userId: Id, joined: z.boolean() });
export type Linked = z.infer<typeof Linked>;

/** An anonymousId that can stand in a cookie as it is. */
const PlainId = z.string().check(z.regex(/^[\w-]{8,64}$/));

export const identityRoutes = {
  createDevice: route({
    id: 'identity.createDevice',
    method: 'POST',
    path: '/v1/devices',
    summary: 'A new device, when the visitor first asks for something that must be kept',
    credentials: ['publishable'],
    body: z.object({ key: Id }),
    status: 201,
    response: Device,
    idempotency: 'key',
  }),
  link: route({
    id: 'identity.link',
    method: 'POST',
    path: '/v1/customers/me/devices',
    summary: 'Joins this device (header) and this anonymousId (body) to the customer of the token, once',
    credentials: ['customer'],
    body: z.object({ anonymousId: z.optional(Id) }),
    status: 200,
    response: Linked,
    idempotency: 'natural',
  }),
  erase: route({
    id: 'identity.erase',
    method: 'DELETE',
    path: '/v1/customers/{userId}',
    summary:
      'Erases a customer from every table; orders stay without them. Again it does nothing. Who logs in later is new',
    credentials: ['secret'],
    params: z.object({ userId: Id }),
    status: 204,
    idempotency: 'natural',
  }),
  keep: route({
    id: 'identity.keep',
    method: 'PUT',
    path: '/v1/cookie',
    summary:
      'Sets this anonymousId as a cookie of the domain that the workspace names; 404 where it names none',
    credentials: ['publishable'],
    body: z.object({ key: Id, anonymousId: PlainId }),
    status: 204,
    errors: ['request/not-found'],
    idempotency: 'natural',
    setsCookie: true,
  }),
};
