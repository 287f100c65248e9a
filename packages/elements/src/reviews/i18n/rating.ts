import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './rating.en.ts';

/** Every word of stars and of a summary of reviews. Averages have one digit, shares are whole percent. */
export interface RatingMessages {
  outOf: (average: number) => string;
  rated: (average: number, reviews: number) => string;
  reviews: (reviews: number) => string;
  none: string;
  summary: string;
  /** What the rows of the histogram do. */
  histogram: string;
  stars: (stars: number) => string;
  row: (stars: number, reviews: number, percent: number) => string;
  recommended: (yes: number, answers: number, percent: number) => string;
}

export const ratingTexts: Texts<RatingMessages> = texts(en, {
  'zh-Hans': () => import('./rating.zh-Hans.ts'),
  'zh-Hant': () => import('./rating.zh-Hant.ts'),
});
