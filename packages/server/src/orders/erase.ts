import { sql } from 'kysely';
import { onErased } from '../identity/index.ts';

/** An order stays, as the books of a merchant must; who placed it does not. */
onErased(async (tx, ws, { userId, devices }) => {
  await sql`
    update orders set user_id = null, device_id = null, contact = null
    where ws = ${ws.id}::int
      and (user_id = ${userId} or (user_id is null and device_id = any(${[...devices]}::text[])))`.execute(
    tx,
  );
});
