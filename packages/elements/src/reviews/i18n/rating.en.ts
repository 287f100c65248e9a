import { number } from '../../i18n/number.ts';
import type { RatingMessages } from './rating.ts';

const reviews = (count: number): string => `${number(count)} ${count === 1 ? 'review' : 'reviews'}`;
const stars = (count: number): string => `${count} ${count === 1 ? 'star' : 'stars'}`;
const outOf = (average: number): string => `${number(average)} out of 5`;

export const messages: RatingMessages = {
  outOf,
  rated: (average, count) => `${outOf(average)} (${reviews(count)})`,
  reviews,
  none: 'No rating yet',
  summary: 'Summary of the reviews',
  histogram: 'Show reviews by stars',
  stars,
  row: (count, all, percent) => `${stars(count)}, ${reviews(all)}, ${percent}%`,
  recommended: (yes, answers, percent) =>
    `${percent}% would recommend it (${number(yes)} of ${number(answers)})`,
};
