import * as z from 'zod/mini';
import { Id } from './common.ts';
import { route } from './route.ts';

const Word = z.string().check(z.maxLength(500));
/** Fields of a campaign that a link carries: Segment's five, and those that adverts add. */
const FIELDS = 20;

/** The visit that a link carries to another domain of the same merchant. */
export const CarriedVisit = z.object({
  anonymousId: Id,
  sessionId: z.optional(Id),
  /** Where the session came from, in Segment's fields. */
  campaign: z.optional(
    z
      .record(z.string().check(z.maxLength(64)), Word)
      .check(z.refine((fields) => Object.keys(fields).length <= FIELDS, `has more than ${FIELDS} fields`)),
  ),
});
export type CarriedVisit = z.infer<typeof CarriedVisit>;

/** Stands for a visit in an address: says nothing by itself, works once, for two minutes. */
export const LinkToken = z.string().check(z.regex(/^[\w-]{22}$/));

export const linkRoutes = {
  create: route({
    id: 'links.create',
    method: 'POST',
    path: '/v1/links',
    summary: 'A token for a link to another domain of this merchant: once, for two minutes',
    credentials: ['publishable'],
    body: z.extend(CarriedVisit, { key: Id }),
    status: 201,
    response: z.object({ link: LinkToken }),
    idempotency: 'natural',
  }),
  claim: route({
    id: 'links.claim',
    method: 'POST',
    path: '/v1/links/claim',
    summary:
      'The visit behind a token, for the first who asks; forged, old, used and foreign ones are unknown',
    credentials: ['publishable'],
    body: z.object({ key: Id, link: z.string().check(z.maxLength(64)) }),
    status: 200,
    response: CarriedVisit,
    errors: ['link/unknown'],
    idempotency: 'natural',
  }),
};
