import { ContinuoReviewFormElement } from '../reviews/review-form/review-form.ts';
import { define } from '../internal/define.ts';

define(ContinuoReviewFormElement);
