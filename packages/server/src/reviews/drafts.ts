import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';
import { transact } from '../database/index.ts';
import { ownersOf, type Visitor } from '../identity/index.ts';

/*
 * Drafts, of whatever people write: one a visitor and thing it is about, gone when it is sent.
 */

/** What a draft becomes, where it is kept until then, and the column that names what it is about. */
export interface Drafted {
  things: 'reviews' | 'questions' | 'answers';
  drafts: 'review_drafts' | 'question_drafts' | 'answer_drafts';
  about: 'product_id' | 'question_id';
}
export const REVIEW_DRAFTS: Drafted = { things: 'reviews', drafts: 'review_drafts', about: 'product_id' };

export interface Drafting {
  ws: { readonly id: number };
  actor: Visitor;
  /** Id of what the draft is about. */
  about: string;
}
interface Draft {
  /** Of what it will be. */
  id: string;
  at: string;
}
interface Row<D> {
  draft: D;
  changed_ms: number;
}

const of = ({ about: column }: Drafted, { ws, about }: Drafting, owners: readonly string[]) =>
  sql`ws = ${ws.id}::int and ${sql.ref(column)} = ${about} and owner = any(${[...owners]}::text[])`;

async function rowsOf<D>(
  db: Db,
  drafted: Drafted,
  drafting: Drafting,
  owners: readonly string[],
): Promise<Row<D>[]> {
  const { rows } = await sql<Row<D>>`
    select draft, changed_ms::float8 from ${sql.table(drafted.drafts)} where ${of(drafted, drafting, owners)}
    order by changed_ms desc, owner`.execute(db);
  return rows;
}

/** The latest draft of a visitor, whether begun as a guest or on another device. */
export async function draftOf<D extends Draft>(
  db: Db,
  drafted: Drafted,
  drafting: Drafting,
): Promise<D | undefined> {
  const owners = await ownersOf(db, drafting.ws, drafting.actor);
  return (await rowsOf<D>(db, drafted, drafting, owners))[0]?.draft;
}

/** The owners of a visitor's drafts of one thing, which nobody else changes until the transaction ends. */
async function holdDrafts(tx: Tx, { drafts }: Drafted, { ws, actor, about }: Drafting): Promise<string[]> {
  const owners = await ownersOf(tx, ws, actor);
  const held = `${drafts} ${ws.id} ${owners[0]} ${about}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${held}, 0))`.execute(tx);
  return owners;
}

/**
 * Keeps a draft unless a later one is there, and answers which is; none where it has been sent.
 * @param check throws where there is nothing that it could be about
 */
export const saveDraft = <D extends Draft>(
  db: Db,
  drafted: Drafted,
  drafting: Drafting & { now: Date },
  draft: D | null,
  check: (tx: Tx) => Promise<void>,
): Promise<D | undefined> =>
  transact(db, async (tx) => {
    if (draft) await check(tx);
    return save(tx, drafted, drafting, draft);
  });

async function save<D extends Draft>(
  tx: Tx,
  drafted: Drafted,
  drafting: Drafting & { now: Date },
  draft: D | null,
): Promise<D | undefined> {
  const { ws, about, now } = drafting;
  if (!draft) {
    await forgetDrafts(tx, drafted, drafting);
    return undefined;
  }
  const owners = await holdDrafts(tx, drafted, drafting);
  const [latest] = await rowsOf<D>(tx, drafted, drafting, owners);
  // A clock that runs ahead must not keep all later drafts out.
  const changed = Math.min(new Date(draft.at).getTime(), now.getTime());
  if ((latest && latest.changed_ms > changed) || (await isSent(tx, drafted, ws.id, draft.id)))
    return latest?.draft;
  await forgetDrafts(tx, drafted, drafting);
  const kept = { ...draft, at: new Date(changed).toISOString() };
  await sql`
    insert into ${sql.table(drafted.drafts)} (ws, ${sql.ref(drafted.about)}, owner, draft, changed_ms)
    values (${ws.id}::int, ${about}, ${owners[0]!}, ${JSON.stringify(kept)}::jsonb, ${changed}::bigint)`.execute(
    tx,
  );
  return kept;
}

/** Forgets a visitor's drafts of one thing, on all their devices: it is sent, or not wanted any more. */
export async function forgetDrafts(tx: Tx, drafted: Drafted, drafting: Drafting): Promise<void> {
  const owners = await holdDrafts(tx, drafted, drafting);
  await sql`delete from ${sql.table(drafted.drafts)} where ${of(drafted, drafting, owners)}`.execute(tx);
}

/** Forgets all drafts of a customer who is erased. */
export async function eraseDrafts(
  tx: Tx,
  drafted: Drafted,
  ws: { readonly id: number },
  { userId, devices }: { userId: string; devices: readonly string[] },
): Promise<void> {
  const owners = [`u:${userId}`, ...devices.map((id) => `d:${id}`)];
  await sql`
    delete from ${sql.table(drafted.drafts)}
    where ws = ${ws.id}::int and owner = any(${owners}::text[])`.execute(tx);
}

async function isSent(tx: Tx, { things }: Drafted, ws: number, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from ${sql.table(things)} where ws = ${ws}::int and id = ${id}`.execute(tx);
  return rows.length > 0;
}
