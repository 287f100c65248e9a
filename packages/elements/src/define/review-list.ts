import { ContinuoReviewListElement } from '../reviews/review-list/review-list.ts';
import { define } from './define.ts';

define(ContinuoReviewListElement);
