import type { Answer, OwnAnswer, OwnQuestion, Question } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Db } from '../database/index.ts';
import type { AnswersTable, QuestionsTable } from './tables.ts';

interface Ws {
  readonly id: number;
}
const written = [
  'id',
  'product_id',
  'person',
  'user_id',
  'device_id',
  'state',
  'reason',
  'body',
  'locale',
  'author',
  'flags',
  'at',
  'decided_at',
  'reports',
  'reported_at',
] as const;
export const questionColumns = [...written, 'answers'] as const;
export const answerColumns = [
  ...written,
  'question_id',
  'brand',
  'best',
  'rank',
  'yes',
  'no',
  'score',
  'told',
] as const;
export type QuestionRow = Pick<Selectable<QuestionsTable>, (typeof questionColumns)[number]>;
export type AnswerRow = Pick<Selectable<AnswersTable>, (typeof answerColumns)[number]>;

/** Columns for raw queries, of a table or an alias of it. */
export const columnsIn = (alias: string, columns: readonly string[]) =>
  sql.join(columns.map((name) => sql.ref(`${alias}.${name}`)));

/** Answers that come with their question. */
const FIRST = 3;

/** As everybody may see it once it is published. */
export const answerOf = (row: AnswerRow): Answer => ({
  id: row.id,
  questionId: row.question_id,
  productId: row.product_id,
  body: row.body,
  locale: row.locale,
  author: row.author,
  at: row.at.toISOString(),
  brand: row.brand,
  best: row.best,
  helpful: { yes: row.yes, no: row.no },
});

const decided = ({ state, reason }: Pick<QuestionRow, 'state' | 'reason'>) => ({
  state,
  ...(reason && { reason }),
});

/** As its author and the desk see it. */
export const ownAnswerOf = (row: AnswerRow): OwnAnswer => ({ ...answerOf(row), ...decided(row) });

const questionOf = (row: QuestionRow, answers: readonly AnswerRow[]): Question => ({
  id: row.id,
  productId: row.product_id,
  body: row.body,
  locale: row.locale,
  author: row.author,
  at: row.at.toISOString(),
  answerCount: row.answers,
  answers: answers.map(answerOf),
});

/** The first published answers to questions, by question. */
async function firstAnswers(db: Db, ws: Ws, rows: readonly QuestionRow[]): Promise<Map<string, AnswerRow[]>> {
  const ids = rows.filter((row) => row.answers > 0).map((row) => row.id);
  const found = new Map<string, AnswerRow[]>();
  if (!ids.length) return found;
  const { rows: answers } = await sql<AnswerRow>`
    select ${columnsIn('a', answerColumns)} from unnest(${ids}::text[]) with ordinality as q(id, n)
      cross join lateral (
        select * from answers r
        where r.ws = ${ws.id}::int and r.question_id = q.id and r.state = 'published'
        order by r.rank desc, r.score desc, r.at desc, r.id desc limit ${FIRST}::int) a
    order by q.n, a.rank desc, a.score desc, a.at desc, a.id desc`.execute(db);
  for (const answer of answers)
    found.set(answer.question_id, [...(found.get(answer.question_id) ?? []), answer]);
  return found;
}

/** Questions with their first answers, in the order of the rows. */
export async function questionsOf(db: Db, ws: Ws, rows: readonly QuestionRow[]): Promise<Question[]> {
  const answers = await firstAnswers(db, ws, rows);
  return rows.map((row) => questionOf(row, answers.get(row.id) ?? []));
}

/** The same as who asked and the desk see them. */
export async function ownQuestionsOf(db: Db, ws: Ws, rows: readonly QuestionRow[]): Promise<OwnQuestion[]> {
  const questions = await questionsOf(db, ws, rows);
  return questions.map((question, i) => ({ ...question, ...decided(rows[i]!) }));
}

export const findQuestion = (db: Db, ws: Ws, id: string): Promise<QuestionRow | undefined> =>
  db
    .selectFrom('questions')
    .select(questionColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', id)
    .executeTakeFirst();

/** Questions by id. */
export async function findQuestions(
  db: Db,
  ws: Ws,
  ids: readonly string[],
): Promise<Map<string, QuestionRow>> {
  const rows = await db
    .selectFrom('questions')
    .select(questionColumns)
    .where('ws', '=', ws.id)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export const findAnswer = (db: Db, ws: Ws, id: string): Promise<AnswerRow | undefined> =>
  db
    .selectFrom('answers')
    .select(answerColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', id)
    .executeTakeFirst();
