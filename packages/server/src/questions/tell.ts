import { sql } from 'kysely';
import { announceAll, type Announcement, type Subject } from '../changes/index.ts';
import type { Tx } from '../database/index.ts';
import { subjectsOf, type Owned } from '../reviews/index.ts';
import { answerOf, ownAnswerOf, ownQuestionsOf, type AnswerRow, type QuestionRow } from './rows.ts';

interface Ws {
  readonly id: number;
}

/** For who asked, on all devices: what became of the question. */
export async function questionTold(tx: Tx, ws: Ws, row: QuestionRow): Promise<Announcement[]> {
  const [question] = await ownQuestionsOf(tx, ws, [row]);
  const subjects = await subjectsOf(tx, ws, row);
  return subjects.map((subject) => ({ subject, kind: 'question', data: { question: question! } }));
}

/** For the author, on all devices: what became of the answer. The merchant's have none. */
export async function answerTold(tx: Tx, ws: Ws, row: AnswerRow): Promise<Announcement[]> {
  if (row.person === null) return [];
  const subjects = await subjectsOf(tx, ws, { ...row, person: row.person });
  return subjects.map((subject) => ({ subject, kind: 'answer', data: { answer: ownAnswerOf(row) } }));
}

/** For who asked and who wants to be told, but not for its own author: an answer stands there, the first time that it does. */
export async function answeredTold(
  tx: Tx,
  ws: Ws,
  question: QuestionRow,
  answer: AnswerRow,
): Promise<Announcement[]> {
  if (answer.told || answer.state !== 'published' || question.state !== 'published') return [];
  await tx
    .updateTable('answers')
    .set({ told: true })
    .where('ws', '=', ws.id)
    .where('id', '=', answer.id)
    .execute();
  const { rows } = await sql<Owned>`
    select person, user_id, device_id from question_subscriptions
    where ws = ${ws.id}::int and question_id = ${question.id}`.execute(tx);
  const subjects = new Set<Subject>();
  for (const row of [question, ...rows])
    if (row.person !== answer.person)
      for (const subject of await subjectsOf(tx, ws, row)) subjects.add(subject);
  const data = { question: question.body, answer: answerOf(answer) };
  return [...subjects].map((subject) => ({ subject, kind: 'question.answered', data }));
}

/** Last in a transaction. */
export const tell = (tx: Tx, ws: Ws, announcements: readonly Announcement[]): Promise<void> =>
  announceAll(tx, ws, announcements);
