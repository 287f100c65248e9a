import type { Helpful, ReviewLine } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';
import { personIdOf } from '../identity/index.ts';
import { holdMoved } from '../media/index.ts';
import { flagsOf } from '../moderation/index.ts';
import { helpfulness } from './rules.ts';
import { ownReviewOf, reviewColumns, STORED_BADGES, type ReviewRow } from './rows.ts';
import { markOf, saidOf, vectorOf } from './search.ts';
import { countAll } from './summary.ts';

interface Ws {
  readonly id: number;
}

/** A review with all that is moved. The order of its fields is fixed, so that the same review is the same bytes. */
export const lineOf = (row: ReviewRow): ReviewLine => ({
  type: 'review',
  ...ownReviewOf(row),
  ...(row.decided_at && { decidedAt: row.decided_at.toISOString() }),
  ...(row.user_id !== null && { userId: row.user_id }),
});

/** All reviews of a workspace by id, in pages: bounded memory, and no long transaction. */
export async function* reviewLines(db: Db, ws: Ws, pageSize = 500): AsyncGenerator<ReviewLine[]> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('reviews')
      .select(reviewColumns)
      .where('ws', '=', ws.id)
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageSize)
      .execute();
    if (rows.length) yield rows.map(lineOf);
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.id;
  }
}

/** Those of these reviews that are there. */
export async function linesOf(db: Db, ws: Ws, ids: readonly string[]): Promise<Map<string, ReviewLine>> {
  const rows = await rowsOf(db, ws, ids).execute();
  return new Map(rows.map((row) => [row.id, lineOf(row)]));
}

const rowsOf = (db: Db, ws: Ws, ids: readonly string[]) =>
  db
    .selectFrom('reviews')
    .select([...reviewColumns, 'yes_elsewhere', 'no_elsewhere'])
    .where('ws', '=', ws.id)
    .where(sql<boolean>`id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`)
    .orderBy('id');

/**
 * Stores reviews that come from elsewhere, with their summaries, by a few statements however many. Of one that is there
 * already its text, stars, votes and pictures are brought up to date; whether it is published and whether it is featured the
 * desk has decided since, and an answer that was given here stays where the line has none.
 */
export async function storeLines(tx: Tx, ws: Ws, lines: readonly ReviewLine[], now: Date): Promise<void> {
  if (!lines.length) return;
  const before = await rowsOf(
    tx,
    ws,
    lines.map(({ id }) => id),
  )
    .forUpdate()
    .execute();
  const votesHere = new Map(
    before.map((row) => [row.id, { yes: row.yes - row.yes_elsewhere, no: row.no - row.no_elsewhere }]),
  );
  const values = lines.map((line) => valuesOf(ws, line, votesHere.get(line.id) ?? { yes: 0, no: 0 }, now));
  const after = await sql<ReviewRow>`
    insert into reviews as r (ws, id, product_id, person, user_id, state, reason, stars, title, body, locale, author,
      recommended, ratings, attributes, badges, media, flags, response, source, at, decided_at, yes, no, yes_elsewhere,
      no_elsewhere, score, said, search)
    select ${ws.id}::int, id, product_id, person, user_id, state, reason, stars, title, body, locale, author,
      recommended, ratings, attributes, badges, media, flags, response, source, at, decided_at, yes, no, yes_elsewhere,
      no_elsewhere, score, said, search::tsvector
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as t(id text, product_id text, person text, user_id text,
      state text, reason text, stars smallint, title text, body text, locale text, author text, recommended boolean,
      ratings jsonb, attributes jsonb, badges text[], media jsonb, flags text[], response jsonb, source jsonb,
      at timestamptz, decided_at timestamptz, yes int, no int,
      yes_elsewhere int, no_elsewhere int, score double precision, said text, search text)
    order by id
    on conflict (ws, id) do update set
      product_id = excluded.product_id, stars = excluded.stars, title = excluded.title, body = excluded.body,
      locale = excluded.locale, author = excluded.author, recommended = excluded.recommended,
      ratings = excluded.ratings, attributes = excluded.attributes,
      badges = excluded.badges || case when 'featured' = any(r.badges) and not 'featured' = any(excluded.badges)
        then array['featured'] else '{}' end,
      media = excluded.media, flags = excluded.flags, response = coalesce(excluded.response, r.response),
      source = excluded.source, at = excluded.at, yes = excluded.yes, no = excluded.no,
      yes_elsewhere = excluded.yes_elsewhere, no_elsewhere = excluded.no_elsewhere, score = excluded.score,
      said = excluded.said, search = excluded.search
    returning ${sql.join(reviewColumns.map((name) => sql.ref(`r.${name}`)))}`.execute(tx);
  const holders = lines.map(({ id, media }) => ({ holder: `review ${id}`, media }));
  await holdMoved(tx, ws, holders, now);
  const isPublished = ({ state }: ReviewRow): boolean => state === 'published';
  await countAll(tx, ws, [
    ...before.filter(isPublished).map((row) => ({ row, by: -1 as const })),
    ...after.rows.filter(isPublished).map((row) => ({ row, by: 1 as const })),
  ]);
}

function valuesOf(ws: Ws, line: ReviewLine, here: Helpful, now: Date) {
  const { id, productId, userId, state, title, body, locale, author, attributes, media } = line;
  const yes = line.helpful.yes + here.yes;
  const no = line.helpful.no + here.no;
  const badges = STORED_BADGES.filter((badge) => line.badges.includes(badge));
  const recommended = line.recommended ?? null;
  const source = line.source ?? null;
  const words = { title, body, locale, stars: line.rating, badges, media, recommended, source, attributes };
  return {
    ...{ id, product_id: productId, state, title, body, locale, author, attributes, media, yes, no },
    person: userId === undefined ? `from elsewhere ${id}` : personIdOf(ws.id, 'user', userId),
    user_id: userId ?? null,
    reason: line.reason ?? null,
    stars: line.rating,
    recommended,
    ratings: line.ratings,
    badges,
    flags: flagsOf({ title, body, author, locale }, { copies: 0, lately: 0 }),
    response: line.response ?? null,
    source,
    at: line.at,
    yes_elsewhere: line.helpful.yes,
    no_elsewhere: line.helpful.no,
    decided_at: state === 'pending' ? null : (line.decidedAt ?? now.toISOString()),
    score: helpfulness(yes, no),
    said: saidOf(title, body),
    search: vectorOf(markOf(ws.id, productId), words),
  };
}
