import type { Answer, Question, QuestionSort } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { markOf, textQueryOf, tokensOf } from '../reviews/index.ts';
import {
  answerColumns,
  answerOf,
  columnsIn,
  findQuestion,
  findQuestions,
  questionColumns,
  questionsOf,
  type AnswerRow,
  type QuestionRow,
} from './rows.ts';
import { mostAlike, type Place } from './rules.ts';

interface Ws {
  readonly id: number;
}

/** Told at most. */
const MOST = 10_000;
/** Words of a text that is being typed, 31 at most, and questions that are compared with it. */
const MOST_WORDS = 24;
const MOST_COMPARED = 500;
const MOST_ALIKE = 5;
const ANSWERS_LISTED = 20;

/** State of what a product's list shows, and how many published questions there are. */
export async function countsOf(
  db: Db,
  ws: Ws,
  productId: string,
): Promise<{ version: number; questions: number }> {
  const row = await db
    .selectFrom('question_counts')
    .select(['version', 'questions'])
    .where('ws', '=', ws.id)
    .where('product_id', '=', productId)
    .executeTakeFirst();
  return row ?? { version: 0, questions: 0 };
}

/** How many sort keys an order has before the time. */
export const keysOf = (sort: QuestionSort): number => (sort === 'answers' ? 1 : 0);

export interface ListQuery {
  q: string | undefined;
  sort: QuestionSort;
  after: Place | undefined;
  limit: number;
}

/** A page of published questions. What is searched may stand in a question or in an answer to it. */
export async function listQuestions(
  db: Db,
  ws: Ws,
  productId: string,
  { q, sort, after, limit }: ListQuery,
  all: number,
): Promise<{ questions: Question[]; total: number; next?: Place }> {
  const query = textQueryOf(markOf(ws.id, productId), q);
  if (query === 'none') return { questions: [], total: 0 };
  const here = sql`ws = ${ws.id}::int and product_id = ${productId} and state = 'published'`;
  const found = sql`(
    select id from questions where ${here} and search @@ ${query ?? ''}::tsquery
    union select question_id from answers where ${here} and search @@ ${query ?? ''}::tsquery)`;
  const isFound = query === undefined ? sql`` : sql`and id in ${found}`;
  const total = query === undefined ? Math.min(all, MOST) : await countFound();
  if (total === 0) return { questions: [], total };

  const direction = sort === 'oldest' ? sql`` : sql` desc`;
  const keys = sort === 'answers' ? [sql`answers`] : [];
  const order = sql.join([...keys, sql`at`, sql`id`].map((key) => sql`${key}${direction}`));
  const place = after
    ? sql`and (${sql.join([...keys, sql`at`, sql`id`])}) ${sort === 'oldest' ? sql`>` : sql`<`} (${sql.join([
        ...after.keys.map((key) => sql`${key}::int`),
        sql`${after.at}::timestamptz`,
        sql`${after.id}`,
      ])})`
    : sql``;
  const { rows } = await sql<QuestionRow>`
    select ${columnsIn('questions', questionColumns)} from questions where ${here} ${isFound} ${place}
    order by ${order} limit ${limit + 1}::int`.execute(db);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    questions: await questionsOf(db, ws, page),
    total,
    ...(last && {
      next: { sort, keys: sort === 'answers' ? [last.answers] : [], at: last.at, id: last.id },
    }),
  };

  async function countFound(): Promise<number> {
    const counted = await sql<{ n: number }>`
      select count(*)::int as n from (
        select 1 from questions where ${here} and id in ${found} limit ${MOST}::int) r`.execute(db);
    return counted.rows[0]!.n;
  }
}

/** The order of the answers to a question. */
export const ANSWER_ORDER = 'helpful';

/** A page of the published answers to a published question; undefined when there is no such question. */
export async function listAnswers(
  db: Db,
  ws: Ws,
  questionId: string,
  after: Place | undefined,
): Promise<{ answers: Answer[]; next?: Place } | undefined> {
  const place = after
    ? sql`and (a.rank, a.score, a.at, a.id) < (${after.keys[0]!}::smallint, ${after.keys[1]!}::double precision,
        ${after.at}::timestamptz, ${after.id})`
    : sql``;
  if ((await findQuestion(db, ws, questionId))?.state !== 'published') return undefined;
  const { rows } = await sql<AnswerRow>`
    select ${columnsIn('a', answerColumns)} from answers a
    where a.ws = ${ws.id}::int and a.question_id = ${questionId} and a.state = 'published' ${place}
    order by a.rank desc, a.score desc, a.at desc, a.id desc limit ${ANSWERS_LISTED + 1}::int`.execute(db);
  const page = rows.slice(0, ANSWERS_LISTED);
  const last = rows.length > ANSWERS_LISTED ? page.at(-1) : undefined;
  return {
    answers: page.map(answerOf),
    ...(last && { next: { sort: ANSWER_ORDER, keys: [last.rank, last.score], at: last.at, id: last.id } }),
  };
}

/** The published questions that share most with what somebody is typing, most alike first. */
export async function similarQuestions(
  db: Db,
  ws: Ws,
  productId: string,
  text: string,
  all: number,
): Promise<Question[]> {
  const tokens = tokensOf(markOf(ws.id, productId), text, MOST_WORDS);
  if (!tokens.length || all === 0) return [];
  // One bit for each word: a list of them costs more to send and to read than the search does.
  const has = sql.join(
    tokens.map(({ query }, i) => sql`(search @@ ${query}::tsquery)::int * ${2 ** i}::int`),
    sql` + `,
  );
  const any = tokens.map(({ query }) => query).join(' | ');
  const { rows: found } = await sql<{ id: string; has: number }>`
    select id, ${has} as has from questions
    where ws = ${ws.id}::int and product_id = ${productId} and state = 'published' and search @@ ${any}::tsquery
    order by answers desc, at desc, id desc limit ${MOST_COMPARED}::int`.execute(db);
  const ids = mostAlike(
    tokens.map(({ word }) => word),
    found.map((row) => ({ id: row.id, has: tokens.map((_, i) => ((row.has >> i) & 1) === 1) })),
    all,
    MOST_ALIKE,
  );
  if (!ids.length) return [];
  const rows = await findQuestions(db, ws, ids);
  return questionsOf(
    db,
    ws,
    ids.flatMap((id) => rows.get(id) ?? []),
  );
}
