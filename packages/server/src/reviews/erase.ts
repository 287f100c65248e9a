import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { onErased } from '../identity/index.ts';
import { eraseDrafts, REVIEW_DRAFTS } from './drafts.ts';
import { reviewColumns, type ReviewRow } from './rows.ts';
import { count, touch } from './summary.ts';
import { countReports, countVotes } from './opinions.ts';
import { REVIEWS } from './votes.ts';

/**
 * Removes what a customer wrote, voted, reported and began to write. Summaries and places in the order follow in the
 * same transaction. The log of moderation keeps its acts on reviews that are gone: they say nothing of the author.
 */
onErased(async (tx, ws, erased) => {
  const { persons } = erased;
  const people = sql`any(${[...persons]}::text[])`;
  const said = (table: string) =>
    sql`select review_id from ${sql.table(table)} where ws = ${ws.id}::int and person = ${people}`;
  const columns = sql.join(reviewColumns.map((name) => sql.ref(name)));
  const { rows } = await sql<ReviewRow>`
    select ${columns} from reviews where ws = ${ws.id}::int and (person = ${people}
      or id in (${said('review_votes')} union ${said('review_reports')}))
    order by id for update`.execute(tx);
  for (const table of ['review_votes', 'review_reports'])
    await sql`delete from ${sql.table(table)} where ws = ${ws.id}::int and person = ${people}`.execute(tx);
  // By product, as the summaries are locked in that order.
  for (const row of rows.sort((a, b) => (a.product_id < b.product_id ? -1 : 1)))
    if (persons.includes(row.person)) await remove(tx, ws, row);
    else {
      await countVotes(tx, ws, REVIEWS, row.id);
      await countReports(tx, ws, REVIEWS, row.id);
      await touch(tx, ws, row.product_id);
    }
  await eraseDrafts(tx, REVIEW_DRAFTS, ws, erased);
});

/** Deletes a review that is held, with the votes and reports on it. */
async function remove(tx: Tx, ws: { readonly id: number }, row: ReviewRow): Promise<void> {
  if (row.state === 'published') await count(tx, ws, row, -1);
  await tx.deleteFrom('reviews').where('ws', '=', ws.id).where('id', '=', row.id).execute();
}
