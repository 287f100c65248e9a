import type { Product } from '@continuo/protocol';
import type { Shown } from './context.ts';
import { hostile } from './hostile.ts';
import type { StoredQuestion, StoredReview } from './state.ts';

/** What a backend, a network or people do to a page. */
export const FAULTS = ['slow', 'offline', '500', 'empty', 'huge', 'hostile'] as const;
/**
 * - `slow`: answers come late
 * - `offline`: there is no network
 * - `500`: the backend has failed
 * - `empty`: nothing is sold and nobody has said anything
 * - `huge`: a thousand products, thousands of reviews and questions of each that has one
 * - `hostile`: all texts hold markup, marks of direction, endless words, other scripts and signs
 */
export type FaultName = (typeof FAULTS)[number];

const PRODUCTS = 1_000;
/** Of reviews, and of questions, of each product that has one. */
const MANY = 3_000;

/** What there is, as a fault shows it. */
export function shownBy(fault: FaultName | undefined, state: Shown): Shown {
  switch (fault) {
    case 'empty':
      return { products: [], reviews: [], digests: [], questions: [], answers: [] };
    case 'huge':
      return {
        products: copies(state.products, PRODUCTS),
        reviews: many(state.reviews),
        digests: state.digests,
        questions: many(state.questions),
        answers: state.answers,
      };
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
        digests: state.digests.map((digest) => ({
          ...digest,
          claims: digest.claims.map((claim) => ({ ...claim, text: hostile(claim.text) })),
        })),
        questions: state.questions.map(withHostile),
        answers: state.answers.map(withHostile),
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

const withHostile = <T extends { body: string; author: string }>(one: T): T => ({
  ...one,
  body: hostile(one.body),
  author: hostile(one.author),
});

function many<T extends StoredReview | StoredQuestion>(all: readonly T[]): T[] {
  const published = all.filter(({ state }) => state === 'published');
  const products = [...new Set(published.map(({ productId }) => productId))];
  return [
    ...all,
    ...products.flatMap((productId) => {
      const own = published.filter((one) => one.productId === productId);
      return Array.from({ length: MANY }, (_, i): T => {
        const one = own[i % own.length]!;
        const at = new Date(new Date(one.at).getTime() - i * 60_000).toISOString();
        return { ...one, id: `${one.id}-${i}`, person: `nobody ${i}`, at };
      });
    }),
  ];
}
