import type { Client } from '@continuo/core';
import type { OwnReview } from '@continuo/protocol';
import { atom, type WritableAtom } from 'nanostores';
import type { Own } from './types.ts';

export const NOTHING: Own = { reviews: [], votes: {}, reports: [] };

/** What this visitor did with a product's reviews: one for its list and its form. */
export const ownOf = (client: Client, productId: string): WritableAtom<Own> =>
  client.slot(`reviews-own:${productId}`, () => atom(NOTHING));

/** With a review in its new state, newest first. */
export const withReview = (own: Own, review: OwnReview): Own => ({
  ...own,
  reviews: [review, ...own.reviews.filter(({ id }) => id !== review.id)].sort((a, b) =>
    a.at < b.at ? 1 : -1,
  ),
});
