import type { TimelineEntry } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { orderNumbers } from '../orders/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { clusterOf } from './persons.ts';

const PAGE = 50;

interface Row {
  id: string;
  at: Date;
  type: TimelineEntry['type'] | null;
  name: string | null;
  trust: TimelineEntry['trust'];
  channel: TimelineEntry['channel'] | null;
  session_id: string | null;
  unverified: boolean;
  properties: Record<string, unknown> | null;
  campaign: Record<string, unknown> | null;
}

/** Before the first entry. */
const FUTURE = { at: new Date(4e12), id: '' };

const orderIdOf = (row: Row): string | undefined => {
  if (row.trust !== 'server' || row.name !== 'Order Completed') return undefined;
  const id = row.properties?.['order_id'];
  return typeof id === 'string' ? id : undefined;
};

/** What happened to a person, newest first: events, those that only claim to be theirs, orders, joined devices. */
export async function timelineOf(
  db: Db,
  ws: Workspace,
  root: string,
  cursor: string | undefined,
): Promise<{ entries: TimelineEntry[]; next?: string }> {
  const { ids, userId } = await clusterOf(db, ws, root);
  const after = cursor === undefined ? FUTURE : readCursor(cursor);
  const earlier = sql`e.at <= ${after.at}::timestamptz
    and (e.at, ('e:' || e.mid) collate "C") < (${after.at}::timestamptz, ${after.id})`;
  const event = sql`
    select 'e:' || e.mid as id, e.at, e.type, e.name, e.trust, e.channel, e.session_id,
      coalesce(e.person_id = any(${ids}::text[]), false) is false as unverified,
      coalesce(e.body->'properties', e.body->'traits') as properties, e.body->'context'->'campaign' as campaign
    from events e`;
  const { rows } = await sql<Row>`
    select * from (
      (${event} where e.ws = ${ws.id} and e.person_id = any(${ids}::text[]) and ${earlier}
        order by e.at desc, e.mid collate "C" desc limit ${PAGE + 1})
      union all
      (${event} where e.ws = ${ws.id} and e.claimed_user_id = ${userId}::text
        and (e.person_id is null or e.person_id <> all(${ids}::text[])) and ${earlier}
        order by e.at desc, e.mid collate "C" desc limit ${PAGE + 1})
      union all
      (select 'i:' || i.kind || ':' || i.value, i.claimed_at, null, i.label, 'customer',
        i.channel, null, false, null, null
        from identities i where i.ws = ${ws.id} and i.person_id = any(${ids}::text[]) and i.kind = 'device'
          and i.claimed_at <= ${after.at}::timestamptz)
    ) t
    where (at, id collate "C") < (${after.at}::timestamptz, ${after.id})
    order by at desc, id collate "C" desc limit ${PAGE + 1}`.execute(db);
  const page = rows.slice(0, PAGE);
  const numbers = await orderNumbers(
    db,
    ws.id,
    page.map(orderIdOf).filter((id) => id !== undefined),
  );
  const entries = page.map((row): TimelineEntry => {
    const number = numbers.get(orderIdOf(row) ?? '');
    return {
      id: row.id,
      at: row.at.toISOString(),
      kind: row.type === null ? 'identity' : number === undefined ? 'event' : 'order',
      ...(row.type === null ? {} : { type: row.type }),
      title: number ?? row.name ?? '',
      trust: row.trust,
      ...(row.channel === null ? {} : { channel: row.channel }),
      ...(row.session_id === null ? {} : { sessionId: row.session_id }),
      unverified: row.unverified,
      properties: row.properties ?? {},
      ...(row.campaign === null || typeof row.campaign !== 'object' ? {} : { campaign: row.campaign }),
    };
  });
  const last = page.at(-1);
  return { entries, ...(rows.length > PAGE && last ? { next: writeCursor(last) } : {}) };
}
