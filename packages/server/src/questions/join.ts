import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { onJoined } from '../identity/index.ts';
import { joinOpinions, moveToCustomer } from '../reviews/index.ts';
import { ANSWERS, holdBoth, holdQuestion, QUESTIONS, touch } from './hold.ts';

/** A visitor became a customer: what they asked, answered, voted, reported and wait for is the customer's. */
async function join(tx: Tx, ws: { readonly id: number }, visitor: string, customer: string): Promise<void> {
  for (const table of ['questions', 'answers'])
    await sql`
      update ${sql.table(table)} set person = ${customer}
      where ws = ${ws.id}::int and person = ${visitor}`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select question_id as id from question_subscriptions
    where ws = ${ws.id}::int and person = ${visitor} order by id`.execute(tx);
  for (const { id } of rows)
    await moveToCustomer(tx, ws, 'question_subscriptions', ['question_id', id], visitor, customer);
  const both = [visitor, customer] as const;
  await joinOpinions(
    tx,
    ws,
    QUESTIONS,
    both,
    (id) => holdQuestion(tx, ws, id),
    async () => {}, // Reports are nothing that the list shows.
  );
  await joinOpinions(
    tx,
    ws,
    ANSWERS,
    both,
    async (id) => (await holdBoth(tx, ws, id))?.answer,
    (productId) => touch(tx, ws, productId),
  );
}

onJoined(join);
