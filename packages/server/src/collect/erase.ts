import { sql } from 'kysely';
import { onErased } from '../identity/index.ts';

/** Events go, also those that only claim to be the customer's. That their ids came stays: a replay brings none back. */
onErased(async (tx, ws, { userId, persons }) => {
  await sql`
    delete from events where ws = ${ws.id}::int
      and (person_id = any(${[...persons]}::text[]) or claimed_user_id = ${userId})`.execute(tx);
});
