import { questionsFragment } from '@continuo/headless/reviews/html';
import { routes, type AnswerDraft, type QuestionDraft } from '@continuo/protocol';
import { checkProduct } from '../catalog/index.ts';
import { handle, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { draftOf, hashed, inLanguage, invalid, saveDraft, searchedOf, settingsOf } from '../reviews/index.ts';
import { VERSION } from '../version.ts';
import { createAnswer, createQuestion } from './create.ts';
import './erase.ts';
import { ANSWER_DRAFTS, holdPublishedQuestion, QUESTION_DRAFTS } from './hold.ts';
import './join.ts';
import {
  ANSWER_ORDER,
  countsOf,
  keysOf,
  listAnswers,
  listQuestions,
  similarQuestions,
  type ListQuery,
} from './list.ts';
import { report, subscribe, vote } from './opinions.ts';
import { ownOf } from './own.ts';
import { readCursor, writeCursor, type Place } from './rules.ts';

const { questions } = routes;

const MOST_LISTED = 50;
const DEFAULT_LISTED = 10;

/** What everybody is shown first. */
const FIRST_PAGE: ListQuery = { q: undefined, sort: 'answers', after: undefined, limit: DEFAULT_LISTED };

function placeOf(cursor: string | undefined, sort: string, keys: number): Place | undefined {
  const place = cursor === undefined ? undefined : readCursor(cursor, sort, keys);
  if (cursor !== undefined && !place) throw invalid('query.cursor', 'is not one of this list');
  return place;
}

export const handlers: Handlers = {
  [questions.list.id]: handle(questions.list, async ({ db, ws, params, query }) => {
    const { q, sort = 'answers', cursor, limit: asked } = query;
    const limit = asked === undefined ? DEFAULT_LISTED : Number(asked);
    if (limit < 1 || limit > MOST_LISTED) throw invalid('query.limit', `must be from 1 to ${MOST_LISTED}`);
    const after = placeOf(cursor, sort, keysOf(sort));
    const { version, questions: all } = await countsOf(db, ws, params.productId);
    return {
      etag: `${version}`,
      body: async () => {
        const list = { q, sort, after, limit };
        const { next, ...page } = await listQuestions(db, ws, params.productId, list, all);
        return {
          ...page,
          ...(q?.trim() && { searched: searchedOf(q) }),
          ...(next && { next: writeCursor(next) }),
        };
      },
    };
  }),

  [questions.fragment.id]: handle(questions.fragment, async ({ db, ws, params: { productId }, query }) => {
    await checkProduct(db, ws.id, productId);
    const { locale = inLanguage(await settingsOf(db, ws), undefined).locale } = query;
    const { version, questions: all } = await countsOf(db, ws, productId);
    return {
      // A new release may write it in another way.
      etag: `${version}.${hashed([VERSION, locale])}`,
      body: async () => {
        const { next, ...page } = await listQuestions(db, ws, productId, FIRST_PAGE, all);
        const list = { ...page, ...(next && { next: writeCursor(next) }) };
        return questionsFragment(productId, list, locale);
      },
    };
  }),

  [questions.similar.id]: handle(questions.similar, async ({ db, ws, params, query }) => {
    const { version, questions: all } = await countsOf(db, ws, params.productId);
    return {
      etag: `${version}`,
      body: async () => ({
        questions: await similarQuestions(db, ws, params.productId, query.q, all),
      }),
    };
  }),

  [questions.answers.id]: handle(questions.answers, async ({ db, ws, params, query }) => {
    const page = await listAnswers(db, ws, params.questionId, placeOf(query.cursor, ANSWER_ORDER, 2));
    if (!page) throw problem('question/unknown');
    const { next, answers } = page;
    const body = { answers, ...(next && { next: writeCursor(next) }) };
    return { etag: hashed(body), body };
  }),

  [questions.create.id]: handle(questions.create, async ({ db, ws, actor, params, body, now }) => ({
    body: await createQuestion(db, {
      ...{ ws, actor, productId: params.productId, question: body, now: now() },
    }),
  })),

  [questions.answer.id]: handle(questions.answer, async ({ db, ws, actor, params, body, now }) => ({
    body: await createAnswer(db, { ws, actor, questionId: params.questionId, answer: body, now: now() }),
  })),

  [questions.own.id]: handle(questions.own, async ({ db, ws, actor, query }) => ({
    body: await ownOf(db, ws, actor, query.product),
  })),

  [questions.vote.id]: handle(questions.vote, async ({ db, ws, actor, params, body, now }) => ({
    body: await vote(db, { ws, actor, id: params.answerId, now: now() }, body.vote),
  })),

  [questions.report.id]: handle(questions.report, async ({ db, ws, actor, params, body, now }) => {
    await report(db, 'question', { ws, actor, id: params.questionId, now: now() }, body);
    return {};
  }),

  [questions.reportAnswer.id]: handle(
    questions.reportAnswer,
    async ({ db, ws, actor, params, body, now }) => {
      await report(db, 'answer', { ws, actor, id: params.answerId, now: now() }, body);
      return {};
    },
  ),

  [questions.subscribe.id]: handle(questions.subscribe, async ({ db, ws, actor, params, body, now }) => {
    await subscribe(db, { ws, actor, id: params.questionId, now: now() }, body.subscribed);
    return {};
  }),

  [questions.draft.id]: handle(questions.draft, async ({ db, ws, actor, params }) => {
    const draft = await draftOf<QuestionDraft>(db, QUESTION_DRAFTS, { ws, actor, about: params.productId });
    return { body: draft ? { draft } : {} };
  }),

  [questions.saveDraft.id]: handle(questions.saveDraft, async ({ db, ws, actor, params, body, now }) => {
    const { productId: about } = params;
    const drafting = { ws, actor, about, now: now() };
    const draft = await saveDraft(db, QUESTION_DRAFTS, drafting, body.draft, (tx) =>
      checkProduct(tx, ws.id, about),
    );
    return { body: draft ? { draft } : {} };
  }),

  [questions.answerDraft.id]: handle(questions.answerDraft, async ({ db, ws, actor, params }) => {
    const draft = await draftOf<AnswerDraft>(db, ANSWER_DRAFTS, { ws, actor, about: params.questionId });
    return { body: draft ? { draft } : {} };
  }),

  [questions.saveAnswerDraft.id]: handle(
    questions.saveAnswerDraft,
    async ({ db, ws, actor, params, body, now }) => {
      const { questionId: about } = params;
      const drafting = { ws, actor, about, now: now() };
      const draft = await saveDraft(db, ANSWER_DRAFTS, drafting, body.draft, async (tx) => {
        await holdPublishedQuestion(tx, ws, about);
      });
      return { body: draft ? { draft } : {} };
    },
  ),
};
