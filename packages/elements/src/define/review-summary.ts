import { ContinuoReviewSummaryElement } from '../reviews/review-summary/review-summary.ts';
import { define } from '../internal/define.ts';

define(ContinuoReviewSummaryElement);
