import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './list.en.ts';

/** What the list says at first. What few ever read has files of its own. */
export interface ListMessages {
  title: string;
  /** The rating of one review. */
  ratingOf: (rating: number) => string;
  /** From 1,000 on, that there are at least as many. */
  count: (reviews: number) => string;
  /** How many there are, in the order that everybody gets first. */
  first: (reviews: number) => string;
  /** The button that opens search, filters and order. */
  tools: string;
  stale: string;
  none: string;
  noneHint: string;
  reviewBy: (author: string) => string;
  readMore: string;
  readMoreOf: (title: string) => string;
  recommends: string;
  recommendsNot: string;
  helpful: string;
  helpfulOf: (title: string) => string;
  helpfulCount: (yes: number, all: number) => string;
  yes: string;
  no: string;
  report: string;
  reportOf: (title: string) => string;
  reported: string;
  showMore: (reviews: number) => string;
}

export const listTexts: Texts<ListMessages> = texts(en, {
  'zh-Hans': () => import('./list.zh-Hans.ts'),
  'zh-Hant': () => import('./list.zh-Hant.ts'),
});
