import {
  routes,
  type Answer,
  type NewQuestion,
  type OwnAnswer,
  type OwnQuestion,
  type Question,
  type QuestionList,
  type QuestionSort,
} from '@continuo/protocol';
import {
  handle,
  hasProduct,
  isOwn,
  personOf,
  type Context,
  type Handlers,
  type Shown,
  type Visitor,
} from '../context.ts';
import { limitOf, order, pageOf, type Keys } from '../places.ts';
import { MockProblem } from '../problem.ts';
import {
  cast,
  helpfulOf,
  markedBy,
  setMark,
  tell,
  type State,
  type StoredAnswer,
  type StoredQuestion,
} from '../state.ts';
import { mostAlike, saysAll, searchedOf } from '../words.ts';
import { draftOf, forgetDrafts, saveDraft } from './drafts.ts';
import { helpfulness } from './reviews.ts';

const { questions } = routes;
const MOST_TOLD = 10_000;
const MOST_ALIKE = 5;
/** Answers that come with their question, and those of a page of all of them. */
const FIRST = 3;
const ANSWERS_LISTED = 20;

const time = (at: string): number => new Date(at).getTime();

/** As its author sees it. */
export function ownAnswer(state: State, answer: StoredAnswer): OwnAnswer {
  const { person: _, deviceId: __, helpfulBefore: ___, told: ____, ...rest } = answer;
  return { ...rest, helpful: helpfulOf(state.answerVotes, answer) };
}
/** As everybody may see it. */
function publishedAnswer(state: State, answer: StoredAnswer): Answer {
  const { state: _, reason: __, ...rest } = ownAnswer(state, answer);
  return rest;
}

/** The published answers to a question: the best one, then the merchant's, then the most helpful. */
const answersTo = (state: State, shown: Pick<Shown, 'answers'>, questionId: string) =>
  shown.answers
    .filter((answer) => answer.questionId === questionId && answer.state === 'published')
    .map((stored) => {
      const answer = publishedAnswer(state, stored);
      const { best, brand, helpful, at, id } = answer;
      const keys: Keys = [best ? 2 : brand ? 1 : 0, helpfulness(helpful.yes, helpful.no), time(at), id];
      return { answer, keys };
    })
    .sort((a, b) => order(a.keys, b.keys));

/** As who asked sees it. */
export function ownQuestion(
  state: State,
  { person: _, deviceId: __, ...question }: StoredQuestion,
  shown: Pick<Shown, 'answers'> = state,
): OwnQuestion {
  const answers = answersTo(state, shown, question.id).map(({ answer }) => answer);
  return { ...question, answerCount: answers.length, answers: answers.slice(0, FIRST) };
}
function publishedQuestion(state: State, stored: StoredQuestion, shown: Shown): Question {
  const { state: _, reason: __, ...rest } = ownQuestion(state, stored, shown);
  return rest;
}

const ofProduct = (shown: Shown, productId: string): StoredQuestion[] =>
  shown.questions.filter((one) => one.productId === productId && one.state === 'published');

function publishedOne(state: State, questionId: string): StoredQuestion {
  const found = state.questions.find(({ id }) => id === questionId);
  if (found?.state !== 'published') throw new MockProblem('question/unknown');
  return found;
}
function publishedAnswerOne(state: State, answerId: string): StoredAnswer {
  const found = state.answers.find(({ id }) => id === answerId);
  const question = state.questions.find(({ id }) => id === found?.questionId);
  if (found?.state !== 'published' || question?.state !== 'published')
    throw new MockProblem('answer/unknown');
  return found;
}

/** Who asked, and who wants to be told, hears once that there is an answer. */
export function tellWaiting(state: State, answer: StoredAnswer, now: Date): void {
  const question = state.questions.find(({ id }) => id === answer.questionId);
  if (answer.told || answer.state !== 'published' || question?.state !== 'published') return;
  state.answers = state.answers.map((one) => (one.id === answer.id ? { ...one, told: true } : one));
  const waiting = new Set([question.person, ...(state.subscriptions.get(question.id) ?? [])]);
  waiting.delete(answer.person);
  const data = { question: question.body, answer: publishedAnswer(state, answer) };
  for (const person of waiting) tell(state, person, { kind: 'question.answered', data }, now);
}

/** What a question and an answer have in common when they are new. */
const written = (state: State, actor: Visitor, productId: string, body: NewQuestion, now: Date) => ({
  ...{ ...body, productId, at: now.toISOString(), state: 'pending' as const },
  person: personOf(state, actor),
  ...(actor.kind === 'device' && { deviceId: actor.deviceId }),
});

function create({ params, body, actor, state, now }: Context<typeof questions.create>) {
  const sent = state.questions.find(({ id }) => id === body.id);
  if (sent && !isOwn(state, actor, sent)) throw new MockProblem('question/unknown');
  if (sent) return ownQuestion(state, sent);
  hasProduct(state, params.productId);
  const question: StoredQuestion = written(state, actor, params.productId, body, now);
  state.questions = [...state.questions, question];
  forgetDrafts(state, actor, `question ${params.productId}`);
  const own = ownQuestion(state, question);
  tell(state, question.person, { kind: 'question', data: { question: own } }, now);
  return own;
}

function answer({ params, body, actor, state, now }: Context<typeof questions.answer>) {
  const sent = state.answers.find(({ id }) => id === body.id);
  if (sent && (sent.questionId !== params.questionId || !isOwn(state, actor, sent)))
    throw new MockProblem('answer/unknown');
  if (sent) return ownAnswer(state, sent);
  const { productId, id: questionId } = publishedOne(state, params.questionId);
  const stored: StoredAnswer = {
    ...written(state, actor, productId, body, now),
    ...{ questionId, brand: false, best: false, told: false },
    ...{ helpful: { yes: 0, no: 0 }, helpfulBefore: { yes: 0, no: 0 } },
  };
  state.answers = [...state.answers, stored];
  forgetDrafts(state, actor, `answer ${questionId}`);
  const own = ownAnswer(state, stored);
  tell(state, stored.person, { kind: 'answer', data: { answer: own } }, now);
  return own;
}

const keysOf = (sort: QuestionSort, { answerCount, at, id }: Question): Keys =>
  sort === 'answers' ? [answerCount, time(at), id] : [time(at), id];
const newestFirst = (a: { at: string }, b: { at: string }): number => (a.at < b.at ? 1 : -1);

/** A page of what is published. */
export function listOf({
  params,
  query,
  state,
  shown,
}: Pick<Context<typeof questions.list>, 'params' | 'query' | 'state' | 'shown'>): QuestionList {
  const { q, sort = 'answers', cursor } = query;
  const limit = limitOf(query.limit, 10);
  const found = ofProduct(shown, params.productId)
    .filter(({ id, body }) =>
      [body, ...answersTo(state, shown, id).map((one) => one.answer.body)].some((text) => saysAll(text, q)),
    )
    .map((stored) => {
      const question = publishedQuestion(state, stored, shown);
      return { question, keys: keysOf(sort, question) };
    });
  const { page, next } = pageOf(found, {
    ...{ sort, cursor, limit },
    ...(sort === 'oldest' && { direction: 1 }),
  });
  return {
    questions: page.map(({ question }) => question),
    total: Math.min(found.length, MOST_TOLD),
    ...(q?.trim() && { searched: searchedOf(q) }),
    ...(next !== undefined && { next }),
  };
}

export const questionHandlers: Handlers = {
  ...handle(questions.list, listOf),

  ...handle(questions.similar, ({ params, query, state, shown }) => ({
    questions: mostAlike(query.q, ofProduct(shown, params.productId), ({ body }) => body, MOST_ALIKE).map(
      (one) => publishedQuestion(state, one, shown),
    ),
  })),

  ...handle(questions.answers, ({ params, query, state, shown }) => {
    publishedOne(shown as State, params.questionId);
    const all = answersTo(state, shown, params.questionId);
    const { page, next } = pageOf(all, { sort: 'helpful', cursor: query.cursor, limit: ANSWERS_LISTED });
    return { answers: page.map((one) => one.answer), ...(next !== undefined && { next }) };
  }),

  ...handle(questions.create, create),
  ...handle(questions.answer, answer),

  ...handle(questions.own, ({ query, actor, state }) => {
    const person = personOf(state, actor);
    const isOfProduct = ({ productId }: { productId: string }): boolean =>
      query.product === undefined || productId === query.product;
    const isMine = (one: StoredQuestion | StoredAnswer): boolean =>
      isOwn(state, actor, one) && isOfProduct(one);
    const aboutProduct = (all: readonly (StoredQuestion | StoredAnswer)[]) => (id: string) =>
      all.some((one) => one.id === id && isOfProduct(one));
    const [isQuestion, isAnswer] = [aboutProduct(state.questions), aboutProduct(state.answers)];
    return {
      questions: state.questions
        .filter(isMine)
        .sort(newestFirst)
        .map((one) => ownQuestion(state, one)),
      answers: state.answers
        .filter(isMine)
        .sort(newestFirst)
        .map((one) => ownAnswer(state, one)),
      votes: [...state.answerVotes].flatMap(([answerId, given]) => {
        const vote = given.get(person);
        return vote && isAnswer(answerId) ? [{ answerId, vote }] : [];
      }),
      reports: {
        questions: markedBy(state.questionReports, person).filter(isQuestion),
        answers: markedBy(state.answerReports, person).filter(isAnswer),
      },
      subscriptions: markedBy(state.subscriptions, person).filter(isQuestion),
    };
  }),

  ...handle(questions.vote, ({ params, body, actor, state }) => {
    const found = publishedAnswerOne(state, params.answerId);
    const person = personOf(state, actor);
    if (found.person === person) throw new MockProblem('auth/forbidden');
    cast(state.answerVotes, found.id, person, body.vote);
    return helpfulOf(state.answerVotes, found);
  }),

  ...handle(questions.report, ({ params, actor, state }) => {
    const { id } = publishedOne(state, params.questionId);
    setMark(state.questionReports, id, personOf(state, actor), true);
    return undefined;
  }),
  ...handle(questions.reportAnswer, ({ params, actor, state }) => {
    const { id } = publishedAnswerOne(state, params.answerId);
    setMark(state.answerReports, id, personOf(state, actor), true);
    return undefined;
  }),
  ...handle(questions.subscribe, ({ params, body, actor, state }) => {
    const { id } = publishedOne(state, params.questionId);
    setMark(state.subscriptions, id, personOf(state, actor), body.subscribed);
    return undefined;
  }),

  ...handle(questions.draft, ({ params, actor, state }) =>
    draftOf(state, actor, `question ${params.productId}`),
  ),
  ...handle(questions.saveDraft, ({ params, body: { draft }, actor, state, now }) => {
    if (draft) hasProduct(state, params.productId);
    const isSent = state.questions.some(({ id }) => id === draft?.id);
    return saveDraft(state, actor, `question ${params.productId}`, { draft, isSent, now });
  }),
  ...handle(questions.answerDraft, ({ params, actor, state }) =>
    draftOf(state, actor, `answer ${params.questionId}`),
  ),
  ...handle(questions.saveAnswerDraft, ({ params, body: { draft }, actor, state, now }) => {
    if (draft) publishedOne(state, params.questionId);
    const isSent = state.answers.some(({ id }) => id === draft?.id);
    return saveDraft(state, actor, `answer ${params.questionId}`, { draft, isSent, now });
  }),
};
