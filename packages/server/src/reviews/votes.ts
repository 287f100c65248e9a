import type { Helpful, ReportReason, Vote } from '@continuo/protocol';
import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { holdPerson, type Visitor } from '../identity/index.ts';
import { idsOf } from './author.ts';
import { castVote, putReport, type Voted } from './opinions.ts';
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

export const REVIEWS: Voted = {
  things: 'reviews',
  votes: 'review_votes',
  reports: 'review_reports',
  id: 'review_id',
};

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
      const counted = await castVote(tx, ws, REVIEWS, { id: reviewId, person, actor, now }, given);
      if (!counted) return { yes: review.yes, no: review.no };
      await touch(tx, ws, review.product_id);
      return counted;
    },
    { retryUnique: true },
  );

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
      await putReport(tx, ws, REVIEWS, { id: reviewId, person, actor, now }, said);
    },
    { retryUnique: true },
  );
