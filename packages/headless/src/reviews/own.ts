import type { Helpful, OwnReview, ReportReason, Vote } from '@continuo/protocol';
import { createSide } from '../own-side.ts';
import type { Visitor, VisitorSide } from '../visitor.ts';
import { REVIEW_VOTES } from './device.ts';
import { withReview } from './person.ts';
import type { Own } from './types.ts';

export interface OwnSide extends VisitorSide {
  report(reviewId: string, reason: ReportReason, detail?: string): Promise<void>;
}

interface Mine {
  reviews: OwnReview[];
  votes: { reviewId: string; vote: Vote }[];
  reports: string[];
}

/** What a visitor does about a product's reviews. `decided`: one of theirs was published, or no longer is. */
export function createOwn(
  visitor: Visitor<Own>,
  { helped, decided }: { helped(reviewId: string, helpful: Helpful): void; decided(): void },
): OwnSide {
  const { client, productId, $own } = visitor;
  const side = createSide<Own, Mine>(visitor, {
    kind: REVIEW_VOTES,
    path: '/v1/reviews/mine',
    none: { reviews: [], votes: [], reports: [] },
    votesOf: ({ votes }) => votes.map(({ reviewId, vote }) => [reviewId, vote]),
    ownOf: ({ reviews, reports }, votes) => ({ reviews, votes, reports }),
    helped,
    channel: 'reviews',
    changes: (reset) => [
      client.changes.on(
        'review',
        ({ data: { review } }) => {
          if (review.productId !== productId) return;
          side.hear();
          const present = $own.get();
          const was = present.reviews.find(({ id }) => id === review.id)?.state;
          $own.set(withReview(present, review));
          if (was !== review.state && [was, review.state].includes('published')) decided();
        },
        reset,
      ),
    ],
  });
  return {
    ...side,
    async report(reviewId, reason, detail) {
      await side.put(`/v1/reviews/${encodeURIComponent(reviewId)}/report`, {
        reason,
        ...(detail && { detail }),
      });
      const present = $own.get();
      $own.set({ ...present, reports: [...new Set([reviewId, ...present.reports])] });
    },
  };
}
