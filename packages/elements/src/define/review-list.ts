import { ContinuoReviewListElement } from '../reviews/review-list/review-list.ts';
import { define } from '../internal/define.ts';

define(ContinuoReviewListElement);
