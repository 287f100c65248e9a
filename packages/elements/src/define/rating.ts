import { ContinuoRatingElement } from '../reviews/rating/rating.ts';
import { define } from './define.ts';

define(ContinuoRatingElement);
