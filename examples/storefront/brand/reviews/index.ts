import type { NewReview } from '@continuo/protocol';
import { products } from '../source/index.ts';
import { harbourTeapot } from './harbour-teapot.ts';
import { home } from './home.ts';
import { people } from './people.ts';
import { potsAndCups } from './pots-and-cups.ts';
import type { SourcePhoto, SourceReview } from './types.ts';

export { demoSummarize } from './digests.ts';
export { demoTranslate } from './translations.ts';
export { reviewSettings } from './settings.ts';

/** A review with who wrote it and when. The same at every start. */
export interface BrandReview {
  productId: string;
  author: string;
  /** Days before the demo begins. */
  daysAgo: number;
  review: NewReview;
  photos: readonly SourcePhoto[];
  /** What the shop answered. */
  reply?: string;
  /** Waits for a moderator; all others are published, whatever their stars. */
  waits: boolean;
  /** Other authors who found it helpful, and who did not. */
  votes: CustomerVote[];
}

/** What somebody else said of it. */
export interface CustomerVote {
  author: string;
  vote: 'yes' | 'no';
}

/** A file as a customer sends it. */
export const photoPath = (snapshot: string): URL => new URL(`../photos/${snapshot}.webp`, import.meta.url);

/** Stars without a word, which many leave. */
const WORDLESS: Readonly<Record<string, readonly number[]>> = {
  'harbour-teapot': [5, 5, 4, 5, 3, 5, 4, 5, 2, 5, 4, 5, 5, 1, 4, 5, 5, 3, 4, 5, 5, 4, 5, 5, 4, 3],
  'two-cup-pot': [5, 4, 5],
  'quay-mug': [5, 5, 3, 4],
  'morning-bowl': [4, 5],
  'pressed-lid-tin': [5, 5],
  'swan-kettle': [4],
  'paper-lamp': [5, 3],
};

/** Photos of those who left no word, each with the place of their review among those of the product. */
const WORDLESS_PHOTOS: Readonly<Record<string, Readonly<Record<number, readonly SourcePhoto[]>>>> = {
  'harbour-teapot': { 50: [{ snapshot: 'counter', alt: '書店櫃枱上的天目黑' }] },
};

/** A number from a text, the same for ever (FNV-1a). */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}
const pick = <T>(list: readonly T[], text: string): T => list[numberOf(text) % list.length]!;

const clamp = (stars: number) => Math.min(5, Math.max(1, stars));

/** What somebody answered besides; not everybody answers everything. */
function answersOf(author: string, { stars, size = 3 }: SourceReview, id: string) {
  const recommended = pick([true, true, true, false], `${id} says`)
    ? stars > 3 || (stars === 3 && pick([true, false], `${id} would`))
    : undefined;
  const making = clamp(stars + pick([0, 0, 1, -1], `${id} making`) * (stars < 5 ? 1 : 0));
  return {
    ...(recommended !== undefined && { recommended }),
    ratings: pick([true, true, false], `${id} rates`)
      ? [
          { name: 'making', value: making },
          { name: 'size', value: size },
        ]
      : [],
    attributes: pick([true, true, true, false], `${author} tells`)
      ? [
          {
            name: 'tea',
            value: pick(['green', 'oolong', 'oolong', 'black', 'dark', 'other'], `${author} tea`),
          },
          { name: 'table', value: pick(['one', 'two', 'two', 'more'], `${author} table`) },
        ]
      : [],
  };
}

/** Names in the order in which they come up for a product: everybody once before anybody twice. */
const inTurn = (names: readonly string[], productId: string): string[] =>
  [...names].sort((a, b) => numberOf(`${productId} ${a}`) - numberOf(`${productId} ${b}`));

function reviewsOf(productId: string): BrandReview[] {
  const written =
    productId === 'harbour-teapot' ? harbourTeapot : (potsAndCups[productId] ?? home[productId] ?? []);
  const authors = { en: inTurn(people.en, productId), 'zh-Hant': inTurn(people['zh-Hant'], productId) };
  const wordless = (WORDLESS[productId] ?? []).map((stars, i): SourceReview => {
    const left =
      authors['zh-Hant'].length > written.filter(({ locale }) => locale === 'zh-Hant').length + i / 2;
    const photos = WORDLESS_PHOTOS[productId]?.[written.length + i + 1] ?? [];
    return { stars, locale: i % 2 && left ? 'zh-Hant' : 'en', photos };
  });
  return [...written, ...wordless].map((source, i): BrandReview => {
    const { stars, locale, title = '', body = '', reply, photos = [], waits = false } = source;
    const id = `demo-review-${productId}-${i + 1}`;
    const author = authors[locale].shift();
    if (!author) throw new Error(`${productId} has more reviews in ${locale} than there are people`);
    // Those that wait are of the last days; of the others nobody could tell in which order they stand here.
    const daysAgo = waits ? 1 + (i % 3) : 4 + (numberOf(`${id} day`) % 380);
    const isRead = !waits && (body !== '' || photos.length > 0);
    return {
      ...{ productId, author, daysAgo, photos, waits, votes: isRead ? votesFor(id, i) : [] },
      ...(reply && { reply }),
      review: { id, rating: stars, locale, author, title, body, ...answersOf(author, source, id) },
    };
  });
}

/** Who wrote first has been read most; whether it helped has nothing to do with the stars. */
function votesFor(id: string, place: number): BrandReview['votes'] {
  const many = numberOf(`${id} read`) % (place < 6 ? 8 : 2);
  return inTurn([...people.en, ...people['zh-Hant']], id)
    .slice(0, many)
    .map((author) => ({ author, vote: pick(['yes', 'yes', 'yes', 'no'] as const, `${id} ${author}`) }));
}

/** All reviews of the brand, oldest first. */
export const brandReviews: readonly BrandReview[] = products
  .flatMap(({ id }) => reviewsOf(id))
  .map((one) => ({ ...one, votes: one.votes.filter(({ author }) => author !== one.author) }))
  .sort((a, b) => b.daysAgo - a.daysAgo || (a.review.id < b.review.id ? -1 : 1));

/** One in four has bought what they write of. */
export const buyers: readonly string[] = [...people.en, ...people['zh-Hant']].filter((_, i) => i % 4 === 0);
