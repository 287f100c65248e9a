import type { NewAnswer, NewQuestion, OwnAnswer, OwnQuestion } from '@continuo/protocol';
import { sql } from 'kysely';
import { checkProduct, cleanLine, cleanText } from '../catalog/index.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { filled } from '../http/validate.ts';
import { holdPerson, type Visitor } from '../identity/index.ts';
import { flagsOf } from '../moderation/index.ts';
import {
  columnsOf,
  factsOf,
  forgetDrafts,
  idsOf,
  isOwn,
  markOf,
  saidOf,
  textVectorOf,
} from '../reviews/index.ts';
import { ANSWER_DRAFTS, holdPublishedQuestion, QUESTION_DRAFTS } from './hold.ts';
import {
  answerColumns,
  findAnswer,
  findQuestion,
  ownAnswerOf,
  ownQuestionsOf,
  questionColumns,
} from './rows.ts';
import { answerTold, questionTold, tell } from './tell.ts';

interface Submission {
  ws: { readonly id: number };
  actor: Visitor;
  now: Date;
}

/** Takes a question, once however often it is sent: it waits for a decision. */
export const createQuestion = (
  db: Db,
  submission: Submission & { productId: string; question: NewQuestion },
): Promise<OwnQuestion> =>
  // Of two at the same time the second one finds the first.
  transact(db, (tx) => ask(tx, submission), { retryUnique: true });

async function ask(
  tx: Tx,
  { ws, actor, now, productId, question }: Submission & { productId: string; question: NewQuestion },
): Promise<OwnQuestion> {
  const sent = await findQuestion(tx, ws, question.id);
  if (sent) {
    if (!isOwn(ws, actor, sent)) throw problem('question/unknown');
    return (await ownQuestionsOf(tx, ws, [sent]))[0]!;
  }
  await checkProduct(tx, ws.id, productId);
  const person = await holdPerson(tx, ws, idsOf(actor), now);
  const row = await tx
    .insertInto('questions')
    .values({ ...(await written(tx, { ws, actor, now }, person, productId, question)), person })
    .returning(questionColumns)
    .executeTakeFirstOrThrow();
  await forgetDrafts(tx, QUESTION_DRAFTS, { ws, actor, about: productId });
  await tell(tx, ws, await questionTold(tx, ws, row));
  return (await ownQuestionsOf(tx, ws, [row]))[0]!;
}

/** Takes an answer to a published question, once however often it is sent: it waits for a decision. */
export const createAnswer = (
  db: Db,
  submission: Submission & { questionId: string; answer: NewAnswer },
): Promise<OwnAnswer> => transact(db, (tx) => answerIt(tx, submission), { retryUnique: true });

async function answerIt(
  tx: Tx,
  { ws, actor, now, questionId, answer }: Submission & { questionId: string; answer: NewAnswer },
): Promise<OwnAnswer> {
  const sent = await findAnswer(tx, ws, answer.id);
  if (sent) {
    const { person } = sent;
    if (person === null || sent.question_id !== questionId || !isOwn(ws, actor, { ...sent, person }))
      throw problem('answer/unknown');
    return ownAnswerOf(sent);
  }
  const person = await holdPerson(tx, ws, idsOf(actor), now);
  const question = await holdPublishedQuestion(tx, ws, questionId);
  const columns = await written(tx, { ws, actor, now }, person, question.product_id, answer);
  const row = await tx
    .insertInto('answers')
    .values({ ...columns, person, question_id: questionId, brand: false })
    .returning(answerColumns)
    .executeTakeFirstOrThrow();
  await forgetDrafts(tx, ANSWER_DRAFTS, { ws, actor, about: questionId });
  await tell(tx, ws, await answerTold(tx, ws, row));
  return ownAnswerOf(row);
}

/** The columns of something new, as far as questions and answers share them. */
async function written(
  tx: Tx,
  { ws, actor, now }: Submission,
  person: string,
  productId: string,
  { id, locale, ...text }: NewQuestion,
) {
  const body = filled('body.body', cleanText(text.body));
  const author = filled('body.author', cleanLine(text.author));
  const said = saidOf('', body);
  const facts = [
    await factsOf(tx, ws.id, 'questions', person, said, now),
    await factsOf(tx, ws.id, 'answers', person, said, now),
  ];
  const sum = (of: 'copies' | 'lately') => facts.reduce((n, each) => n + each[of], 0);
  return {
    ...{ ws: ws.id, id, product_id: productId, ...columnsOf(actor), state: 'pending' as const },
    ...{ body, locale, author, at: now, said },
    flags: flagsOf({ title: '', body, author, locale }, { copies: sum('copies'), lately: sum('lately') }),
    search: sql<string>`${textVectorOf(markOf(ws.id, productId), body)}::tsvector`,
  };
}
