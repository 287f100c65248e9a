import type { Client } from '@continuo/core';
import type { Review, ReviewList } from '@continuo/protocol';
import { createPaged, type Paged } from '../paged.ts';
import type { ReviewFilters, ReviewPage } from './types.ts';

/** What a list shows when nothing was chosen. */
export const NO_FILTERS: ReviewFilters = {
  stars: [],
  verified: false,
  media: false,
  recommended: false,
  text: false,
  source: '',
  locale: '',
  attributes: [],
  topics: [],
  q: '',
  sort: 'helpful',
  like: [],
};

/** As it stands in an address. The order of what is chosen together says nothing. */
const written = (value: ReviewFilters[keyof ReviewFilters]): string =>
  typeof value === 'object'
    ? value
        .map((one) => (typeof one === 'object' ? `${one.name}:${one.value}` : `${one}`))
        .sort()
        .join()
    : `${value || ''}`.trim();

/** The published reviews of a product as the backend gives them; `seen`, as this visitor does. */
export const createList = (
  client: Client,
  productId: string,
  seen: (review: Review) => Review,
): Paged<ReviewFilters, Review, ReviewPage> =>
  createPaged<ReviewFilters, ReviewList, Review, ReviewPage>(client, {
    path: `/v1/products/${encodeURIComponent(productId)}/reviews`,
    all: NO_FILTERS,
    // Undefined keeps the client's own language out too: reviews of all languages are wanted.
    asked: (filters) =>
      Object.fromEntries(
        Object.entries({ ...filters, sort: filters.sort === NO_FILTERS.sort ? '' : filters.sort }).map(
          ([name, value]) => [name, written(value) || undefined],
        ),
      ),
    items: ({ reviews }) => reviews,
    seen,
    page: (reviews, { total, next, searched }) => ({ reviews, total, more: !!next, searched }),
  });
