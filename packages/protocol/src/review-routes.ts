import * as z from 'zod/mini';
import { Cursor, Id, Locale } from './common.ts';
import {
  Helpful,
  OwnReview,
  ReviewSummary,
  ReviewSettings,
  ReviewTranslation,
  ReviewDigest,
  NewReview,
  ReviewDraft,
  ReviewSort,
  ReviewOrigin,
  ReviewList,
  Vote,
  ReportReason,
} from './reviews.ts';
import { route } from './route.ts';

const product = z.object({ productId: Id });
const review = z.object({ reviewId: Id });

export const reviewRoutes = {
  summaries: route({
    id: 'reviews.summaries',
    method: 'GET',
    path: '/v1/reviews/summaries',
    summary: 'What the reviews of up to 100 products say together; a product without any has a count of 0',
    credentials: ['publishable'],
    query: z.object({ key: Id, products: z.string().check(z.minLength(1), z.maxLength(8_000)) }),
    status: 200,
    response: z.object({ summaries: z.array(ReviewSummary) }),
  }),
  settings: route({
    id: 'reviews.settings',
    method: 'GET',
    path: '/v1/reviews/settings',
    summary: 'What the workspace asks its reviewers, in one language',
    credentials: ['publishable'],
    query: z.object({ key: Id, locale: z.optional(Locale) }),
    status: 200,
    response: ReviewSettings,
  }),
  list: route({
    id: 'reviews.list',
    method: 'GET',
    path: '/v1/products/{productId}/reviews',
    summary: 'Published reviews of a product, filtered, searched and sorted',
    credentials: ['publishable'],
    params: product,
    query: z.object({
      key: Id,
      /** Stars that are wanted: `5,4`. */
      stars: z.optional(z.string().check(z.regex(/^[1-5](,[1-5]){0,4}$/))),
      verified: z.optional(z.enum(['true'])),
      /** Only those with photos or videos. */
      media: z.optional(z.enum(['true'])),
      /** Only those whose authors would recommend it. */
      recommended: z.optional(z.enum(['true'])),
      /** Only those that say something besides stars. */
      text: z.optional(z.enum(['true'])),
      /** Where they were first published. */
      source: z.optional(ReviewOrigin),
      /** Language, such as `zh`: finds all of its scripts. */
      locale: z.optional(Locale),
      /** `name:value`, with commas: only reviewers like this. */
      attributes: z.optional(z.string().check(z.maxLength(500))),
      /** `name:value`, with commas: those who share most of these come first. */
      like: z.optional(z.string().check(z.maxLength(500))),
      /** Names, with commas: only those that hold a word of one of these topics of the settings. */
      topics: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}(,[a-z][a-z0-9-]{0,39}){0,19}$/))),
      q: z.optional(z.string().check(z.maxLength(200))),
      /** Default `helpful`. */
      sort: z.optional(ReviewSort),
      cursor: z.optional(Cursor),
      /** 1 to 50, default 20. */
      limit: z.optional(z.string().check(z.regex(/^\d{1,2}$/))),
    }),
    status: 200,
    response: ReviewList,
  }),
  fragment: route({
    id: 'reviews.fragment',
    method: 'GET',
    path: '/v1/products/{productId}/reviews/fragment',
    summary: 'Summary, first page and JSON-LD of a product as HTML, which a server puts into its page',
    credentials: ['publishable'],
    params: product,
    query: z.object({
      key: Id,
      locale: z.optional(Locale),
      /** Shows the most helpful praise and criticism in the summary, where there are both. */
      highlights: z.optional(z.enum(['true'])),
      /** Shows what a machine made of the reviews in the summary, where there is one. */
      digest: z.optional(z.enum(['true'])),
      /** Where browsers reach this backend, for photos. Default: where this request has reached it. */
      endpoint: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(200))),
    }),
    status: 200,
    response: 'html',
    errors: ['catalog/product-unknown'],
  }),
  create: route({
    id: 'reviews.create',
    method: 'POST',
    path: '/v1/products/{productId}/reviews',
    summary: 'Submits a review; it waits for moderation. The same id again gives the same review',
    credentials: ['device', 'customer'],
    params: product,
    body: NewReview,
    status: 201,
    response: OwnReview,
    errors: [
      'catalog/product-unknown',
      'review/unknown',
      'review/exists',
      'review/answer-unknown',
      'media/unknown',
      'media/not-ready',
      'media/too-many',
    ],
    idempotency: 'natural',
  }),
  own: route({
    id: 'reviews.own',
    method: 'GET',
    path: '/v1/reviews/mine',
    summary: "The caller's own reviews in every state, and their votes and reports, newest first",
    credentials: ['device', 'customer'],
    query: z.object({ product: z.optional(Id) }),
    status: 200,
    response: z.object({
      reviews: z.array(OwnReview),
      votes: z.array(z.object({ reviewId: Id, vote: Vote })),
      reports: z.array(Id),
    }),
  }),
  vote: route({
    id: 'reviews.vote',
    method: 'PUT',
    path: '/v1/reviews/{reviewId}/vote',
    summary: 'Says whether a review helped; one vote a person, the last one counts, null takes it back',
    credentials: ['device', 'customer'],
    params: review,
    body: z.object({ vote: z.nullable(Vote) }),
    status: 200,
    response: Helpful,
    errors: ['review/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  report: route({
    id: 'reviews.report',
    method: 'PUT',
    path: '/v1/reviews/{reviewId}/report',
    summary:
      'Brings a review before a moderator; one report a person. It stays published until somebody decides',
    credentials: ['device', 'customer'],
    params: review,
    body: z.object({ reason: ReportReason, detail: z.optional(z.string().check(z.maxLength(1_000))) }),
    status: 204,
    errors: ['review/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  translation: route({
    id: 'reviews.translation',
    method: 'GET',
    path: '/v1/reviews/{reviewId}/translation',
    summary: 'A published review in another language, with the answer to it, where the backend can translate',
    credentials: ['publishable'],
    params: review,
    query: z.object({ key: Id, locale: Locale }),
    status: 200,
    response: ReviewTranslation,
    errors: ['review/unknown', 'review/translation-unavailable', 'review/translation-failed'],
    namesRow: true,
  }),
  digest: route({
    id: 'reviews.digest',
    method: 'GET',
    path: '/v1/products/{productId}/reviews/digest',
    summary:
      'What reviews of a product say, in short, by a machine. Answers at once: one that is not there yet is made meanwhile',
    credentials: ['publishable'],
    params: product,
    query: z.object({ key: Id, locale: Locale }),
    status: 200,
    response: z.object({ digest: z.optional(ReviewDigest) }),
  }),
  mark: route({
    id: 'reviews.mark',
    method: 'PUT',
    path: '/v1/reviews/{reviewId}/badges',
    summary:
      'Says whether the author got something for the review or works for the merchant. Verified is an order, nobody says it',
    credentials: ['secret'],
    params: review,
    body: z.object({ incentivised: z.boolean(), staff: z.boolean() }),
    status: 204,
    errors: ['review/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  draft: route({
    id: 'reviews.draft',
    method: 'GET',
    path: '/v1/products/{productId}/reviews/draft',
    summary: "The caller's own draft, from whichever of their devices",
    credentials: ['device', 'customer'],
    params: product,
    status: 200,
    response: z.object({ draft: z.optional(ReviewDraft) }),
  }),
  saveDraft: route({
    id: 'reviews.saveDraft',
    method: 'PUT',
    path: '/v1/products/{productId}/reviews/draft',
    summary: 'Keeps a draft unless a later one is there; answers what is kept. null forgets it',
    credentials: ['device', 'customer'],
    params: product,
    body: z.object({ draft: z.nullable(ReviewDraft) }),
    status: 200,
    response: z.object({ draft: z.optional(ReviewDraft) }),
    errors: ['catalog/product-unknown'],
    idempotency: 'natural',
  }),
};
