import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { onJoined } from '../identity/index.ts';
import { joinOpinions } from './opinions.ts';
import { touch } from './summary.ts';
import { holdReview, REVIEWS } from './votes.ts';

/** A visitor became a customer: what they wrote is the customer's, and so are their votes and reports. */
async function join(tx: Tx, ws: { readonly id: number }, visitor: string, customer: string): Promise<void> {
  await sql`update reviews set person = ${customer} where ws = ${ws.id}::int and person = ${visitor}`.execute(
    tx,
  );
  await joinOpinions(
    tx,
    ws,
    REVIEWS,
    [visitor, customer],
    (id) => holdReview(tx, ws, id),
    (review) => touch(tx, ws, review.product_id),
  );
}

onJoined(join);
