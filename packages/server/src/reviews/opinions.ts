import type { Helpful, ReportReason, Vote } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import type { Visitor } from '../identity/index.ts';
import { columnsOf } from './author.ts';
import { helpfulness } from './rules.ts';

/*
 * Votes and reports, of whatever people wrote: one a person, counted in the transaction that changes them. The caller
 * holds the row of what they are about.
 */

interface Ws {
  readonly id: number;
}
/** What is voted on or reported, and where that is kept. */
export interface Target {
  things: 'reviews' | 'questions' | 'answers';
  votes?: 'review_votes' | 'answer_votes';
  reports: 'review_reports' | 'question_reports' | 'answer_reports';
  /** The column of votes and reports that names the thing. */
  id: 'review_id' | 'question_id' | 'answer_id';
}
export interface Voted extends Target {
  votes: NonNullable<Target['votes']>;
}
/** Who says something of what, and when. */
export interface Saying {
  id: string;
  person: string;
  actor: Visitor;
  now: Date;
}

const of = (ws: Ws, target: Target, { id, person }: Pick<Saying, 'id' | 'person'>) =>
  sql`ws = ${ws.id}::int and ${sql.ref(target.id)} = ${id} and person = ${person}`;

/** Takes a vote, changes it, or takes it back (null). Undefined when it was so already. */
export async function castVote(
  tx: Tx,
  ws: Ws,
  target: Voted,
  saying: Saying,
  given: Vote | null,
): Promise<Helpful | undefined> {
  const votes = sql.table(target.votes);
  const { rows } = await sql<{ helpful: boolean }>`
    select helpful from ${votes} where ${of(ws, target, saying)}`.execute(tx);
  const helpful = given === null ? undefined : given === 'yes';
  if (rows[0]?.helpful === helpful) return undefined;
  if (helpful === undefined) await sql`delete from ${votes} where ${of(ws, target, saying)}`.execute(tx);
  else {
    const { user_id: userId, device_id: deviceId } = columnsOf(saying.actor);
    await sql`
      insert into ${votes} (ws, ${sql.ref(target.id)}, person, user_id, device_id, helpful, at)
      values (${ws.id}::int, ${saying.id}, ${saying.person}, ${userId}, ${deviceId}, ${helpful}::boolean,
        ${saying.now}::timestamptz)
      on conflict (ws, ${sql.ref(target.id)}, person) do update set user_id = excluded.user_id,
        device_id = excluded.device_id, helpful = excluded.helpful, at = excluded.at`.execute(tx);
  }
  return countVotes(tx, ws, target, saying.id);
}

/** Counts the votes on something, with those that an import brought, and gives it its place among what is helpful. */
export async function countVotes(tx: Tx, ws: Ws, target: Voted, id: string): Promise<Helpful> {
  const brought = (column: 'yes' | 'no') =>
    target.things === 'reviews' ? sql.ref(`t.${column}_elsewhere`) : sql`0`;
  const { rows } = await sql<Helpful>`
    select ${brought('yes')} + (count(v.person) filter (where v.helpful))::int as yes,
      ${brought('no')} + (count(v.person) filter (where not v.helpful))::int as no
    from ${sql.table(target.things)} t
      left join ${sql.table(target.votes)} v on v.ws = t.ws and ${sql.ref(`v.${target.id}`)} = t.id
    where t.ws = ${ws.id}::int and t.id = ${id} group by t.ws, t.id`.execute(tx);
  const { yes, no } = rows[0]!;
  await sql`
    update ${sql.table(target.things)} set yes = ${yes}::int, no = ${no}::int,
      score = ${helpfulness(yes, no)}::double precision
    where ws = ${ws.id}::int and id = ${id}`.execute(tx);
  return { yes, no };
}

/** Takes a report: one a person, also after it was answered. */
export async function putReport(
  tx: Tx,
  ws: Ws,
  target: Target,
  saying: Saying,
  said: { reason: ReportReason; detail?: string | undefined },
): Promise<void> {
  const { user_id: userId, device_id: deviceId } = columnsOf(saying.actor);
  await sql`
    insert into ${sql.table(target.reports)} (ws, ${sql.ref(target.id)}, person, user_id, device_id, reason, detail, at)
    values (${ws.id}::int, ${saying.id}, ${saying.person}, ${userId}, ${deviceId}, ${said.reason},
      ${said.detail ?? null}, ${saying.now}::timestamptz)
    on conflict (ws, ${sql.ref(target.id)}, person) do update
      set reason = excluded.reason, detail = excluded.detail`.execute(tx);
  await countReports(tx, ws, target, saying.id);
}

/** A decision answers all open reports. */
export async function closeReports(tx: Tx, ws: Ws, target: Target, id: string, now: Date): Promise<void> {
  await sql`
    update ${sql.table(target.reports)} set closed_at = ${now}::timestamptz
    where ws = ${ws.id}::int and ${sql.ref(target.id)} = ${id} and closed_at is null`.execute(tx);
  await countReports(tx, ws, target, id);
}

/** Counts the reports that nobody has answered. */
export async function countReports(tx: Tx, ws: Ws, target: Target, id: string): Promise<void> {
  await sql`
    update ${sql.table(target.things)} set reports = o.n, reported_at = o.first
    from (
      select count(*)::int as n, min(at) as first from ${sql.table(target.reports)}
      where ws = ${ws.id}::int and ${sql.ref(target.id)} = ${id} and closed_at is null) o
    where ws = ${ws.id}::int and id = ${id}`.execute(tx);
}

/**
 * A visitor became a customer: a vote or report that both of them gave is one, the later of the two. No vote counts on
 * what the customer wrote.
 * @param hold holds what was voted on or reported until the transaction ends; undefined when it is gone
 * @param changed is told of each product of theirs, last
 */
export async function joinOpinions<Row extends { person: string | null; product_id: string }>(
  tx: Tx,
  ws: Ws,
  target: Target,
  [visitor, customer]: readonly [visitor: string, customer: string],
  hold: (id: string) => Promise<Row | undefined>,
  changed: (productId: string) => Promise<void>,
): Promise<void> {
  const { votes } = target;
  const id = sql.ref(target.id);
  const onOwn = votes
    ? sql`
      union select ${id} from ${sql.table(votes)} where ws = ${ws.id}::int and person = ${visitor}
      union select v.${id} from ${sql.table(votes)} v
        join ${sql.table(target.things)} r on r.ws = v.ws and r.id = v.${id} and r.person = v.person
        where v.ws = ${ws.id}::int and v.person = ${customer}`
    : sql``;
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from ${sql.table(target.reports)} where ws = ${ws.id}::int and person = ${visitor}
    ${onOwn} order by id`.execute(tx);
  // First all of them, in the order of their ids, then what is kept of products, in theirs: as all who hold several do, so
  // that none waits for one that waits for it.
  const held = new Map<string, Row>();
  for (const { id: one } of rows) {
    const row = await hold(one);
    if (row) held.set(one, row);
  }
  for (const [one, row] of held) {
    for (const table of votes ? [votes, target.reports] : [target.reports])
      await moveToCustomer(tx, ws, table, [target.id, one], visitor, customer);
    if (votes) {
      if (row.person === customer)
        await sql`delete from ${sql.table(votes)} where ${of(ws, target, { id: one, person: customer })}`.execute(
          tx,
        );
      await countVotes(tx, ws, { ...target, votes }, one);
    }
    await countReports(tx, ws, target, one);
  }
  const products = new Set([...held.values()].map(({ product_id }) => product_id));
  for (const productId of [...products].sort()) await changed(productId);
}

/** Leaves the later of two rows, as the customer's. */
export async function moveToCustomer(
  tx: Tx,
  ws: Ws,
  table: string,
  [column, id]: readonly [column: string, id: string],
  visitor: string,
  customer: string,
): Promise<void> {
  const about = sql`ws = ${ws.id}::int and ${sql.ref(column)} = ${id}`;
  await sql`
    delete from ${sql.table(table)} where ${about} and person in (${visitor}, ${customer})
      and person <> (select person from ${sql.table(table)}
        where ${about} and person in (${visitor}, ${customer})
        order by at desc, person = ${customer} desc limit 1)`.execute(tx);
  await sql`
    update ${sql.table(table)} set person = ${customer} where ${about} and person = ${visitor}`.execute(tx);
}
