import * as z from 'zod/mini';
import { Cursor, Id, Instant, Locale } from './common.ts';
import { OwnAnswer, OwnQuestion } from './questions.ts';
import { OwnReview, RefusalReason, ReviewState } from './reviews.ts';
import { route } from './route.ts';

/**
 * Name of an automatic check. They point something out to a moderator and decide nothing. `link`, `contact`, `language`,
 * `duplicate` and `velocity` are always looked for, `reported` comes from readers; a backend can have checks of its own.
 */
export const ModerationFlag = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/));
export type ModerationFlag = z.infer<typeof ModerationFlag>;

export const ModerationKind = z.enum(['review', 'question', 'answer']);
export type ModerationKind = z.infer<typeof ModerationKind>;

const common = {
  /** Of a question or an answer its kind and id, such as `question:1f3a`, so that it is one of all kinds. */
  id: Id,
  state: ReviewState,
  productTitle: z.string(),
  flags: z.array(ModerationFlag),
  reports: z.int(),
  /** Of the author, on the desk's page of people. */
  personId: z.optional(Id),
};

/** Something that a visitor wrote, with what a moderator needs to decide about it. Nobody can change its text. */
export const ModerationItem = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('review'), review: OwnReview }),
  /** The merchant's answer, if there is one, is among its answers. */
  z.object({ ...common, kind: z.literal('question'), question: OwnQuestion }),
  z.object({
    ...common,
    kind: z.literal('answer'),
    answer: OwnAnswer,
    /** What it answers; `id` is that of the question's own item. */
    question: z.object({ id: Id, body: z.string(), locale: Locale }),
  }),
]);
export type ModerationItem = z.infer<typeof ModerationItem>;

/** One act. The log is only ever added to. */
export const ModerationEntry = z.object({
  at: Instant,
  by: z.string(),
  act: z.enum([
    'published',
    'refused',
    'responded',
    'marked-best',
    'unmarked-best',
    'marked-incentivised',
    'unmarked-incentivised',
    'marked-featured',
    'unmarked-featured',
  ]),
  reason: z.optional(RefusalReason),
});
export type ModerationEntry = z.infer<typeof ModerationEntry>;

const item = z.object({ itemId: Id });

export const moderationRoutes = {
  list: route({
    id: 'moderation.list',
    method: 'GET',
    path: '/v1/moderation',
    summary: 'What waits for a decision, oldest first; or what was decided, newest first',
    credentials: ['staff'],
    moderators: true,
    query: z.object({
      /** Default `pending`. `reported`: published, and somebody objects. */
      state: z.optional(z.enum(['pending', 'published', 'refused', 'reported'])),
      kind: z.optional(ModerationKind),
      flag: z.optional(ModerationFlag),
      /** Reviews alone have them. */
      stars: z.optional(z.string().check(z.regex(/^[1-5](,[1-5]){0,4}$/))),
      q: z.optional(z.string().check(z.maxLength(200))),
      cursor: z.optional(Cursor),
    }),
    status: 200,
    response: z.object({
      items: z.array(ModerationItem),
      next: z.optional(Cursor),
      /** How many wait, and how many published ones were reported. */
      counts: z.object({ pending: z.int(), reported: z.int() }),
    }),
  }),
  decide: route({
    id: 'moderation.decide',
    method: 'PUT',
    path: '/v1/moderation/{itemId}/decision',
    summary: 'Publishes or refuses; a later decision replaces it. Every one is logged with its author',
    credentials: ['staff'],
    moderators: true,
    params: item,
    body: z.discriminatedUnion('decision', [
      z.object({ decision: z.literal('publish') }),
      z.object({ decision: z.literal('refuse'), reason: RefusalReason }),
    ]),
    status: 200,
    response: ModerationItem,
    errors: ['moderation/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  respond: route({
    id: 'moderation.respond',
    method: 'PUT',
    path: '/v1/moderation/{itemId}/response',
    summary:
      "The merchant's answer below a review or a question, which is published with it; empty takes it away",
    credentials: ['staff'],
    moderators: true,
    params: item,
    body: z.object({ text: z.string().check(z.maxLength(2_000)) }),
    status: 200,
    response: ModerationItem,
    errors: ['moderation/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  best: route({
    id: 'moderation.best',
    method: 'PUT',
    path: '/v1/moderation/{itemId}/best',
    summary:
      'Marks a published answer as the best one to its question, in place of any other, or takes that back',
    credentials: ['staff'],
    moderators: true,
    params: item,
    body: z.object({ best: z.boolean() }),
    status: 200,
    response: ModerationItem,
    errors: ['moderation/unknown', 'moderation/not-possible'],
    idempotency: 'natural',
    namesRow: true,
  }),
  incentivised: route({
    id: 'moderation.incentivised',
    method: 'PUT',
    path: '/v1/moderation/{itemId}/incentivised',
    summary: 'Marks a review, in any state, as one that its author got something for, or takes that back',
    credentials: ['staff'],
    moderators: true,
    params: item,
    body: z.object({ incentivised: z.boolean() }),
    status: 200,
    response: ModerationItem,
    errors: ['moderation/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  featured: route({
    id: 'moderation.featured',
    method: 'PUT',
    path: '/v1/moderation/{itemId}/featured',
    summary:
      'Marks a published review as one that the shop points out, or takes that back; no order and no average changes',
    credentials: ['staff'],
    moderators: true,
    params: item,
    body: z.object({ featured: z.boolean() }),
    status: 200,
    response: ModerationItem,
    errors: ['moderation/unknown', 'moderation/not-possible'],
    idempotency: 'natural',
    namesRow: true,
  }),
  log: route({
    id: 'moderation.log',
    method: 'GET',
    path: '/v1/moderation/{itemId}/log',
    summary: 'One item as it is now, and every act on it, oldest first',
    credentials: ['staff'],
    moderators: true,
    params: item,
    status: 200,
    response: z.object({ item: ModerationItem, entries: z.array(ModerationEntry) }),
    errors: ['moderation/unknown'],
    namesRow: true,
  }),
};
