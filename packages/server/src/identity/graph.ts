import { sql } from 'kysely';
import type { Db, Tx } from '../database/types.ts';
import { deviceName, personIdOf, type IdentityKind } from './rules.ts';

interface Ws {
  readonly id: number;
}
/** An identity as it was met in a request. */
export interface Sighting {
  kind: IdentityKind;
  value: string;
  at: Date;
  channel?: string | undefined;
  /** In words, for the desk: `Chrome on Android`. */
  label?: string | undefined;
  /** Of a device: the anonymousId that came with it. */
  anonymousId?: string | undefined;
}
/** Whose an identity is now. */
export interface Known {
  /** The person at the end of the pointers. */
  personId: string;
  /** The customer that this person is, if any. */
  userId: string | null;
  /** The customer whose proof first brought this identity; never changes. */
  claimedBy: string | null;
}

export const identityKey = (kind: IdentityKind, value: string): string => `${kind} ${value}`;

/** Makes persons and identities that are new; tells whose each one is. */
export async function meet(tx: Tx, ws: Ws, sightings: readonly Sighting[]): Promise<Map<string, Known>> {
  if (sightings.length === 0) return new Map();
  const rows = sightings
    .map((sighting) => ({
      ...sighting,
      person: personIdOf(ws.id, sighting.kind, sighting.value),
    }))
    .sort((a, b) => (a.person < b.person ? -1 : 1));
  const want = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as w(kind text, value text, at timestamptz, channel text, label text, person text, "anonymousId" text)`;
  await sql`
    with want as materialized (
      select w.* from ${want} where not exists (
        select from identities i where i.ws = ${ws.id}::int and i.kind = w.kind and i.value = w.value)
    ), person as (
      insert into persons (ws, id, user_id, first_seen, last_seen)
      select ${ws.id}::int, person, case kind when 'user' then value end, at, at from want order by person
      on conflict do nothing
    )
    insert into identities (ws, kind, value, person_id, channel, label, first_seen, last_seen, claimed_by,
      anonymous_id)
    select ${ws.id}::int, kind, value, person, channel, label, at, at, case kind when 'user' then value end,
      "anonymousId"
    from want order by person
    on conflict do nothing`.execute(tx);
  await sql`
    update identities i
    set last_seen = w.at, channel = coalesce(w.channel, i.channel), label = coalesce(w.label, i.label),
      anonymous_id = coalesce(w."anonymousId", i.anonymous_id)
    from ${want}
    where i.ws = ${ws.id}::int and i.kind = w.kind and i.value = w.value
      and (i.last_seen < w.at - interval '5 s' or i.anonymous_id is distinct from coalesce(w."anonymousId", i.anonymous_id))
    `.execute(tx);
  const { rows: found } = await sql<Known & { kind: IdentityKind; value: string }>`
    select i.kind, i.value, i.claimed_by as "claimedBy", root.id as "personId", root.user_id as "userId"
    from ${want}
    join identities i on i.ws = ${ws.id}::int and i.kind = w.kind and i.value = w.value
    join persons p on p.ws = i.ws and p.id = i.person_id
    join persons root on root.ws = p.ws and root.id = coalesce(p.merged_into, p.id)`.execute(tx);
  return new Map(found.map(({ kind, value, ...known }) => [identityKey(kind, value), known]));
}

export interface Ids {
  userId?: string | undefined;
  deviceId?: string | undefined;
  anonymousId?: string | undefined;
}

/**
 * The person of a customer, else of a device, else of an anonymousId; made when never met. What is given must have
 * been proved: a userId by a customer token or a secret key, a deviceId by its token. That it was seen is noted once a
 * minute.
 */
export async function personOf(tx: Tx, ws: Ws, ids: Ids, at = new Date()): Promise<string | undefined> {
  const found = (
    [
      ['user', ids.userId],
      ['device', ids.deviceId],
      ['anonymous', ids.anonymousId],
    ] as const
  ).find(([, value]) => value !== undefined);
  if (!found) return undefined;
  const [kind, value] = found;
  const { rows } = await sql<{ id: string }>`
    select coalesce(p.merged_into, p.id) as id
    from identities i join persons p on p.ws = i.ws and p.id = i.person_id
    where i.ws = ${ws.id} and i.kind = ${kind} and i.value = ${value}
      and i.last_seen > ${at}::timestamptz - interval '1 min'`.execute(tx);
  if (rows[0]) return rows[0].id;
  return (await meet(tx, ws, [{ kind, value: value!, at }])).get(identityKey(kind, value!))?.personId;
}

/**
 * The person of a customer or a device, made when never met. Until the transaction ends no login makes another of it:
 * for rows that are one a person.
 */
export async function holdPerson(
  tx: Tx,
  ws: Ws,
  ids: Pick<Ids, 'userId' | 'deviceId'>,
  at: Date,
): Promise<string> {
  if (ids.userId === undefined && ids.deviceId === undefined) throw new TypeError('Nobody was named');
  for (;;) {
    const known = await personOf(tx, ws, ids, at);
    const { rows } = await sql<{ id: string }>`
      select coalesce(merged_into, id) as id from persons
      where ws = ${ws.id} and id = ${known ?? null}::text for share`.execute(tx);
    // Who was erased meanwhile is met anew.
    if (rows[0]) return rows[0].id;
  }
}

/** The userId of a person who is a customer. */
export async function customerOf(db: Db, ws: Ws, personId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('persons')
    .select('user_id')
    .where('ws', '=', ws.id)
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.user_id ?? undefined;
}

/** Says in words what a device is, where nothing has said so yet: a guest without analytics sends no event that would. */
export async function nameDevice(db: Db, ws: Ws, deviceId: string, userAgent: string): Promise<void> {
  const label = deviceName(userAgent);
  if (label === undefined) return;
  await db
    .updateTable('identities')
    .set({ label })
    .where('ws', '=', ws.id)
    .where('kind', '=', 'device')
    .where('value', '=', deviceId)
    .where('label', 'is', null)
    .execute();
}

/** Every person that has become this one, itself first. */
export async function personsOf(db: Db, ws: Ws, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('persons')
    .select('id')
    .where('ws', '=', ws.id)
    .where((e) => e.or([e('id', '=', personId), e('merged_into', '=', personId)]))
    .orderBy(sql`id = ${personId}`, 'desc')
    .limit(1_000)
    .execute();
  return rows.map((r) => r.id);
}

/** The person at the end of the pointers of a person's id; undefined when there is none. */
export async function rootOf(db: Db, ws: Ws, personId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('persons')
    .select(['id', 'merged_into'])
    .where('ws', '=', ws.id)
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.merged_into ?? row?.id;
}

/** How many devices of a customer are looked through: more than a person has, fewer than a shared account would cost. */
const DEVICES = 200;

/** The devices whose past became this customer's when they logged in there first, last seen first. */
export async function devicesOf(db: Db, ws: Ws, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('identities')
    .innerJoin('persons', (join) =>
      join.onRef('persons.ws', '=', 'identities.ws').onRef('persons.id', '=', 'identities.person_id'),
    )
    .select('identities.value')
    .where('identities.ws', '=', ws.id)
    .where('identities.kind', '=', 'device')
    .where('identities.claimed_by', '=', userId)
    .where((e) => {
      const customer = personIdOf(ws.id, 'user', userId);
      return e.or([e('persons.id', '=', customer), e('persons.merged_into', '=', customer)]);
    })
    .orderBy('identities.last_seen', 'desc')
    .limit(DEVICES)
    .execute();
  return rows.map((r) => r.value);
}
