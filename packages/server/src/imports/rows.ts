import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { FeedScope } from '../catalog/index.ts';
import type { Tx } from '../database/index.ts';
import type { StoredKind } from './tables.ts';

/** Changes when a row is stored in another form than before, so that the next import writes all rows anew. */
const FORM = 1;

export const hashOf = (row: object): string =>
  createHash('sha256')
    .update(`${FORM}${JSON.stringify(row)}`)
    .digest('base64url')
    .slice(0, 22);

/** What the scope knew of a row before this batch. */
export interface Known {
  key: string;
  hash: string;
  live: boolean;
  seen: number;
}

const inScope = (scope: FeedScope, kind: StoredKind) => sql<boolean>`
  ws = ${scope.ws}::int and source = ${scope.source} and market = ${scope.market} and locale = ${scope.locale}
  and kind = ${kind}`;

const among = (keys: readonly string[]) =>
  sql<boolean>`key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`;

export async function knownRows(
  tx: Tx,
  scope: FeedScope,
  kind: StoredKind,
  keys: readonly string[],
): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    select key, hash, live, seen from import_rows where ${inScope(scope, kind)} and ${among(keys)}`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.key, row]));
}

/** Those of the keys that any import of the workspace ever brought. */
export async function everBrought(
  tx: Tx,
  ws: number,
  kind: StoredKind,
  keys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select distinct key from import_rows where ws = ${ws}::int and kind = ${kind} and ${among(keys)}`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.key));
}

/** Notes rows as taken by import `number`. */
export async function noteTaken(
  tx: Tx,
  scope: FeedScope,
  kind: StoredKind,
  rows: readonly { key: string; hash: string }[],
  number: number,
): Promise<void> {
  await sql`
    insert into import_rows (ws, source, market, locale, kind, key, hash, seen)
    select ${scope.ws}::int, ${scope.source}, ${scope.market}, ${scope.locale}, ${kind}, key, hash, ${number}::int
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(key text, hash text)
    order by key
    on conflict (ws, source, market, locale, kind, key) do update set
      hash = excluded.hash, seen = excluded.seen, live = true`.execute(tx);
}

/** Notes rows as met but refused: what is there of them stays, and is not retired. */
export async function noteMet(
  tx: Tx,
  scope: FeedScope,
  kind: StoredKind,
  keys: readonly string[],
  number: number,
): Promise<void> {
  await sql`
    update import_rows set seen = ${-number}::int
    where ${inScope(scope, kind)} and ${among(keys)} and seen <> ${number}::int`.execute(tx);
}

/** How many rows of a kind are live, and how many of these import `number` did not meet. */
export async function countMissing(
  tx: Tx,
  scope: FeedScope,
  kind: StoredKind,
  number: number,
): Promise<{ live: number; missing: number }> {
  const { rows } = await sql<{ live: number; missing: number }>`
    select count(*)::int as live, count(*) filter (where abs(seen) <> ${number}::int)::int as missing
    from import_rows where ${inScope(scope, kind)} and live`.execute(tx);
  return rows[0] ?? { live: 0, missing: 0 };
}

/**
 * Retires up to `most` rows that import `number` did not meet. `last` are those that no other scope has live either.
 */
export async function retireMissing(
  tx: Tx,
  scope: FeedScope,
  kind: StoredKind,
  number: number,
  most: number,
): Promise<{ keys: string[]; last: string[] }> {
  const { rows } = await sql<{ key: string }>`
    with gone as materialized (
      select key from import_rows
      where ${inScope(scope, kind)} and live and abs(seen) <> ${number}::int
      order by key limit ${most}::int
    )
    update import_rows r set live = false from gone
    where r.ws = ${scope.ws}::int and r.source = ${scope.source} and r.market = ${scope.market}
      and r.locale = ${scope.locale} and r.kind = ${kind} and r.key = gone.key
    returning r.key`.execute(tx);
  const keys = rows.map((row) => row.key).sort();
  const { rows: last } = await sql<{ key: string }>`
    select t.key from jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) as t(key)
    where not exists (
      select from import_rows r where r.ws = ${scope.ws}::int and r.kind = ${kind} and r.key = t.key and r.live
    )`.execute(tx);
  return { keys, last: last.map((row) => row.key) };
}
