import { lightRules } from '../internal/light-rules.ts';
import { extrasStyles } from './extras.styles.ts';
import { ContinuoRatingElement } from './rating/rating.ts';
import { ContinuoReviewListElement } from './review-list/review-list.ts';
import { digestStyles } from './review-summary/digest.styles.ts';
import { highlightStyles } from './review-summary/highlights.styles.ts';
import { ContinuoReviewSummaryElement } from './review-summary/review-summary.ts';

/**
 * What `@continuo/headless/reviews/html` writes between the tags looks as what the elements show in its place. Written
 * into `reviews.css` by the build.
 */
export const lightStyles = (): string =>
  [
    { tagName: ContinuoRatingElement.tagName, styles: ContinuoRatingElement.styles },
    // What elements load for those that need it, servers have written already.
    ...[ContinuoReviewSummaryElement, ContinuoReviewListElement].map(({ tagName, styles }) => ({
      tagName,
      styles: [styles, extrasStyles, highlightStyles, digestStyles],
    })),
  ]
    .map((element) =>
      lightRules({
        ...element,
        long: '.list > li, .base > :is(.digest, .ratings, .highlights)',
        useless: '.tools, .actions',
      }),
    )
    .join('\n');
