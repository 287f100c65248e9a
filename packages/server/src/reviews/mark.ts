import type { Review } from '@continuo/protocol';
import { transact, type Db, type Tx } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { tellAuthor } from './author.ts';
import type { Acted } from './decide.ts';
import { reviewColumns, type ReviewRow } from './rows.ts';
import { touch } from './summary.ts';
import { holdReview } from './votes.ts';

interface Ws {
  readonly id: number;
}
/** The badges that somebody says. Whether a review is verified nobody does. */
interface Said {
  incentivised?: boolean;
  staff?: boolean;
}

/** Sets badges; the others stay. The same again does nothing. Undefined when there is no such review. */
export async function markReview(
  tx: Tx,
  ws: Ws,
  reviewId: string,
  { incentivised, staff }: Said,
): Promise<Acted<ReviewRow>> {
  const before = await holdReview(tx, ws, reviewId);
  if (!before) return undefined;
  const has = (badge: Review['badges'][number]): boolean => before.badges.includes(badge);
  const badges: Review['badges'] = [
    ...(has('verified') ? (['verified'] as const) : []),
    ...((incentivised ?? has('incentivised')) ? (['incentivised'] as const) : []),
    ...((staff ?? has('staff')) ? (['staff'] as const) : []),
  ];
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

/** Sets the badges that the merchant's server knows of. */
export const putBadges = (db: Db, ws: Ws, reviewId: string, said: Required<Said>): Promise<void> =>
  transact(db, async (tx) => {
    if (!(await markReview(tx, ws, reviewId, said))) throw problem('review/unknown');
  });
