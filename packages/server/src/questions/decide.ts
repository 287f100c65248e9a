import { randomUUID } from 'node:crypto';
import { sql, type UpdateObject } from 'kysely';
import type { Tx } from '../database/index.ts';
import type { Tables } from '../database/tables.ts';
import { problem } from '../http/problem.ts';
import {
  decide,
  markOf,
  textVectorOf,
  type Acted,
  type Decision,
  type DecisionColumns,
} from '../reviews/index.ts';
import { ANSWERS, countAnswers, holdBoth, holdQuestion, QUESTIONS, touch } from './hold.ts';
import { answerColumns, questionColumns, type AnswerRow, type QuestionRow } from './rows.ts';
import { answeredTold, answerTold, questionTold, tell } from './tell.ts';

interface Ws {
  readonly id: number;
}

/** Publishes or refuses a question; its answers are shown with it. */
export const decideQuestion = (
  tx: Tx,
  ws: Ws,
  questionId: string,
  decision: Decision,
  now: Date,
  told = async (row: QuestionRow) => tell(tx, ws, await questionTold(tx, ws, row)),
): Promise<Acted<QuestionRow>> =>
  decide(tx, ws, questionId, decision, now, {
    target: QUESTIONS,
    hold: () => holdQuestion(tx, ws, questionId),
    write: (columns) => writeQuestion(tx, ws, questionId, columns),
    count: (row, by) => touch(tx, ws, row.product_id, by),
    tell: told,
  });

/** Publishes or refuses an answer, the merchant's too. One that is refused is no longer the best. */
export async function decideAnswer(
  tx: Tx,
  ws: Ws,
  answerId: string,
  decision: Decision,
  now: Date,
): Promise<Acted<AnswerRow>> {
  const held = await holdBoth(tx, ws, answerId);
  if (!held) return undefined;
  return decide(tx, ws, answerId, decision, now, {
    target: ANSWERS,
    hold: () => Promise.resolve(held.answer),
    write: (columns) =>
      writeAnswer(tx, ws, answerId, {
        ...columns,
        ...(columns.state !== 'published' && { best: false }),
      }),
    count: async (row) => {
      await countAnswers(tx, ws, row.question_id);
      await touch(tx, ws, row.product_id);
    },
    tell: async (row) =>
      tell(tx, ws, [...(await answerTold(tx, ws, row)), ...(await answeredTold(tx, ws, held.question, row))]),
  });
}

/**
 * The merchant's answer to a question, which is published with it (`published`, where it was not); empty takes it away.
 * The same text again does nothing.
 */
export async function answerAsBrand(
  tx: Tx,
  ws: Ws & { readonly name: string },
  questionId: string,
  text: string,
  now: Date,
): Promise<{ row: QuestionRow; acted: boolean; published: boolean } | undefined> {
  const before = await holdQuestion(tx, ws, questionId);
  if (!before) return undefined;
  const brand = await tx
    .selectFrom('answers')
    .select(['id', 'body', 'state'])
    .where('ws', '=', ws.id)
    .where('question_id', '=', questionId)
    .where('brand', '=', true)
    .executeTakeFirst();
  const stands = brand?.state === 'published' && before.state === 'published';
  if (text === (brand?.body ?? '') && (text === '' || stands))
    return { row: before, acted: false, published: false };
  if (text === '') {
    await tx.deleteFrom('answers').where('ws', '=', ws.id).where('id', '=', brand!.id).execute();
    await countAnswers(tx, ws, questionId);
    await touch(tx, ws, before.product_id);
    return { row: (await holdQuestion(tx, ws, questionId))!, acted: true, published: false };
  }
  // What is answered in public is published.
  const published = before.state !== 'published';
  if (published) await decideQuestion(tx, ws, questionId, { state: 'published' }, now, async () => {});
  const shown = { state: 'published', reason: null, decided_at: now } as const;
  const words = {
    ...{ body: text, author: ws.name, locale: before.locale, at: now, ...shown },
    search: sql<string>`${textVectorOf(markOf(ws.id, before.product_id), text)}::tsvector`,
  };
  const answer = brand
    ? await writeAnswer(tx, ws, brand.id, words)
    : await tx
        .insertInto('answers')
        .values({
          ...{ ws: ws.id, id: randomUUID(), question_id: questionId, product_id: before.product_id },
          ...{ brand: true, person: null, user_id: null, device_id: null, flags: [], ...words },
        })
        .returning(answerColumns)
        .executeTakeFirstOrThrow();
  await countAnswers(tx, ws, questionId);
  await touch(tx, ws, before.product_id);
  const row = (await holdQuestion(tx, ws, questionId))!;
  await tell(tx, ws, [
    ...(published ? await questionTold(tx, ws, row) : []),
    ...(await answeredTold(tx, ws, row, answer)),
  ]);
  return { row, acted: true, published };
}

/** Marks a published answer as the best one, in place of any other, or takes the mark away. */
export async function markBest(tx: Tx, ws: Ws, answerId: string, best: boolean): Promise<Acted<AnswerRow>> {
  const held = await holdBoth(tx, ws, answerId);
  if (!held) return undefined;
  const { answer } = held;
  if (answer.best === best) return { row: answer, acted: false };
  if (answer.state !== 'published')
    throw problem('moderation/not-possible', { detail: 'Only a published answer can be the best one' });
  await tx
    .updateTable('answers')
    .set({ best: false })
    .where('ws', '=', ws.id)
    .where('question_id', '=', answer.question_id)
    .where('best', '=', true)
    .execute();
  const row = await writeAnswer(tx, ws, answerId, { best });
  await touch(tx, ws, row.product_id);
  return { row, acted: true };
}

const writeQuestion = (tx: Tx, ws: Ws, id: string, change: DecisionColumns): Promise<QuestionRow> =>
  tx
    .updateTable('questions')
    .set(change)
    .where('ws', '=', ws.id)
    .where('id', '=', id)
    .returning(questionColumns)
    .executeTakeFirstOrThrow();

const writeAnswer = (
  tx: Tx,
  ws: Ws,
  id: string,
  change: UpdateObject<Tables, 'answers'>,
): Promise<AnswerRow> =>
  tx
    .updateTable('answers')
    .set(change)
    .where('ws', '=', ws.id)
    .where('id', '=', id)
    .returning(answerColumns)
    .executeTakeFirstOrThrow();
