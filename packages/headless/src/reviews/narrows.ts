import type { ReviewFilters } from './types.ts';

/** Whether fewer than all reviews are wanted; the order alone leaves none out. */
export const narrows = ({ stars, verified, media, locale, attributes, topics, q }: ReviewFilters): boolean =>
  stars.length + attributes.length + topics.length > 0 || verified || media || locale !== '' || q !== '';
