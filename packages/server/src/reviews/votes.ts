import type { Helpful, ReportReason, Vote } from '@continuo/protocol';
import { sql } from 'kysely';
import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { holdPerson, type Visitor } from '../identity/index.ts';
import { columnsOf, idsOf } from './author.ts';
import { helpfulness } from './rules.ts';
import { reviewColumns, type ReviewRow } from './rows.ts';
import { touch } from './summary.ts';

interface Ws {
  readonly id: number;
}
interface Saying {
  ws: Ws;
  actor: Visitor;
  reviewId: string;
  now: Date;
}

/** The review, held until the transaction ends. */
export const holdReview = (tx: Tx, ws: Ws, reviewId: string): Promise<ReviewRow | undefined> =>
  tx
    .selectFrom('reviews')
    .select(reviewColumns)
    .where('ws', '=', ws.id)
    .where('id', '=', reviewId)
    .forUpdate()
    .executeTakeFirst();

/** What is not published is nobody's to vote on or report: it is unknown, as no review. */
async function holdPublished(tx: Tx, ws: Ws, reviewId: string): Promise<ReviewRow> {
  const row = await holdReview(tx, ws, reviewId);
  if (row?.state !== 'published') throw problem('review/unknown');
  return row;
}

/** Takes a vote, changes it, or takes it back (null). The person is one on all devices. */
export const vote = (db: Db, { ws, actor, reviewId, now }: Saying, given: Vote | null): Promise<Helpful> =>
  transact(
    db,
    async (tx) => {
      const person = await holdPerson(tx, ws, idsOf(actor), now);
      const review = await holdPublished(tx, ws, reviewId);
      if (review.person === person)
        throw problem('auth/forbidden', { detail: 'Nobody votes on their own review' });
      const key = { ws: ws.id, review_id: reviewId, person };
      const before = await tx
        .selectFrom('review_votes')
        .select('helpful')
        .where((e) => e.and(key))
        .executeTakeFirst();
      const helpful = given === null ? undefined : given === 'yes';
      if (before?.helpful === helpful) return { yes: review.yes, no: review.no };
      if (helpful === undefined)
        await tx
          .deleteFrom('review_votes')
          .where((e) => e.and(key))
          .execute();
      else {
        const values = { ...columnsOf(actor), helpful, at: now };
        await tx
          .insertInto('review_votes')
          .values({ ...key, ...values })
          .onConflict((c) => c.columns(['ws', 'review_id', 'person']).doUpdateSet(values))
          .execute();
      }
      const counted = await countVotes(tx, ws, reviewId);
      await touch(tx, ws, review.product_id);
      return counted;
    },
    { retryUnique: true },
  );

/** Counts the votes of a review that is held, with those that an import brought, and gives it its place among the helpful ones. */
export async function countVotes(tx: Tx, ws: Ws, reviewId: string): Promise<Helpful> {
  const { rows } = await sql<Helpful>`
    select r.yes_elsewhere + (count(v.person) filter (where v.helpful))::int as yes,
      r.no_elsewhere + (count(v.person) filter (where not v.helpful))::int as no
    from reviews r left join review_votes v on v.ws = r.ws and v.review_id = r.id
    where r.ws = ${ws.id}::int and r.id = ${reviewId} group by r.ws, r.id`.execute(tx);
  const { yes, no } = rows[0]!;
  await tx
    .updateTable('reviews')
    .set({ yes, no, score: helpfulness(yes, no) })
    .where('ws', '=', ws.id)
    .where('id', '=', reviewId)
    .execute();
  return { yes, no };
}

/** Brings a review before a moderator: one report a person, also after it was answered. */
export const report = (
  db: Db,
  { ws, actor, reviewId, now }: Saying,
  said: { reason: ReportReason; detail?: string | undefined },
): Promise<void> =>
  transact(
    db,
    async (tx) => {
      const person = await holdPerson(tx, ws, idsOf(actor), now);
      await holdPublished(tx, ws, reviewId);
      const words = { reason: said.reason, detail: said.detail ?? null };
      await tx
        .insertInto('review_reports')
        .values({
          ...{ ws: ws.id, review_id: reviewId, person, ...columnsOf(actor), ...words, at: now },
          closed_at: null,
        })
        .onConflict((c) => c.columns(['ws', 'review_id', 'person']).doUpdateSet(words))
        .execute();
      await countReports(tx, ws, reviewId);
    },
    { retryUnique: true },
  );

/** Counts the reports of a review that is held which nobody has answered. */
export async function countReports(tx: Tx, ws: Ws, reviewId: string): Promise<void> {
  await sql`
    update reviews set reports = o.n, reported_at = o.first
    from (
      select count(*)::int as n, min(at) as first from review_reports
      where ws = ${ws.id}::int and review_id = ${reviewId} and closed_at is null) o
    where ws = ${ws.id}::int and id = ${reviewId}`.execute(tx);
}
