import * as z from 'zod/mini';
import { QUESTION_LIMITS } from './constants.ts';
import { Cursor, Id, Instant, Locale, Searched } from './common.ts';
import { Helpful, NewReview, RefusalReason, ReportReason, ReviewState, Vote } from './reviews.ts';
import { route } from './route.ts';

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));

/** A published answer. All text is text, never markup. */
export const Answer = z.object({
  id: Id,
  questionId: Id,
  productId: Id,
  body: z.string(),
  /** Language that it was written in. */
  locale: Locale,
  /** The name that the author chose to be shown; of the merchant's answer the merchant's. */
  author: z.string(),
  at: Instant,
  /** The merchant's answer; at most one a question. */
  brand: z.boolean(),
  /** Marked by the merchant's staff as the one that answers best; at most one a question. */
  best: z.boolean(),
  helpful: Helpful,
});
export type Answer = z.infer<typeof Answer>;

/** A published question with its first answers: the best one, then the merchant's, then the most helpful. */
export const Question = z.object({
  id: Id,
  productId: Id,
  body: z.string(),
  locale: Locale,
  author: z.string(),
  at: Instant,
  /** How many published answers there are. */
  answerCount: z.int(),
  /** The first of them, three at most. */
  answers: z.array(Answer),
});
export type Question = z.infer<typeof Question>;

const decided = { state: ReviewState, reason: z.optional(RefusalReason) };

/** A question as the one who asked sees it, on all their devices, until it is decided and after. */
export const OwnQuestion = z.object({ ...Question.shape, ...decided });
export type OwnQuestion = z.infer<typeof OwnQuestion>;

/** An answer as its author sees it. */
export const OwnAnswer = z.object({ ...Answer.shape, ...decided });
export type OwnAnswer = z.infer<typeof OwnAnswer>;

/** What the form sends. `id` is made with the draft: the same one again is the same question. */
export const NewQuestion = z.object({
  id: NewReview.shape.id,
  body: text(QUESTION_LIMITS.body),
  locale: Locale,
  author: text(QUESTION_LIMITS.author),
});
export type NewQuestion = z.infer<typeof NewQuestion>;

/** As `NewQuestion`, of an answer. */
export const NewAnswer = z.object({ ...NewQuestion.shape, body: text(QUESTION_LIMITS.answer) });
export type NewAnswer = z.infer<typeof NewAnswer>;

/** What the form of a question holds before it is sent. */
export const QuestionDraft = z.object({
  /** Of the question that it will be. */
  id: NewQuestion.shape.id,
  body: z.string().check(z.maxLength(QUESTION_LIMITS.body)),
  author: z.string().check(z.maxLength(QUESTION_LIMITS.author)),
  /** When it was last changed, by the clock of the device: the later one is kept. */
  at: Instant,
});
export type QuestionDraft = z.infer<typeof QuestionDraft>;

/** As `QuestionDraft`, of an answer. */
export const AnswerDraft = z.object({
  ...QuestionDraft.shape,
  body: z.string().check(z.maxLength(QUESTION_LIMITS.answer)),
});
export type AnswerDraft = z.infer<typeof AnswerDraft>;

/** `answers`: those with most answers first. */
export const QuestionSort = z.enum(['answers', 'newest', 'oldest']);
export type QuestionSort = z.infer<typeof QuestionSort>;

export const QuestionList = z.object({
  questions: z.array(Question),
  /** How many were found; beyond 10,000 it is 10,000. */
  total: z.int(),
  next: z.optional(Cursor),
  /** Where something was searched. */
  searched: z.optional(Searched),
});
export type QuestionList = z.infer<typeof QuestionList>;

export const AnswerList = z.object({ answers: z.array(Answer), next: z.optional(Cursor) });
export type AnswerList = z.infer<typeof AnswerList>;

/** What a visitor asked, answered, voted, reported and wants to be told of, newest first. */
export const OwnQuestions = z.object({
  questions: z.array(OwnQuestion),
  answers: z.array(OwnAnswer),
  votes: z.array(z.object({ answerId: Id, vote: Vote })),
  /** Ids of the questions, and of the answers, that were reported. */
  reports: z.object({ questions: z.array(Id), answers: z.array(Id) }),
  /** Ids of the questions of others whose answers they are told of. */
  subscriptions: z.array(Id),
});
export type OwnQuestions = z.infer<typeof OwnQuestions>;

const product = z.object({ productId: Id });
const question = z.object({ questionId: Id });
const answer = z.object({ answerId: Id });
const report = z.object({
  reason: ReportReason,
  detail: z.optional(z.string().check(z.maxLength(1_000))),
});

export const questionRoutes = {
  list: route({
    id: 'questions.list',
    method: 'GET',
    path: '/v1/products/{productId}/questions',
    summary: 'Published questions about a product with their first answers, searched and sorted',
    credentials: ['publishable'],
    params: product,
    query: z.object({
      key: Id,
      /** Searched in questions and their answers. */
      q: z.optional(z.string().check(z.maxLength(200))),
      /** Default `answers`. */
      sort: z.optional(QuestionSort),
      cursor: z.optional(Cursor),
      /** 1 to 50, default 10. */
      limit: z.optional(z.string().check(z.regex(/^\d{1,2}$/))),
    }),
    status: 200,
    response: QuestionList,
  }),
  similar: route({
    id: 'questions.similar',
    method: 'GET',
    path: '/v1/products/{productId}/questions/similar',
    summary: 'Published questions that share most with what somebody is typing, five at most',
    credentials: ['publishable'],
    params: product,
    query: z.object({ key: Id, q: z.string().check(z.minLength(1), z.maxLength(QUESTION_LIMITS.body)) }),
    status: 200,
    response: z.object({ questions: z.array(Question) }),
  }),
  answers: route({
    id: 'questions.answers',
    method: 'GET',
    path: '/v1/questions/{questionId}/answers',
    summary: 'All published answers to a question, in the order in which the first ones come with it',
    credentials: ['publishable'],
    params: question,
    query: z.object({ key: Id, cursor: z.optional(Cursor) }),
    status: 200,
    response: AnswerList,
    errors: ['question/unknown'],
    namesRow: true,
  }),
  fragment: route({
    id: 'questions.fragment',
    method: 'GET',
    path: '/v1/products/{productId}/questions/fragment',
    summary: 'First page of questions with their first answers as HTML, which a server puts into its page',
    credentials: ['publishable'],
    params: product,
    query: z.object({ key: Id, locale: z.optional(Locale) }),
    status: 200,
    response: 'html',
    errors: ['catalog/product-unknown'],
  }),
  create: route({
    id: 'questions.create',
    method: 'POST',
    path: '/v1/products/{productId}/questions',
    summary: 'Asks; the question waits for moderation. The same id again gives the same question',
    credentials: ['device', 'customer'],
    params: product,
    body: NewQuestion,
    status: 201,
    response: OwnQuestion,
    errors: ['catalog/product-unknown', 'question/unknown'],
    idempotency: 'natural',
  }),
  answer: route({
    id: 'questions.answer',
    method: 'POST',
    path: '/v1/questions/{questionId}/answers',
    summary:
      'Answers a published question; the answer waits for moderation. The same id again gives the same',
    credentials: ['device', 'customer'],
    params: question,
    body: NewAnswer,
    status: 201,
    response: OwnAnswer,
    errors: ['question/unknown', 'answer/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  own: route({
    id: 'questions.own',
    method: 'GET',
    path: '/v1/questions/mine',
    summary: "The caller's own questions and answers in every state, their votes, reports and subscriptions",
    credentials: ['device', 'customer'],
    query: z.object({ product: z.optional(Id) }),
    status: 200,
    response: OwnQuestions,
  }),
  vote: route({
    id: 'questions.vote',
    method: 'PUT',
    path: '/v1/answers/{answerId}/vote',
    summary: 'Says whether an answer helped; one vote a person, the last one counts, null takes it back',
    credentials: ['device', 'customer'],
    params: answer,
    body: z.object({ vote: z.nullable(Vote) }),
    status: 200,
    response: Helpful,
    errors: ['answer/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  report: route({
    id: 'questions.report',
    method: 'PUT',
    path: '/v1/questions/{questionId}/report',
    summary:
      'Brings a question before a moderator; one report a person. It stays published until somebody decides',
    credentials: ['device', 'customer'],
    params: question,
    body: report,
    status: 204,
    errors: ['question/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  reportAnswer: route({
    id: 'questions.reportAnswer',
    method: 'PUT',
    path: '/v1/answers/{answerId}/report',
    summary: 'The same for an answer',
    credentials: ['device', 'customer'],
    params: answer,
    body: report,
    status: 204,
    errors: ['answer/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  subscribe: route({
    id: 'questions.subscribe',
    method: 'PUT',
    path: '/v1/questions/{questionId}/subscription',
    summary:
      'Whether the caller is told of new answers, in their changes. Who asked is told without asking for it',
    credentials: ['device', 'customer'],
    params: question,
    body: z.object({ subscribed: z.boolean() }),
    status: 204,
    errors: ['question/unknown'],
    idempotency: 'natural',
    namesRow: true,
  }),
  draft: route({
    id: 'questions.draft',
    method: 'GET',
    path: '/v1/products/{productId}/questions/draft',
    summary: "The caller's own draft of a question, from whichever of their devices",
    credentials: ['device', 'customer'],
    params: product,
    status: 200,
    response: z.object({ draft: z.optional(QuestionDraft) }),
  }),
  saveDraft: route({
    id: 'questions.saveDraft',
    method: 'PUT',
    path: '/v1/products/{productId}/questions/draft',
    summary: 'Keeps a draft unless a later one is there; answers what is kept. null forgets it',
    credentials: ['device', 'customer'],
    params: product,
    body: z.object({ draft: z.nullable(QuestionDraft) }),
    status: 200,
    response: z.object({ draft: z.optional(QuestionDraft) }),
    errors: ['catalog/product-unknown'],
    idempotency: 'natural',
  }),
  answerDraft: route({
    id: 'questions.answerDraft',
    method: 'GET',
    path: '/v1/questions/{questionId}/answers/draft',
    summary: "The caller's own draft of an answer, from whichever of their devices",
    credentials: ['device', 'customer'],
    params: question,
    status: 200,
    response: z.object({ draft: z.optional(AnswerDraft) }),
  }),
  saveAnswerDraft: route({
    id: 'questions.saveAnswerDraft',
    method: 'PUT',
    path: '/v1/questions/{questionId}/answers/draft',
    summary: 'The same for an answer to a published question',
    credentials: ['device', 'customer'],
    params: question,
    body: z.object({ draft: z.nullable(AnswerDraft) }),
    status: 200,
    response: z.object({ draft: z.optional(AnswerDraft) }),
    errors: ['question/unknown'],
    idempotency: 'natural',
  }),
};
