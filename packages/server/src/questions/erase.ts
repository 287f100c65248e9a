import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { onErased } from '../identity/index.ts';
import { countReports, countVotes, eraseDrafts, type Target } from '../reviews/index.ts';
import {
  ANSWER_DRAFTS,
  ANSWERS,
  countAnswers,
  holdBoth,
  holdQuestion,
  QUESTION_DRAFTS,
  QUESTIONS,
  touch,
} from './hold.ts';

interface Ws {
  readonly id: number;
}

/**
 * Removes what a customer asked, answered, voted, reported, waited for and began to write; a question goes with all its
 * answers. Counts and places in the order follow in the same transaction.
 */
onErased(async (tx, ws, erased) => {
  const { persons } = erased;
  const people = sql`any(${[...persons]}::text[])`;
  const idsIn = async (table: string, column: string): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`
      select distinct ${sql.ref(column)} as id from ${sql.table(table)}
      where ws = ${ws.id}::int and person = ${people} order by id`.execute(tx);
    return rows.map(({ id }) => id);
  };
  for (const id of await idsIn('questions', 'id')) await removeQuestion(tx, ws, id);
  for (const id of await idsIn('answers', 'id')) await removeAnswer(tx, ws, id);
  const said = async (target: Target): Promise<string[]> => [
    ...(target.votes ? await idsIn(target.votes, target.id) : []),
    ...(await idsIn(target.reports, target.id)),
  ];
  const reported = await said(QUESTIONS);
  const answers = await said(ANSWERS);
  for (const table of ['question_reports', 'answer_reports', 'answer_votes', 'question_subscriptions'])
    await sql`delete from ${sql.table(table)} where ws = ${ws.id}::int and person = ${people}`.execute(tx);
  for (const id of reported) if (await holdQuestion(tx, ws, id)) await countReports(tx, ws, QUESTIONS, id);
  for (const id of new Set(answers)) {
    const held = await holdBoth(tx, ws, id);
    if (!held) continue;
    await countVotes(tx, ws, ANSWERS, id);
    await countReports(tx, ws, ANSWERS, id);
    await touch(tx, ws, held.answer.product_id);
  }
  for (const drafted of [QUESTION_DRAFTS, ANSWER_DRAFTS]) await eraseDrafts(tx, drafted, ws, erased);
});

async function removeQuestion(tx: Tx, ws: Ws, id: string): Promise<void> {
  const question = await holdQuestion(tx, ws, id);
  if (!question) return;
  await tx.deleteFrom('questions').where('ws', '=', ws.id).where('id', '=', id).execute();
  await touch(tx, ws, question.product_id, question.state === 'published' ? -1 : 0);
}

async function removeAnswer(tx: Tx, ws: Ws, id: string): Promise<void> {
  const held = await holdBoth(tx, ws, id);
  if (!held) return;
  await tx.deleteFrom('answers').where('ws', '=', ws.id).where('id', '=', id).execute();
  await countAnswers(tx, ws, held.question.id);
  await touch(tx, ws, held.question.product_id);
}
