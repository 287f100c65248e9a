import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { onJoined } from '../identity/index.ts';
import { touch } from './summary.ts';
import { countReports, countVotes, holdReview } from './votes.ts';

/**
 * A visitor became a customer: what they wrote is the customer's, and a vote or report that both of them gave is one.
 * The later vote counts; none on what the customer wrote.
 */
async function join(tx: Tx, ws: { readonly id: number }, visitor: string, customer: string): Promise<void> {
  await sql`update reviews set person = ${customer} where ws = ${ws.id}::int and person = ${visitor}`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    select review_id as id from review_votes where ws = ${ws.id}::int and person = ${visitor}
    union select review_id from review_reports where ws = ${ws.id}::int and person = ${visitor}
    union select v.review_id from review_votes v
      join reviews r on r.ws = v.ws and r.id = v.review_id and r.person = v.person
      where v.ws = ${ws.id}::int and v.person = ${customer}
    order by id`.execute(tx);
  for (const { id } of rows) {
    const review = await holdReview(tx, ws, id);
    if (!review) continue;
    for (const table of ['review_votes', 'review_reports'] as const)
      await move(tx, ws, table, id, visitor, customer);
    if (review.person === customer)
      await sql`delete from review_votes
        where ws = ${ws.id}::int and review_id = ${id} and person = ${customer}`.execute(tx);
    await countVotes(tx, ws, id);
    await countReports(tx, ws, id);
    await touch(tx, ws, review.product_id);
  }
}

/** Leaves the later of two rows, as the customer's. */
async function move(
  tx: Tx,
  ws: { readonly id: number },
  table: 'review_votes' | 'review_reports',
  id: string,
  visitor: string,
  customer: string,
): Promise<void> {
  await sql`
    delete from ${sql.table(table)} where ws = ${ws.id}::int and review_id = ${id} and person in (${visitor}, ${customer})
      and person <> (select person from ${sql.table(table)}
        where ws = ${ws.id}::int and review_id = ${id} and person in (${visitor}, ${customer})
        order by at desc, person = ${customer} desc limit 1)`.execute(tx);
  await sql`
    update ${sql.table(table)} set person = ${customer}
    where ws = ${ws.id}::int and review_id = ${id} and person = ${visitor}`.execute(tx);
}

onJoined(join);
