import { ContinuoRatingElement } from '../reviews/rating/rating.ts';
import { define } from '../internal/define.ts';

define(ContinuoRatingElement);
