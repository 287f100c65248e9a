import type { RefusalReason, Review } from '@continuo/protocol';
import type { Tx } from '../database/index.ts';
import { tellAuthor } from './author.ts';
import { reviewColumns, type ReviewRow } from './rows.ts';
import { count, touch } from './summary.ts';
import { countReports, holdReview } from './votes.ts';

interface Ws {
  readonly id: number;
}
export type Decision = { state: 'published' } | { state: 'refused'; reason: RefusalReason };

/**
 * Publishes or refuses a review, with its summary and the word to its author; open reports are answered by it. The same
 * decision again does nothing (`acted` is false). Undefined when there is no such review. Call it last but for the log.
 */
export async function decideReview(
  tx: Tx,
  ws: Ws,
  reviewId: string,
  decision: Decision,
  now: Date,
): Promise<{ review: ReviewRow; acted: boolean } | undefined> {
  const before = await holdReview(tx, ws, reviewId);
  if (!before) return undefined;
  const { state } = decision;
  const reason = state === 'refused' ? decision.reason : null;
  const isSame = before.state === state && before.reason === reason;
  if (isSame && before.reports === 0) return { review: before, acted: false };
  await tx
    .updateTable('review_reports')
    .set({ closed_at: now })
    .where('ws', '=', ws.id)
    .where('review_id', '=', reviewId)
    .where('closed_at', 'is', null)
    .execute();
  await countReports(tx, ws, reviewId);
  const review = await write(tx, ws, reviewId, { state, reason, decided_at: now });
  if (before.state !== state && (before.state === 'published' || state === 'published'))
    await count(tx, ws, review, state === 'published' ? 1 : -1);
  if (!isSame) await tellAuthor(tx, ws, review);
  return { review, acted: true };
}

/** Sets the merchant's answer below a review, or takes it away (empty). The same text again does nothing. */
export async function respondToReview(
  tx: Tx,
  ws: Ws & { readonly name: string },
  reviewId: string,
  text: string,
  now: Date,
): Promise<{ review: ReviewRow; acted: boolean } | undefined> {
  const before = await holdReview(tx, ws, reviewId);
  if (!before) return undefined;
  if ((before.response?.text ?? '') === text) return { review: before, acted: false };
  const response: Review['response'] = { text, author: ws.name, at: now.toISOString() };
  const review = await write(tx, ws, reviewId, { response: text === '' ? null : JSON.stringify(response) });
  await touch(tx, ws, review.product_id);
  await tellAuthor(tx, ws, review);
  return { review, acted: true };
}

const write = (
  tx: Tx,
  ws: Ws,
  reviewId: string,
  change:
    | { state: ReviewRow['state']; reason: RefusalReason | null; decided_at: Date }
    | { response: string | null },
): Promise<ReviewRow> =>
  tx
    .updateTable('reviews')
    .set(change)
    .where('ws', '=', ws.id)
    .where('id', '=', reviewId)
    .returning(reviewColumns)
    .executeTakeFirstOrThrow();
