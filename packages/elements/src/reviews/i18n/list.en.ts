import { number } from '../../i18n/number.ts';
import type { ListMessages } from './list.ts';

const reviews = (count: number): string => `${number(count)} ${count === 1 ? 'review' : 'reviews'}`;

export const messages: ListMessages = {
  title: 'Customer reviews',
  ratingOf: (rating) => `${rating} out of 5`,
  count: (count) => (count < 1_000 ? reviews(count) : `${number(1_000)} reviews or more`),
  first: (count) => `${messages.count(count)}, most helpful first`,
  tools: 'Search and filter',
  stale: 'Newer reviews could not be loaded.',
  none: 'There are no reviews yet.',
  noneHint: 'Be the first to say how it is.',
  reviewBy: (author) => `Review by ${author}`,
  readMore: 'Read more',
  readMoreOf: (title) => `Read more: ${title}`,
  recommends: 'Recommends this product',
  recommendsNot: 'Does not recommend this product',
  helpful: 'Helpful?',
  helpfulOf: (title) => `Was this helpful? ${title}`,
  helpfulCount: (yes, all) => `${number(yes)} of ${number(all)} found this helpful`,
  yes: 'Yes',
  no: 'No',
  report: 'Report',
  reportOf: (title) => `Report: ${title}`,
  reported: 'Reported',
  showMore: (count) => `Show ${count} more`,
};
