import type { Review, ReviewSummary } from '@continuo/protocol';
import { webLink } from '../facts.ts';
import { oneDigit } from '../numbers.ts';
import { scriptJson } from './escape.ts';

/** What a page shows of the product itself. */
export interface ShownProduct {
  name: string;
  url?: string;
  image?: string;
  description?: string;
  brand?: string;
  sku?: string;
}

export interface Shown {
  product: ShownProduct;
  summary: ReviewSummary;
  /** Those that the page shows, no others. */
  reviews: readonly Review[];
}

const reviewOf = ({ rating, author, at, title, body, locale }: Review) => ({
  '@type': 'Review',
  reviewRating: { '@type': 'Rating', ratingValue: rating, bestRating: 5 },
  author: { '@type': 'Person', name: author },
  datePublished: at.slice(0, 10),
  inLanguage: locale,
  name: title || undefined,
  reviewBody: body || undefined,
});

/**
 * JSON for `<script type="application/ld+json">`: Product with AggregateRating and Review. Give it only what the page
 * shows as text. Reviews that were first published elsewhere are left out: they are marked up there.
 */
export function jsonLd({ product, summary, reviews }: Shown): string {
  const { name, url, image, description, brand, sku } = product;
  const { count, average } = summary;
  const ours = reviews.filter(({ source }) => !source);
  return scriptJson({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name,
    url: webLink(url),
    image: webLink(image),
    description,
    sku,
    brand: brand && { '@type': 'Brand', name: brand },
    ...(count > 0 && {
      aggregateRating: {
        '@type': 'AggregateRating',
        ratingValue: Number(oneDigit(average)),
        reviewCount: count,
        bestRating: 5,
      },
      ...(ours.length > 0 && { review: ours.map(reviewOf) }),
    }),
  });
}
