import type { RefusalReason, ReportReason, ReviewBadge } from '@continuo/protocol';
import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './list.en.ts';

/** How a list may be sorted: what the backend knows, and by what its reader says of themselves. */
export type SortChoice = 'helpful' | 'newest' | 'oldest' | 'highest' | 'lowest' | 'like';

/** Every word of the list of reviews. */
export interface ListMessages {
  title: string;
  /** The rating of one review. */
  ratingOf: (rating: number) => string;
  stars: (stars: number) => string;
  starsWith: (stars: number, reviews: number) => string;

  // choosing
  filters: string;
  byStars: string;
  verifiedOnly: string;
  withMedia: (reviews: number) => string;
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
  mediaShort: string;
  searchShort: (words: string) => string;
  count: (reviews: number) => string;
  countOver: (reviews: number) => string;
  updating: string;
  stale: string;

  // a list without reviews
  none: string;
  noneHint: string;
  noMatch: string;
  noMatchHint: string;

  // one review
  reviewBy: (author: string) => string;
  yours: string;
  readMore: string;
  readLess: string;
  readMoreOf: (title: string) => string;
  badge: Record<ReviewBadge, string>;
  badgeMeaning: Record<ReviewBadge, string>;
  photo: (number: number, alt: string) => string;
  video: (number: number, alt: string) => string;
  recommends: string;
  recommendsNot: string;
  little: (end: string) => string;
  middle: string;
  response: (author: string) => string;
  source: (name: string) => string;
  pending: string;
  pendingHint: string;
  refused: string;
  refusedFor: Record<RefusalReason, string>;

  // votes and reports
  helpful: string;
  helpfulOf: (title: string) => string;
  helpfulCount: (yes: number, all: number) => string;
  yes: string;
  no: string;
  report: string;
  reportOf: (title: string) => string;
  reported: string;
  reportTitle: string;
  reportHint: string;
  reportWhat: string;
  reportReason: Record<ReportReason, string>;
  reportDetail: string;
  reportMissing: string;
  reportSend: string;
  reportSent: string;
  reportFailed: string;

  showMore: (reviews: number) => string;
  shown: (more: number, shown: number, total: string) => string;
}

export const listTexts: Texts<ListMessages> = texts(en, {
  'zh-Hans': () => import('./list.zh-Hans.ts'),
  'zh-Hant': () => import('./list.zh-Hant.ts'),
});
