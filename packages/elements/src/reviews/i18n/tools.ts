import type { ReviewOrigin } from '@continuo/protocol';
import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './tools.en.ts';

/** How a list may be sorted: what the backend knows, and by what its reader says of themselves. */
export type SortChoice = 'helpful' | 'newest' | 'oldest' | 'highest' | 'lowest' | 'like';

/** What is said where reviews are searched, filtered and sorted. */
export interface ToolMessages {
  stars: (stars: number) => string;
  starsWith: (stars: number, reviews: number) => string;
  filters: string;
  byStars: string;
  topics: string;
  verifiedOnly: string;
  recommendedOnly: string;
  recommendedShort: string;
  textOnly: string;
  textShort: string;
  source: string;
  sources: Record<ReviewOrigin, string>;
  sourceShort: Record<ReviewOrigin, string>;
  withMedia: (reviews: number) => string;
  mediaShort: string;
  language: string;
  anyLanguage: string;
  any: string;
  search: string;
  sort: string;
  sortBy: Record<SortChoice, string>;
  /** How the order is said in the middle of a sentence. */
  sorted: Record<SortChoice, string>;
  likeWho: string;
  noAnswer: string;
  clear: string;
  /** What is shown: how many, under which filters, in which order. */
  results: (parts: readonly string[]) => string;
  verifiedShort: string;
  searchShort: (words: string) => string;
  noMatch: string;
  noMatchHint: string;
}

export const toolsTexts: Texts<ToolMessages> = texts(en, {
  'zh-Hans': () => import('./tools.zh-Hans.ts'),
  'zh-Hant': () => import('./tools.zh-Hant.ts'),
});
