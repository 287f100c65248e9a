import { sql } from 'kysely';
import { announceAll } from '../changes/index.ts';
import type { Tx } from '../database/types.ts';
import {
  claim,
  deviceName,
  emailOf,
  identityKey,
  linkVisitor,
  meet,
  nameOf,
  type Known,
  type Sighting,
} from '../identity/index.ts';
import type { EventRow } from './rules.ts';

interface Ws {
  readonly id: number;
}

/** Takes the ids that never came before. Ordered, so that two batches with the same ids wait instead of deadlocking. */
async function takeIds(tx: Tx, ws: Ws, mids: readonly string[], received: Date): Promise<Set<string>> {
  const { rows } = await sql<{ mid: string }>`
    insert into event_ids (ws, mid, seen)
    select distinct ${ws.id}::int, mid, ${received}::timestamptz
    from jsonb_array_elements_text(${JSON.stringify(mids)}::jsonb) as mid order by mid
    on conflict do nothing returning mid`.execute(tx);
  return new Set(rows.map((r) => r.mid));
}

const userAgentOf = (row: EventRow): string => {
  const agent = (row.body['context'] as Record<string, unknown> | undefined)?.['userAgent'];
  return typeof agent === 'string' ? agent.slice(0, 1_000) : '';
};

function sightingsOf(rows: readonly EventRow[], received: Date): Sighting[] {
  const sightings = new Map<string, Sighting>();
  for (const row of rows) {
    const ids = [
      ['user', row.user_id],
      ['device', row.device_id],
      ['anonymous', row.anonymous_id],
    ] as const;
    for (const [kind, value] of ids)
      if (value !== null)
        sightings.set(identityKey(kind, value), {
          ...{ kind, value, at: received, channel: row.channel },
          label: kind === 'user' ? undefined : deviceName(userAgentOf(row)),
          anonymousId: kind === 'device' ? (row.anonymous_id ?? undefined) : undefined,
        });
  }
  return [...sightings.values()];
}

/** Joins what the rows prove and that is not joined yet. True when anything may have changed. */
async function join(tx: Tx, ws: Ws, rows: readonly EventRow[], known: ReadonlyMap<string, Known>, at: Date) {
  let changed = false;
  const done = new Set<string>();
  for (const row of rows) {
    const pairs =
      row.user_id === null
        ? [['', row.device_id, row.anonymous_id] as const]
        : [
            [row.user_id, row.device_id, row.anonymous_id] as const,
            ...(row.type === 'alias' ? [[row.user_id, null, row.previous_id] as const] : []),
          ];
    for (const [userId, deviceId, anonymousId] of pairs) {
      const pair = JSON.stringify([userId, deviceId, anonymousId]);
      if (done.has(pair)) continue;
      done.add(pair);
      const device = deviceId === null ? undefined : known.get(identityKey('device', deviceId));
      const anonymous = anonymousId === null ? undefined : known.get(identityKey('anonymous', anonymousId));
      if (userId !== '') {
        const unclaimed = (id: string | null, k: Known | undefined) =>
          id !== null && (k?.claimedBy ?? null) === null;
        if (!unclaimed(deviceId, device) && !unclaimed(anonymousId, anonymous)) continue;
        const ids = { deviceId: deviceId ?? undefined, anonymousId: anonymousId ?? undefined };
        changed = (await claim(tx, ws, userId, ids, at)) || changed;
      } else if (device && anonymous && device.personId !== anonymous.personId && anonymous.userId === null) {
        await linkVisitor(tx, ws, deviceId!, anonymousId!);
        changed = true;
      }
    }
  }
  return changed;
}

interface Gain {
  id: string;
  at: Date;
  n: number;
  channels: string[];
  traits: Record<string, unknown>;
  name?: string | undefined;
  email?: string | undefined;
}

/** What a batch adds to each person. Traits only from those who proved who they are. */
function gainsOf(rows: readonly { row: EventRow; person: string | null }[]): Gain[] {
  const gains = new Map<string, Gain>();
  for (const { row, person } of rows) {
    if (person === null) continue;
    const gain = gains.get(person) ?? { id: person, at: row.at, n: 0, channels: [], traits: {} };
    gains.set(person, gain);
    gain.n += 1;
    if (row.at > gain.at) gain.at = row.at;
    if (!gain.channels.includes(row.channel)) gain.channels.push(row.channel);
    const traits = row.body['traits'];
    if (row.type !== 'identify' || row.user_id === null || typeof traits !== 'object' || traits === null)
      continue;
    Object.assign(gain.traits, traits);
    gain.name = nameOf(traits as Record<string, unknown>) ?? gain.name;
    gain.email = emailOf(traits as Record<string, unknown>) ?? gain.email;
  }
  return [...gains.values()];
}

async function addGains(tx: Tx, ws: Ws, gains: readonly Gain[]): Promise<void> {
  if (gains.length === 0) return;
  await sql`
    with gain as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(gains)}::jsonb)
        as g(id text, at timestamptz, n int, channels text[], traits jsonb, name text, email text)
    ), locked as materialized (
      select p.id from persons p join gain g on g.id = p.id where p.ws = ${ws.id} order by p.id for update of p
    )
    update persons p set
      last_seen = greatest(p.last_seen, g.at),
      first_seen = least(p.first_seen, g.at),
      events = p.events + g.n,
      channels = array(select distinct c from unnest(p.channels || g.channels) c order by c),
      traits = p.traits || g.traits,
      name = coalesce(g.name, p.name),
      email = coalesce(g.email, p.email)
    from gain g join locked on locked.id = g.id
    where p.ws = ${ws.id} and p.id = g.id`.execute(tx);
}

/** Stores messages that never came before, for the persons they are of, and tells the desk. Returns how many were new. */
export async function storeEvents(tx: Tx, ws: Ws, all: readonly EventRow[], received: Date): Promise<number> {
  if (all.length === 0) return 0;
  const fresh = await takeIds(
    tx,
    ws,
    all.map((r) => r.mid),
    received,
  );
  // of an id that comes twice in one batch the first counts
  const rows = all.filter((row) => fresh.delete(row.mid));
  if (rows.length === 0) return 0;
  const sightings = sightingsOf(rows, received);
  let known = await meet(tx, ws, sightings);
  if (await join(tx, ws, rows, known, received)) known = await meet(tx, ws, sightings);
  const owned = rows.map((row) => {
    const [kind, value] =
      row.user_id !== null
        ? (['user', row.user_id] as const)
        : row.device_id !== null
          ? (['device', row.device_id] as const)
          : (['anonymous', row.anonymous_id] as const);
    return { row, person: value === null ? null : (known.get(identityKey(kind, value))?.personId ?? null) };
  });
  const records = owned.map(({ row: { previous_id: _, ...row }, person }) => ({ ...row, person_id: person }));
  await sql`
    insert into events (ws, received_at, mid, at, type, name, trust, channel, session_id, person_id, user_id,
      claimed_user_id, device_id, anonymous_id, body)
    select ${ws.id}::int, ${received}::timestamptz, mid, at, type, name, trust, channel, session_id, person_id, user_id,
      claimed_user_id, device_id, anonymous_id, body
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as e(mid text, at timestamptz, type text, name text,
      trust text, channel text, session_id text, person_id text, user_id text, claimed_user_id text, device_id text,
      anonymous_id text, body jsonb)`.execute(tx);
  const gains = gainsOf(owned);
  await addGains(tx, ws, gains);
  await announceAll(
    tx,
    ws,
    gains.map(({ id }) => ({ subject: `p:${id}`, kind: 'person', data: { person: id, what: 'events' } })),
  );
  return rows.length;
}
