import { sql } from 'kysely';
import { announce } from '../changes/index.ts';
import type { Tx } from '../database/types.ts';
import { meet } from './graph.ts';
import { tellJoined } from './hooks.ts';
import { personIdOf } from './rules.ts';

interface Ws {
  readonly id: number;
}
interface Locked {
  kind: 'device' | 'anonymous';
  value: string;
  claimedBy: string | null;
  /** End of the pointers. */
  root: string;
  rootUser: string | null;
}

/** Locks identities in one order, so that two joins never wait for each other, and reads whose they are. */
async function lock(tx: Tx, ws: Ws, deviceId: string | undefined, anonymousId: string | undefined) {
  await sql`
    select 1 from identities where ws = ${ws.id} and (
      (kind = 'anonymous' and value = ${anonymousId ?? null}::text)
      or (kind = 'device' and value = ${deviceId ?? null}::text))
    order by kind, value for update`.execute(tx);
  const { rows } = await sql<Locked>`
    select i.kind, i.value, i.claimed_by as "claimedBy", root.id as root, root.user_id as "rootUser"
    from identities i
    join persons p on p.ws = i.ws and p.id = i.person_id
    join persons root on root.ws = p.ws and root.id = coalesce(p.merged_into, p.id)
    where i.ws = ${ws.id} and (
      (i.kind = 'anonymous' and i.value = ${anonymousId ?? null}::text)
      or (i.kind = 'device' and i.value = ${deviceId ?? null}::text))
    order by i.kind desc`.execute(tx);
  return rows;
}

/** Whether any device but this one belongs to a visitor. */
async function hasOtherDevice(tx: Tx, ws: Ws, root: string, deviceId: string | undefined): Promise<boolean> {
  const { rows } = await sql`
    select 1 from identities i join persons p on p.ws = i.ws and p.id = i.person_id
    where i.ws = ${ws.id} and i.kind = 'device' and i.value is distinct from ${deviceId ?? null}::text
      and coalesce(p.merged_into, p.id) = ${root} limit 1`.execute(tx);
  return rows.length > 0;
}

/** Points a visitor, and all who were merged into it, at another person; false when somebody else just did. */
async function mergeInto(tx: Tx, ws: Ws, visitor: string, target: string): Promise<boolean> {
  const locked = await tx
    .selectFrom('persons')
    .select(['id', 'merged_into'])
    .where('ws', '=', ws.id)
    .where('id', 'in', [visitor, target])
    .orderBy('id')
    .forUpdate()
    .execute();
  // Erased meanwhile: what is not there takes nothing over.
  if (locked.length < 2 || locked.some((p) => p.merged_into !== null)) return false;
  await sql`
    update persons t set
      first_seen = least(t.first_seen, v.first_seen),
      last_seen = greatest(t.last_seen, v.last_seen),
      events = t.events + v.events,
      channels = array(select distinct c from unnest(t.channels || v.channels) c order by c)
    from persons v
    where t.ws = ${ws.id} and t.id = ${target} and v.ws = t.ws and v.id = ${visitor}`.execute(tx);
  await tx
    .updateTable('persons')
    .set({ merged_into: target })
    .where('ws', '=', ws.id)
    .where((e) => e.or([e('id', '=', visitor), e('merged_into', '=', visitor)]))
    .execute();
  return true;
}

/**
 * Joins a device and an anonymousId to a customer: each once, whoever claims it first. Proved by a customer token or a
 * secret key. What visitors did with them becomes the customer's past. False when nothing was new.
 */
export async function claim(
  tx: Tx,
  ws: Ws,
  userId: string,
  { deviceId, anonymousId }: { deviceId?: string | undefined; anonymousId?: string | undefined },
  at: Date,
): Promise<boolean> {
  await meet(tx, ws, [
    { kind: 'user', value: userId, at },
    ...(deviceId === undefined ? [] : [{ kind: 'device', value: deviceId, at, anonymousId } as const]),
    ...(anonymousId === undefined ? [] : [{ kind: 'anonymous', value: anonymousId, at } as const]),
  ]);
  const customer = personIdOf(ws.id, 'user', userId);
  let joined = false;
  for (const { kind, value, claimedBy, root, rootUser } of await lock(tx, ws, deviceId, anonymousId)) {
    if (claimedBy !== null || (rootUser !== null && rootUser !== userId)) continue;
    const shared = kind === 'anonymous' && (await hasOtherDevice(tx, ws, root, deviceId));
    if (rootUser === null && !shared) {
      if (!(await mergeInto(tx, ws, root, customer))) continue;
      await sql`
        update identities i set claimed_by = ${userId}, claimed_at = ${at} from persons p
        where i.ws = ${ws.id} and p.ws = i.ws and p.id = i.person_id and i.claimed_by is null
          and (p.id = ${root} or p.merged_into = ${customer})`.execute(tx);
      await tellJoined(tx, ws, root, customer);
    } else {
      // another device belongs to the same visitor: this one id changes hands, the visitor does not
      await tx
        .updateTable('identities')
        .set({ claimed_by: userId, claimed_at: at, person_id: customer })
        .where('ws', '=', ws.id)
        .where('kind', '=', kind)
        .where('value', '=', value)
        .execute();
    }
    joined = true;
  }
  if (joined) await announce(tx, ws, `p:${customer}`, 'person', { person: customer, what: 'identity' });
  return joined;
}

/**
 * Links an anonymousId to the visitor of a device. An anonymousId that a customer or another device has is left where
 * it is; so is a device that already is a customer's.
 */
export async function linkVisitor(tx: Tx, ws: Ws, deviceId: string, anonymousId: string): Promise<void> {
  const rows = await lock(tx, ws, deviceId, anonymousId);
  const device = rows.find((r) => r.kind === 'device');
  const anonymous = rows.find((r) => r.kind === 'anonymous');
  if (!device || !anonymous || device.root === anonymous.root) return;
  if (device.rootUser !== null || anonymous.rootUser !== null || anonymous.claimedBy !== null) return;
  if (await hasOtherDevice(tx, ws, anonymous.root, undefined)) return;
  await mergeInto(tx, ws, anonymous.root, device.root);
}
