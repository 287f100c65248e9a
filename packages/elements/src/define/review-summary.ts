import { ContinuoReviewSummaryElement } from '../reviews/review-summary/review-summary.ts';
import { define } from './define.ts';

define(ContinuoReviewSummaryElement);
