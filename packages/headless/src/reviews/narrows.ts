import type { ReviewFilters } from './types.ts';

/** Whether fewer than all reviews are wanted; the order alone leaves none out. */
export const narrows = (filters: ReviewFilters): boolean => {
  const { stars, verified, media, recommended, text, source, locale, attributes, topics, q } = filters;
  const chosen = stars.length + attributes.length + topics.length;
  return chosen > 0 || verified || media || recommended || text || source !== '' || locale !== '' || q !== '';
};
