import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { tellAuthor } from './author.ts';
import type { Acted } from './decide.ts';
import { reviewColumns, STORED_BADGES, type ReviewRow } from './rows.ts';
import { touch } from './summary.ts';
import { holdReview } from './votes.ts';

interface Ws {
  readonly id: number;
}
/** The badges that somebody says. Whether a review is verified nobody does. */
interface Said {
  incentivised?: boolean;
  staff?: boolean;
  featured?: boolean;
}

/** Sets badges; the others stay. The same again does nothing. Undefined when there is no such review. */
export async function markReview(tx: Tx, ws: Ws, reviewId: string, said: Said): Promise<Acted<ReviewRow>> {
  const before = await holdReview(tx, ws, reviewId);
  if (!before) return undefined;
  const badges = STORED_BADGES.filter((badge) =>
    badge === 'verified' ? before.badges.includes(badge) : (said[badge] ?? before.badges.includes(badge)),
  );
  if (badges.join() === before.badges.join()) return { row: before, acted: false };
  const row = await tx
    .updateTable('reviews')
    .set({ badges })
    .where('ws', '=', ws.id)
    .where('id', '=', reviewId)
    .returning(reviewColumns)
    .executeTakeFirstOrThrow();
  await touch(tx, ws, row.product_id);
  await tellAuthor(tx, ws, row);
  return { row, acted: true };
}

/** The shop points out a published review, or no longer does: nothing but the badge follows from it. */
export async function featureReview(
  tx: Tx,
  ws: Ws,
  reviewId: string,
  featured: boolean,
): Promise<Acted<ReviewRow>> {
  const review = await holdReview(tx, ws, reviewId);
  if (featured && review && review.state !== 'published')
    throw problem('moderation/not-possible', { detail: 'Only a published review can be featured' });
  return markReview(tx, ws, reviewId, { featured });
}

/** Sets the badges that the merchant's server knows of. */
export const putBadges = (
  db: Db,
  ws: Ws,
  reviewId: string,
  said: Required<Omit<Said, 'featured'>>,
): Promise<void> =>
  transact(db, async (tx) => {
    if (!(await markReview(tx, ws, reviewId, said))) throw problem('review/unknown');
  });
