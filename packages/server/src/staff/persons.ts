import type { Person, PersonSummary } from '@continuo/protocol';
import { sql } from 'kysely';
import { cartsOfPerson } from '../cart/index.ts';
import type { Db } from '../database/index.ts';
import { personsOf } from '../identity/index.ts';
import { buyerOfNumber, ordersOfPerson, orderTotals, type Buyer } from '../orders/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';

const PAGE = 30;

interface PersonRow {
  id: string;
  user_id: string | null;
  name: string | null;
  email: string | null;
  traits: unknown;
  first_seen: Date;
  last_seen: Date;
  channels: string[];
  events: number;
}
interface IdentityRow {
  root: string;
  kind: 'device' | 'anonymous';
  value: string;
  label: string | null;
  channel: string | null;
  anonymous_id: string | null;
  first_seen: Date;
  last_seen: Date;
}
const columns = [
  'id',
  'user_id',
  'name',
  'email',
  'traits',
  'first_seen',
  'last_seen',
  'channels',
  'events',
] as const;

/** Devices of persons; an anonymousId that a device brought along is that device's, not another one. */
async function devicesOf(
  db: Db,
  ws: Workspace,
  roots: readonly string[],
): Promise<Map<string, IdentityRow[]>> {
  const { rows } = await sql<IdentityRow>`
    select coalesce(p.merged_into, p.id) as root, i.kind, i.value, i.label, i.channel, i.anonymous_id,
      i.first_seen, i.last_seen
    from persons p join identities i on i.ws = p.ws and i.person_id = p.id and i.kind <> 'user'
    where p.ws = ${ws.id} and (p.id = any(${[...roots]}::text[]) or p.merged_into = any(${[...roots]}::text[]))
    order by i.last_seen desc limit 5000`.execute(db);
  const byRoot = new Map<string, IdentityRow[]>();
  const key = (root: string, anonymousId: string | null) => `${root} ${anonymousId}`;
  const paired = new Set(rows.filter((r) => r.kind === 'device').map((r) => key(r.root, r.anonymous_id)));
  for (const row of rows)
    if (row.kind === 'device' || !paired.has(key(row.root, row.value)))
      byRoot.set(row.root, [...(byRoot.get(row.root) ?? []), row]);
  return byRoot;
}

const buyerOf = (row: PersonRow, devices: readonly IdentityRow[]): Buyer => ({
  userId: row.user_id ?? undefined,
  deviceIds: devices.filter((d) => d.kind === 'device').map((d) => d.value),
});

async function summaries(db: Db, ws: Workspace, rows: readonly PersonRow[]) {
  const devices = await devicesOf(
    db,
    ws,
    rows.map((r) => r.id),
  );
  const buyers = rows.map((row) => ({ key: row.id, ...buyerOf(row, devices.get(row.id) ?? []) }));
  const totals = await orderTotals(db, ws.id, buyers);
  return rows.map((row) => {
    const own = devices.get(row.id) ?? [];
    const summary: PersonSummary = {
      id: row.id,
      kind: row.user_id === null ? 'visitor' : 'customer',
      ...(row.user_id === null ? {} : { userId: row.user_id }),
      ...(row.name === null ? {} : { name: row.name }),
      ...(row.email === null ? {} : { email: row.email }),
      firstSeen: row.first_seen.toISOString(),
      lastSeen: row.last_seen.toISOString(),
      channels: row.channels as PersonSummary['channels'],
      devices: own.length,
      events: row.events,
      orders: totals.get(row.id)?.orders ?? 0,
      spent: totals.get(row.id)?.spent ?? [],
    };
    return { summary, devices: own };
  });
}

/** Persons that an exact word names: an id of theirs, or the number of their order. */
async function named(db: Db, ws: Workspace, word: string): Promise<string[]> {
  const buyer = await buyerOfNumber(db, ws.id, word.toUpperCase());
  const device = buyer?.userId === null ? buyer.deviceId : null;
  const { rows } = await sql<{ root: string }>`
    select distinct coalesce(p.merged_into, p.id) as root
    from identities i join persons p on p.ws = i.ws and p.id = i.person_id
    where i.ws = ${ws.id} and (i.value = ${word}
      or (i.kind = 'user' and i.value = ${buyer?.userId ?? null}::text)
      or (i.kind = 'device' and i.value = ${device}::text))
    limit 100`.execute(db);
  return rows.map((r) => r.root);
}

/** Last seen first. */
export async function listPersons(
  db: Db,
  ws: Workspace,
  {
    q,
    kind,
    cursor,
  }: { q?: string | undefined; kind?: 'customer' | 'visitor' | undefined; cursor?: string | undefined },
): Promise<{ persons: PersonSummary[]; next?: string }> {
  const word = q?.trim() ?? '';
  const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const ids = word === '' ? [] : await named(db, ws, word);
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rows = await db
    .selectFrom('persons')
    .select(columns)
    .where('ws', '=', ws.id)
    .where('merged_into', 'is', null)
    .$if(kind !== undefined, (s) => s.where('user_id', kind === 'customer' ? 'is not' : 'is', null))
    .$if(word !== '', (s) =>
      s.where((e) =>
        e.or([
          e('name', 'ilike', pattern),
          e('email', 'ilike', pattern),
          e('user_id', 'ilike', pattern),
          e('id', 'in', [word, ...ids]),
        ]),
      ),
    )
    .$if(after !== undefined, (s) =>
      s.where(sql<boolean>`(last_seen, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? ''})`),
    )
    .orderBy('last_seen', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    persons: (await summaries(db, ws, page)).map((p) => p.summary),
    ...(rows.length > PAGE && last ? { next: writeCursor({ at: last.last_seen, id: last.id }) } : {}),
  };
}

/** One person with devices, carts and orders; one that became another is answered as that. */
export async function getPerson(db: Db, ws: Workspace, root: string, now: Date): Promise<Person | undefined> {
  const row = await db
    .selectFrom('persons')
    .select(columns)
    .where('ws', '=', ws.id)
    .where('id', '=', root)
    .executeTakeFirst();
  if (!row) return undefined;
  const [{ summary, devices } = { summary: undefined, devices: [] }] = await summaries(db, ws, [row]);
  const buyer = buyerOf(row, devices);
  return {
    ...summary!,
    traits: row.traits as Person['traits'],
    deviceList: devices.map((d) => {
      const anonymousId = d.kind === 'anonymous' ? d.value : d.anonymous_id;
      return {
        ...(d.kind === 'device' ? { deviceId: d.value } : {}),
        ...(anonymousId === null ? {} : { anonymousId }),
        ...(d.channel === null ? {} : { channel: d.channel as PersonSummary['channels'][number] }),
        name: d.label ?? '',
        firstSeen: d.first_seen.toISOString(),
        lastSeen: d.last_seen.toISOString(),
      };
    }),
    carts: await cartsOfPerson(db, ws, buyer, { now }),
    orderList: await ordersOfPerson(db, ws.id, buyer),
  };
}

/** All persons that a person's rows may name, and its customer. */
export async function clusterOf(
  db: Db,
  ws: Workspace,
  root: string,
): Promise<{ ids: string[]; userId: string | null }> {
  const ids = await personsOf(db, ws, root);
  const row = await db
    .selectFrom('persons')
    .select('user_id')
    .where('ws', '=', ws.id)
    .where('id', '=', root)
    .executeTakeFirst();
  return { ids, userId: row?.user_id ?? null };
}
