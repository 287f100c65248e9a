import type { OwnQuestions } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { Visitor } from '../identity/index.ts';
import { ownRowsOf } from '../reviews/index.ts';
import {
  answerColumns,
  columnsIn,
  ownAnswerOf,
  ownQuestionsOf,
  questionColumns,
  type AnswerRow,
  type QuestionRow,
} from './rows.ts';

/** Rows of each kind: more than a person writes. */
const MOST = 500;

/** What a visitor asked, answered, voted, reported and wants to be told of, newest first. */
export async function ownOf(
  db: Db,
  ws: { readonly id: number },
  actor: Visitor,
  productId: string | undefined,
): Promise<OwnQuestions> {
  const own = await ownRowsOf(db, ws, actor);
  const product = (alias: string) =>
    productId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.product_id`)} = ${productId}`;
  const written = (alias: string) =>
    sql`where ${own} ${product(alias)} order by s.at desc, s.id desc limit ${MOST}::int`;
  /** Of questions or answers, those that a table of what was said of them names. */
  const said = (table: string, thing: 'question' | 'answer') => sql`
    from ${sql.table(table)} s
      join ${sql.table(`${thing}s`)} t on t.ws = s.ws and t.id = ${sql.ref(`s.${thing}_id`)}
    where ${own} ${product('t')} order by s.at desc limit ${MOST}::int`;
  const ids = async (table: string, thing: 'question' | 'answer') => {
    const { rows } = await sql<{ id: string }>`select t.id ${said(table, thing)}`.execute(db);
    return rows.map(({ id }) => id);
  };
  const questions = await sql<QuestionRow>`
    select ${columnsIn('s', questionColumns)} from questions s ${written('s')}`.execute(db);
  const answers = await sql<AnswerRow>`
    select ${columnsIn('s', answerColumns)} from answers s ${written('s')}`.execute(db);
  const votes = await sql<{ id: string; helpful: boolean }>`
    select t.id, s.helpful ${said('answer_votes', 'answer')}`.execute(db);
  return {
    questions: await ownQuestionsOf(db, ws, questions.rows),
    answers: answers.rows.map(ownAnswerOf),
    votes: votes.rows.map(({ id, helpful }) => ({ answerId: id, vote: helpful ? 'yes' : 'no' })),
    reports: {
      questions: await ids('question_reports', 'question'),
      answers: await ids('answer_reports', 'answer'),
    },
    subscriptions: await ids('question_subscriptions', 'question'),
  };
}
