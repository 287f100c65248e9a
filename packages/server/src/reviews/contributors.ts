import { TOP_CONTRIBUTOR, type ReviewList } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { ReviewRow } from './rows.ts';
import { hashed } from './wire.ts';

/**
 * Who of the authors are top contributors, looked up among what is published now: a refusal, a vote that is taken back, a
 * log-in and an erasure need tell nobody. Reads as many entries of an index for each as it takes to be one.
 */
export async function topContributorsOf(
  db: Db,
  ws: number,
  rows: readonly Pick<ReviewRow, 'person'>[],
): Promise<ReadonlySet<string>> {
  const { reviews, helpful } = TOP_CONTRIBUTOR;
  const persons = [...new Set(rows.map(({ person }) => person))];
  const { rows: found } = await sql<{ person: string }>`
    select a.person from unnest(${persons}::text[]) as a(person)
    where ${reviews}::int = (select count(*) from (
      select 1 from reviews r where r.ws = ${ws}::int and r.person = a.person
        and r.state = 'published' and r.yes >= ${sql.lit(helpful)} and r.yes > r.no
      limit ${reviews}::int) w)`.execute(db);
  return new Set(found.map(({ person }) => person));
}

/** Which reviews are by top contributors: votes on other products decide that, so no version of this one tells. */
export function topTag({
  reviews,
  highlights,
}: Pick<ReviewList, 'reviews' | 'highlights'>): string | undefined {
  const all = [...reviews, ...Object.values(highlights ?? {})];
  const top = all.filter(({ badges }) => badges.includes('top-contributor'));
  return top.length ? hashed(top.map(({ id }) => id)) : undefined;
}
