import type { Product } from '@continuo/protocol';
import { hostile } from './hostile.ts';
import type { State, StoredReview } from './state.ts';

/** What a backend, a network or people do to a page. */
export const FAULTS = ['slow', 'offline', '500', 'empty', 'huge', 'hostile'] as const;
/**
 * - `slow`: answers come late
 * - `offline`: there is no network
 * - `500`: the backend has failed
 * - `empty`: nothing is sold and nobody has said anything
 * - `huge`: a thousand products, thousands of reviews of each
 * - `hostile`: all texts hold markup, marks of direction, endless words, other scripts and signs
 */
export type FaultName = (typeof FAULTS)[number];

const PRODUCTS = 1_000;
const REVIEWS = 3_000;

type Shown = Pick<State, 'products' | 'reviews'>;

/** What there is, as a fault shows it. */
export function shownBy(fault: FaultName | undefined, state: Shown): Shown {
  switch (fault) {
    case 'empty':
      return { products: [], reviews: [] };
    case 'huge':
      return { products: copies(state.products, PRODUCTS), reviews: manyReviews(state.reviews) };
    case 'hostile':
      return {
        products: state.products.map((product) => ({
          ...product,
          title: hostile(product.title),
          description: hostile(product.description),
          ...(product.brand !== undefined && { brand: hostile(product.brand) }),
          categories: product.categories.map(hostile),
          details: product.details.map(({ name, value }) => ({ name: hostile(name), value: hostile(value) })),
          variants: product.variants.map((variant) => ({
            ...variant,
            title: hostile(variant.title),
            options: variant.options.map(({ name, value }) => ({ name, value: hostile(value) })),
          })),
        })),
        reviews: state.reviews.map((review) => ({
          ...review,
          title: hostile(review.title),
          body: hostile(review.body),
          author: hostile(review.author),
          ...(review.response && {
            response: {
              ...review.response,
              text: hostile(review.response.text),
              author: hostile(review.response.author),
            },
          }),
        })),
      };
    default:
      return state;
  }
}

/** The first of all are the same: what a page names is there. */
const copies = (products: readonly Product[], most: number): Product[] =>
  Array.from({ length: products.length ? most : 0 }, (_, i) => {
    const product = products[i % products.length]!;
    if (i < products.length) return product;
    const id = (name: string): string => `${name}-${i}`;
    return {
      ...product,
      id: id(product.id),
      variants: product.variants.map((variant) => ({
        ...variant,
        id: id(variant.id),
        productId: id(product.id),
      })),
    };
  });

function manyReviews(reviews: readonly StoredReview[]): StoredReview[] {
  const published = reviews.filter(({ state }) => state === 'published');
  const products = [...new Set(published.map(({ productId }) => productId))];
  return [
    ...reviews,
    ...products.flatMap((productId) => {
      const own = published.filter((review) => review.productId === productId);
      return Array.from({ length: REVIEWS }, (_, i): StoredReview => {
        const review = own[i % own.length]!;
        const at = new Date(new Date(review.at).getTime() - i * 60_000).toISOString();
        return { ...review, id: `${review.id}-${i}`, person: `nobody ${i}`, at };
      });
    }),
  ];
}
