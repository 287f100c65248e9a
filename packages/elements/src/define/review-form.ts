import { ContinuoReviewFormElement } from '../reviews/review-form/review-form.ts';
import { define } from './define.ts';

define(ContinuoReviewFormElement);
