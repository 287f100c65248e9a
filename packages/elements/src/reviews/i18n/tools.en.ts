import { number } from '../../i18n/number.ts';
import type { ToolMessages } from './tools.ts';

const reviews = (count: number): string => `${number(count)} ${count === 1 ? 'review' : 'reviews'}`;
const stars = (count: number): string => `${count} ${count === 1 ? 'star' : 'stars'}`;

export const messages: ToolMessages = {
  stars,
  starsWith: (count, all) => `${stars(count)}, ${reviews(all)}`,
  filters: 'Filter reviews',
  byStars: 'Stars',
  topics: 'Topics',
  verifiedOnly: 'Verified purchases only',
  recommendedOnly: 'Would recommend it',
  recommendedShort: 'would recommend it',
  textOnly: 'With words, not stars alone',
  textShort: 'with words',
  source: 'First published',
  sources: { own: 'Here', elsewhere: 'Elsewhere' },
  sourceShort: { own: 'first published here', elsewhere: 'first published elsewhere' },
  withMedia: (count) => `With photos or videos (${number(count)})`,
  mediaShort: 'with photos or videos',
  language: 'Language',
  anyLanguage: 'All languages',
  any: 'Any',
  search: 'Search in reviews',
  sort: 'Sort by',
  sortBy: {
    helpful: 'Most helpful',
    newest: 'Newest',
    oldest: 'Oldest',
    highest: 'Highest rating',
    lowest: 'Lowest rating',
    like: 'People like me',
  },
  sorted: {
    helpful: 'most helpful first',
    newest: 'newest first',
    oldest: 'oldest first',
    highest: 'highest rating first',
    lowest: 'lowest rating first',
    like: 'people like you first',
  },
  likeWho: 'What applies to you?',
  noAnswer: 'No answer',
  clear: 'Take all filters back',
  results: (parts) => parts.join(', '),
  verifiedShort: 'verified purchases',
  searchShort: (words) => `“${words}”`,
  noMatch: 'No review fits these filters.',
  noMatchHint: 'Try fewer of them, or other words.',
};
