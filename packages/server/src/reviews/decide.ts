import type { RefusalReason, Review, ReviewState } from '@continuo/protocol';
import type { Tx } from '../database/index.ts';
import { tellAuthor } from './author.ts';
import { closeReports, type Target } from './opinions.ts';
import { reviewColumns, type ReviewRow } from './rows.ts';
import { count, touch } from './summary.ts';
import { holdReview, REVIEWS } from './votes.ts';

interface Ws {
  readonly id: number;
}
export type Decision = { state: 'published' } | { state: 'refused'; reason: RefusalReason };

/** What is written when something is decided. */
export interface DecisionColumns {
  state: ReviewState;
  reason: RefusalReason | null;
  decided_at: Date;
}
interface Decidable {
  state: ReviewState;
  reason: RefusalReason | null;
  reports: number;
}
/** How something that a visitor wrote is decided. */
export interface Deciding<Row extends Decidable> {
  target: Target;
  /** Holds it until the transaction ends. */
  hold(): Promise<Row | undefined>;
  write(columns: DecisionColumns): Promise<Row>;
  /** It is shown from now on (`1`), or no longer (`-1`). */
  count(row: Row, by: 1 | -1): Promise<void>;
  /** Tells whoever is to know. Last. */
  tell(row: Row): Promise<void>;
}
/** `acted` is false when nothing had to be done. */
export type Acted<Row> = { row: Row; acted: boolean } | undefined;

/**
 * Publishes or refuses, with the counts and the word to the author; open reports are answered by it. The same decision
 * again does nothing. Undefined when there is no such thing. Call it last but for the log.
 */
export async function decide<Row extends Decidable>(
  tx: Tx,
  ws: Ws,
  id: string,
  decision: Decision,
  now: Date,
  { target, hold, write, count: counted, tell }: Deciding<Row>,
): Promise<Acted<Row>> {
  const before = await hold();
  if (!before) return undefined;
  const { state } = decision;
  const reason = state === 'refused' ? decision.reason : null;
  const isSame = before.state === state && before.reason === reason;
  if (isSame && before.reports === 0) return { row: before, acted: false };
  await closeReports(tx, ws, target, id, now);
  const row = await write({ state, reason, decided_at: now });
  if (before.state !== state && (before.state === 'published' || state === 'published'))
    await counted(row, state === 'published' ? 1 : -1);
  if (!isSame) await tell(row);
  return { row, acted: true };
}

export const decideReview = (
  tx: Tx,
  ws: Ws,
  reviewId: string,
  decision: Decision,
  now: Date,
): Promise<Acted<ReviewRow>> =>
  decide(tx, ws, reviewId, decision, now, {
    target: REVIEWS,
    hold: () => holdReview(tx, ws, reviewId),
    write: (columns) => write(tx, ws, reviewId, columns),
    count: (row, by) => count(tx, ws, row, by),
    tell: (row) => tellAuthor(tx, ws, row),
  });

/** Sets the merchant's answer below a review, or takes it away (empty). The same text again does nothing. */
export async function respondToReview(
  tx: Tx,
  ws: Ws & { readonly name: string },
  reviewId: string,
  text: string,
  now: Date,
): Promise<Acted<ReviewRow>> {
  const before = await holdReview(tx, ws, reviewId);
  if (!before) return undefined;
  if ((before.response?.text ?? '') === text) return { row: before, acted: false };
  const response: Review['response'] = { text, author: ws.name, at: now.toISOString() };
  const row = await write(tx, ws, reviewId, { response: text === '' ? null : JSON.stringify(response) });
  await touch(tx, ws, row.product_id);
  await tellAuthor(tx, ws, row);
  return { row, acted: true };
}

const write = (
  tx: Tx,
  ws: Ws,
  reviewId: string,
  change: DecisionColumns | { response: string | null },
): Promise<ReviewRow> =>
  tx
    .updateTable('reviews')
    .set(change)
    .where('ws', '=', ws.id)
    .where('id', '=', reviewId)
    .returning(reviewColumns)
    .executeTakeFirstOrThrow();
