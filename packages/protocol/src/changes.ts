import * as z from 'zod/mini';
import { Id } from './common.ts';
import { CartPush, Quote } from './cart.ts';
import { Answer, OwnAnswer, OwnQuestion } from './questions.ts';
import { OwnReview } from './reviews.ts';
import { route } from './route.ts';

/**
 * Everything new for one visitor, in order. Apply a change when its `prev` is the cursor you hold; a gap means: ask
 * `/v1/changes` for what is missing. Cursors grow, with gaps.
 */
const common = { prev: z.int(), cursor: z.int(), at: z.string() };

export const Change = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('cart'), data: CartPush }),
  z.object({ ...common, kind: z.literal('cart.quote'), data: z.object({ cart: Id, quote: Quote }) }),
  z.object({ ...common, kind: z.literal('cart.moved'), data: z.object({ cart: Id, to: Id }) }),
  z.object({
    ...common,
    kind: z.literal('cart.closed'),
    data: z.object({ cart: Id, order: Id, next: z.optional(Id) }),
  }),
  z.object({ ...common, kind: z.literal('order'), data: z.object({ order: Id, state: z.string() }) }),
  /** For the author: a review was submitted or decided. */
  z.object({ ...common, kind: z.literal('review'), data: z.object({ review: OwnReview }) }),
  /** For who asked: a question was submitted or decided. */
  z.object({ ...common, kind: z.literal('question'), data: z.object({ question: OwnQuestion }) }),
  /** For the author: an answer was submitted or decided. */
  z.object({ ...common, kind: z.literal('answer'), data: z.object({ answer: OwnAnswer }) }),
  /** For who asked and who wants to be told: an answer was published. `question` is its text. */
  z.object({
    ...common,
    kind: z.literal('question.answered'),
    data: z.object({ question: z.string(), answer: Answer }),
  }),
  /** For the desk: something of this person is new; `what` names the part to fetch again. */
  z.object({
    ...common,
    kind: z.literal('person'),
    data: z.object({ person: Id, what: z.enum(['events', 'cart', 'order', 'identity']) }),
  }),
]);
export type Change = z.infer<typeof Change>;
export type ChangeKind = Change['kind'];

/** `reset`: the cursor is older than what is kept, or from another backend: fetch everything again, go on from `cursor`. */
export const ChangeList = z.object({
  changes: z.array(Change),
  more: z.boolean(),
  cursor: z.int(),
  reset: z.optional(z.boolean()),
});
export type ChangeList = z.infer<typeof ChangeList>;

const query = z.object({
  /** The last cursor applied. Absent: only tells the present cursor. */
  after: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
  /** Staff only: whose. */
  person: z.optional(Id),
});

export const changesRoutes = {
  list: route({
    id: 'changes.list',
    method: 'GET',
    path: '/v1/changes',
    summary: 'What is new for this visitor since a cursor',
    credentials: ['device', 'customer', 'staff'],
    query,
    status: 200,
    response: ChangeList,
    errors: ['person/unknown'],
  }),
  live: route({
    id: 'changes.live',
    method: 'GET',
    path: '/v1/live',
    summary:
      'The same as text/event-stream: `ready`, changes, a comment every 10 s, `reset`, `bye`. Resumes by Last-Event-ID',
    credentials: ['device', 'customer', 'staff'],
    query,
    status: 200,
    response: 'stream',
    errors: ['person/unknown'],
  }),
};
