import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import type { Drafted, Target, Voted } from '../reviews/index.ts';
import { answerColumns, findAnswer, questionColumns, type AnswerRow, type QuestionRow } from './rows.ts';

interface Ws {
  readonly id: number;
}

export const QUESTIONS: Target = { things: 'questions', reports: 'question_reports', id: 'question_id' };
export const ANSWERS: Voted = {
  things: 'answers',
  votes: 'answer_votes',
  reports: 'answer_reports',
  id: 'answer_id',
};

export const QUESTION_DRAFTS: Drafted = {
  things: 'questions',
  drafts: 'question_drafts',
  about: 'product_id',
};
export const ANSWER_DRAFTS: Drafted = { things: 'answers', drafts: 'answer_drafts', about: 'question_id' };

/** The question, held until the transaction ends. Who needs both holds the question before its answer. */
export const holdQuestion = (tx: Tx, ws: Ws, questionId: string): Promise<QuestionRow | undefined> =>
  tx
    .selectFrom('questions')
    .select(questionColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', questionId)
    .forUpdate()
    .executeTakeFirst();

export const holdAnswer = (tx: Tx, ws: Ws, answerId: string): Promise<AnswerRow | undefined> =>
  tx
    .selectFrom('answers')
    .select(answerColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', answerId)
    .forUpdate()
    .executeTakeFirst();

/** Holds an answer and, before it, its question. */
export async function holdBoth(
  tx: Tx,
  ws: Ws,
  answerId: string,
): Promise<{ question: QuestionRow; answer: AnswerRow } | undefined> {
  const found = await findAnswer(tx, ws, answerId);
  const question = found && (await holdQuestion(tx, ws, found.question_id));
  const answer = question && (await holdAnswer(tx, ws, answerId));
  return answer && { question, answer };
}

/** What is not published is nobody's to answer, vote on or report: it is unknown, as no question. */
export async function holdPublishedQuestion(tx: Tx, ws: Ws, questionId: string): Promise<QuestionRow> {
  const row = await holdQuestion(tx, ws, questionId);
  if (row?.state !== 'published') throw problem('question/unknown');
  return row;
}

/** So is an answer to a question that is not published. */
export async function holdPublishedAnswer(tx: Tx, ws: Ws, answerId: string): Promise<AnswerRow> {
  const held = await holdBoth(tx, ws, answerId);
  if (held?.answer.state !== 'published' || held.question.state !== 'published')
    throw problem('answer/unknown');
  return held.answer;
}

/** Counts the published answers of a question that is held. */
export async function countAnswers(tx: Tx, ws: Ws, questionId: string): Promise<void> {
  await sql`
    update questions set answers = (
      select count(*)::int from answers a
      where a.ws = ${ws.id}::int and a.question_id = ${questionId} and a.state = 'published')
    where ws = ${ws.id}::int and id = ${questionId}`.execute(tx);
}

/** Adds published questions to a product's count (0 for none), and says that what its list shows has changed. */
export async function touch(tx: Tx, ws: Ws, productId: string, by: 1 | 0 | -1 = 0): Promise<void> {
  // A row of its own first: the check of no count below zero is made before a conflict is found.
  await sql`
    insert into question_counts as c (ws, product_id, version) values (${ws.id}::int, ${productId}, 1)
    on conflict (ws, product_id) do update set version = c.version + 1`.execute(tx);
  if (by !== 0)
    await sql`
      update question_counts set questions = questions + ${by}::int
      where ws = ${ws.id}::int and product_id = ${productId}`.execute(tx);
}
