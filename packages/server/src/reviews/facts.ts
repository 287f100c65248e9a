import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';

/** Milliseconds in which what somebody writes is counted. */
const LATELY_MS = 3_600_000;

/** What a text is compared with: others of its kind that say the same, and how many its author wrote lately. */
export async function factsOf(
  tx: Tx,
  ws: number,
  table: 'reviews' | 'questions' | 'answers',
  person: string,
  said: string | null,
  now: Date,
): Promise<{ copies: number; lately: number }> {
  const since = new Date(now.getTime() - LATELY_MS);
  const things = sql.table(table);
  const { rows } = await sql<{ copies: number; lately: number }>`
    select
      (select count(*)::int from (
        select 1 from ${things} where ws = ${ws}::int and said = ${said}::text limit 10) r) as copies,
      (select count(*)::int from (
        select 1 from ${things} where ws = ${ws}::int and person = ${person} and at > ${since}::timestamptz
        limit 100) r) as lately`.execute(tx);
  return rows[0]!;
}
