import type { Review } from '@continuo/protocol';
import { transact, type Db } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { touch } from './summary.ts';
import { holdReview } from './votes.ts';

interface Ws {
  readonly id: number;
}

/** Sets the badges that the merchant knows of; whether it is verified stays. The same again does nothing. */
export const markReview = (
  db: Db,
  ws: Ws,
  reviewId: string,
  { incentivised, staff }: { incentivised: boolean; staff: boolean },
): Promise<void> =>
  transact(db, async (tx) => {
    const review = await holdReview(tx, ws, reviewId);
    if (!review) throw problem('review/unknown');
    const badges: Review['badges'] = [
      ...review.badges.filter((badge) => badge === 'verified'),
      ...(incentivised ? (['incentivised'] as const) : []),
      ...(staff ? (['staff'] as const) : []),
    ];
    if (badges.join() === review.badges.join()) return;
    await tx
      .updateTable('reviews')
      .set({ badges })
      .where('ws', '=', ws.id)
      .where('id', '=', reviewId)
      .execute();
    await touch(tx, ws, review.product_id);
  });
