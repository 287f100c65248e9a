import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { onErased } from '../identity/index.ts';

/**
 * Erases the carts of a customer, and those of guests on these devices. What is left is that their ids are gone: late
 * operations cannot revive them. The counters of replicas stay, or a device that others use too would be told that it
 * forked.
 */
export async function eraseCarts(
  tx: Tx,
  ws: number,
  userId: string,
  devices: readonly string[] = [],
): Promise<void> {
  const carts = await tx
    .selectFrom('cart')
    .select('id')
    .where('ws', '=', ws)
    .where((e) =>
      e.or([
        e('owner', '=', userId),
        e.and([e('owner', 'is', null), e('device_id', 'in', ['', ...devices])]),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  const ids = JSON.stringify(carts.map(({ id }) => id));
  const these = sql`(select jsonb_array_elements_text(${ids}::jsonb))`;
  await sql`
    update cart_replica set told = '[]' where ws = ${ws} and told <> '[]'
      and replica in (select replica from cart_seen where ws = ${ws} and cart_id in ${these})`.execute(tx);
  await sql`delete from cart_line where ws = ${ws} and cart_id in ${these}`.execute(tx);
  await sql`delete from cart_seen where ws = ${ws} and cart_id in ${these}`.execute(tx);
  // Guest carts that went into them, too.
  await sql`
    update cart set state = 'erased', owner = null, device_id = null, forward_to = null, merge_notices = null
    where ws = ${ws} and (id in ${these} or forward_to in ${these})`.execute(tx);
}

onErased((tx, ws, { userId, devices }) => eraseCarts(tx, ws.id, userId, devices));
