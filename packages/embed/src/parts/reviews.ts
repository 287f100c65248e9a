// What a page loads once it has a tag of reviews: who has one of these tags has the others on a product's page.
import { ContinuoRatingElement } from '@continuo/elements/rating';
import { ContinuoReviewSummaryElement } from '@continuo/elements/review-summary';
import { ContinuoReviewListElement } from '@continuo/elements/review-list';
import { ContinuoReviewFormElement } from '@continuo/elements/review-form';
import { inTurn } from './in-turn.ts';

inTurn(
  ContinuoRatingElement,
  ContinuoReviewSummaryElement,
  ContinuoReviewListElement,
  ContinuoReviewFormElement,
);
