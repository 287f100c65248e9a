import { sql } from 'kysely';
import { eraseChanges } from '../changes/index.ts';
import { transact } from '../database/transact.ts';
import type { Db, Tx } from '../database/types.ts';
import { eraseKeys } from '../http/idempotency.ts';
import { tellErased, type Erased } from './hooks.ts';
import { personIdOf } from './rules.ts';

interface Ws {
  readonly id: number;
}

/**
 * Erases a customer from every table, in one transaction: the person with the visitors who became it, and what each
 * feature holds of them. It is logged by the id that their person had. Whoever logs in with the same userId later is new.
 */
export const erasePerson = (db: Db, ws: Ws, userId: string, at: Date): Promise<void> =>
  transact(db, async (tx) => {
    // Held even where there is none (a second erasure, a login under way): else one would come between two statements.
    while (!(await holdAll(tx, ws, userId)).held)
      await sql`
        insert into persons (ws, id, user_id, first_seen, last_seen)
        values (${ws.id}::int, ${personIdOf(ws.id, 'user', userId)}, ${userId}, ${at}, ${at})
        on conflict do nothing`.execute(tx);
    // A login that was under way at the first look is seen by the second; none begins once the customer is held.
    const { who } = await holdAll(tx, ws, userId);
    await tellErased(tx, ws, who);
    await eraseKeys(tx, ws, who);
    await eraseChanges(tx, ws, [
      `u:${userId}`,
      ...who.devices.map((id) => `d:${id}` as const),
      ...who.persons.map((id) => `p:${id}` as const),
    ]);
    // Identities go with their persons; an id that changed hands is with another's.
    await sql`delete from identities where ws = ${ws.id}::int and claimed_by = ${userId}`.execute(tx);
    await sql`delete from persons where ws = ${ws.id}::int and id = any(${[...who.persons]}::text[])`.execute(
      tx,
    );
    await sql`
      insert into erasures (ws, person, at) values (${ws.id}::int, ${personIdOf(ws.id, 'user', userId)}, ${at})
      on conflict (ws, person) do update set at = excluded.at`.execute(tx);
  });

/** Locks the identities and persons of a customer, in the order in which a login does, and reads which they are. */
async function holdAll(tx: Tx, ws: Ws, userId: string): Promise<{ who: Erased; held: boolean }> {
  const customer = personIdOf(ws.id, 'user', userId);
  const { rows: identities } = await sql<{ kind: string; value: string }>`
    select kind, value from identities
    where ws = ${ws.id}::int and (claimed_by = ${userId} or person_id in (
      select id from persons where ws = ${ws.id}::int and (id = ${customer} or merged_into = ${customer})))
    order by kind, value for update`.execute(tx);
  const { rows: persons } = await sql<{ id: string }>`
    select id from persons where ws = ${ws.id}::int and (id = ${customer} or merged_into = ${customer})
    order by id for update`.execute(tx);
  const of = (kind: string) => identities.filter((i) => i.kind === kind).map((i) => i.value);
  const ids = persons.map(({ id }) => id);
  const who = { userId, persons: ids, devices: of('device'), anonymousIds: of('anonymous') };
  return { who, held: ids.includes(customer) };
}
