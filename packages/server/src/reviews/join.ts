import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { onJoined } from '../identity/index.ts';
import { joinOpinions } from './opinions.ts';
import { touch } from './summary.ts';
import { holdReview, REVIEWS } from './votes.ts';

/** A visitor became a customer: what they wrote is the customer's, and so are their votes and reports. */
async function join(tx: Tx, ws: { readonly id: number }, visitor: string, customer: string): Promise<void> {
  const said = (table: string) =>
    sql`select review_id from ${sql.table(table)} where ws = ${ws.id}::int and person = ${visitor}`;
  // All at once and in the order of all who hold several, so that none waits for one that waits for it.
  await sql`
    select id from reviews where ws = ${ws.id}::int
      and (person = ${visitor} or id in (${said('review_votes')} union ${said('review_reports')}))
    order by id for update`.execute(tx);
  await sql`update reviews set person = ${customer} where ws = ${ws.id}::int and person = ${visitor}`.execute(
    tx,
  );
  await joinOpinions(
    tx,
    ws,
    REVIEWS,
    [visitor, customer],
    (id) => holdReview(tx, ws, id),
    (productId) => touch(tx, ws, productId),
  );
}

onJoined(join);
