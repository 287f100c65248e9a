import * as z from 'zod/mini';
import { Id, Instant } from './common.ts';
import { OwnReview } from './reviews.ts';
import { route } from './route.ts';

/**
 * A review as a line of our own JSON Lines: everything that can be moved to another backend. Who voted and reported, and
 * who at the desk decided, stays where it was.
 */
export const ReviewLine = z.object({
  type: z.literal('review'),
  ...OwnReview.shape,
  /** When it was published or refused; none while it waits. */
  decidedAt: z.optional(Instant),
  /** The customer who wrote it, if one did. */
  userId: z.optional(Id),
});
export type ReviewLine = z.infer<typeof ReviewLine>;

export const ReviewFileFormat = z.enum(['csv', 'jsonl']);
export type ReviewFileFormat = z.infer<typeof ReviewFileFormat>;

/** Where browsers reach this backend. */
const Endpoint = z.url({ protocol: /^https?$/ }).check(z.maxLength(200));

export const reviewFileRoutes = {
  import: route({
    id: 'reviews.import',
    method: 'POST',
    path: '/v1/reviews/import',
    summary:
      'Reads reviews as they stream in; answers NDJSON as other imports do. A review that the file lacks stays',
    credentials: ['secret'],
    query: z.object({
      format: ReviewFileFormat,
      /**
       * Where the reviews come from, as visitors read it beside those that name no other place. The same review of the
       * same source is the same, however often it is imported.
       */
      source: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
      /** Language of the reviews that name none. */
      locale: z.optional(OwnReview.shape.locale),
      /** Says what would happen and stores nothing. */
      dryRun: z.optional(z.enum(['true'])),
      /** Pictures at addresses of this backend are its own files. Default: where this request has reached it. */
      endpoint: z.optional(Endpoint),
    }),
    body: 'stream',
    status: 200,
    response: 'stream',
    streams: 'application/x-ndjson',
    errors: ['import/busy'],
    idempotency: 'natural',
  }),
  export: route({
    id: 'reviews.export',
    method: 'GET',
    path: '/v1/reviews/export',
    summary: 'All reviews in every state, by id: JSON Lines without loss, or a flat table',
    credentials: ['secret'],
    query: z.object({
      format: ReviewFileFormat,
      /**
       * Begins the addresses of pictures that lie here, for systems elsewhere. Default: where this request has reached the
       * backend, in a table; none in JSON Lines, whose paths are the same on every backend.
       */
      endpoint: z.optional(Endpoint),
    }),
    status: 200,
    response: 'stream',
    streams: 'application/x-ndjson',
  }),
};
