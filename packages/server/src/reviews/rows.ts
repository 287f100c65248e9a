import type { OwnReview, Review, ReviewBadge } from '@continuo/protocol';
import type { Selectable } from 'kysely';
import type { ReviewsTable } from './tables.ts';

/** The badges that are kept with a review, in their order. Who is a top contributor is looked up when it is read. */
export const STORED_BADGES = [
  'verified',
  'incentivised',
  'staff',
  'featured',
] as const satisfies readonly ReviewBadge[];

export const reviewColumns = [
  'id',
  'product_id',
  'person',
  'user_id',
  'device_id',
  'state',
  'reason',
  'stars',
  'title',
  'body',
  'locale',
  'author',
  'recommended',
  'ratings',
  'attributes',
  'badges',
  'media',
  'flags',
  'response',
  'source',
  'at',
  'decided_at',
  'yes',
  'no',
  'score',
  'reports',
  'reported_at',
] as const;
export type ReviewRow = Pick<Selectable<ReviewsTable>, (typeof reviewColumns)[number]>;

/**
 * As everybody may see it once it is published.
 * @param top who of the authors are top contributors
 */
export const reviewOf = (row: ReviewRow, top?: ReadonlySet<string>): Review => ({
  id: row.id,
  productId: row.product_id,
  rating: row.stars,
  title: row.title,
  body: row.body,
  locale: row.locale,
  author: row.author,
  at: row.at.toISOString(),
  ...(row.recommended !== null && { recommended: row.recommended }),
  ratings: row.ratings,
  attributes: row.attributes,
  badges: top?.has(row.person) ? [...row.badges, 'top-contributor'] : row.badges,
  media: row.media,
  ...(row.response && { response: row.response }),
  ...(row.source && { source: row.source }),
  helpful: { yes: row.yes, no: row.no },
});

/** As its author and the desk see it. */
export const ownReviewOf = (row: ReviewRow): OwnReview => ({
  ...reviewOf(row),
  state: row.state,
  ...(row.reason && { reason: row.reason }),
});
