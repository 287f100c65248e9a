import type { NewReview, Review, ReviewSort, ReviewSummary } from '@continuo/protocol';
import type { StoredSettings } from './settings.ts';

/** How sure one may be: 95 %. */
const Z = 1.96;

/**
 * The least share of all readers who would find it helpful, as far as those who voted tell (Wilson's lower bound): two
 * of two say less than ninety of a hundred. What the review says about the product has no part in it.
 */
export function helpfulness(yes: number, no: number): number {
  const n = yes + no;
  if (n === 0) return 0;
  const share = yes / n;
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * n)) / n);
  return Math.max(0, (share + (Z * Z) / (2 * n) - spread) / (1 + (Z * Z) / n));
}

/** What is wrong with the answers of a review, in words; undefined when the settings ask all of them. */
export function wrongAnswer(
  settings: StoredSettings,
  { ratings = [], attributes = [] }: Pick<NewReview, 'ratings' | 'attributes'>,
): string | undefined {
  for (const list of [ratings, attributes])
    if (new Set(list.map(({ name }) => name)).size < list.length) return 'A question is answered twice';
  if (ratings.some(({ name }) => !settings.ratings.some((asked) => asked.name === name)))
    return 'A rating is not among those of the settings';
  const isKnown = ({ name, value }: Review['attributes'][number]) =>
    settings.attributes.some(
      (asked) => asked.name === name && asked.values.some((known) => known.value === value),
    );
  return attributes.every(isKnown) ? undefined : 'An attribute is not among those of the settings';
}

/** What reviews say together, as it is kept. */
export interface Tally {
  /** How many gave one star to five. */
  histogram: number[];
  recommended: number;
  answers: number;
  verified: number;
  /** How many show a photo or a video. */
  media: number;
  ratings: Readonly<Record<string, { count: number; sum: number }>>;
}

const mean = (sum: number, count: number): number => (count ? Math.round((sum / count) * 100) / 100 : 0);
const total = (histogram: readonly number[]): number => histogram.reduce((a, b) => a + b, 0);

/** What is left of all without a part of them. */
const without = (all: Tally, part: Tally): Tally => ({
  histogram: all.histogram.map((n, i) => n - part.histogram[i]!),
  recommended: all.recommended - part.recommended,
  answers: all.answers - part.answers,
  verified: all.verified - part.verified,
  media: all.media - part.media,
  ratings: Object.fromEntries(
    Object.entries(all.ratings).map(([name, { count, sum }]) => {
      const of = part.ratings[name] ?? { count: 0, sum: 0 };
      return [name, { count: count - of.count, sum: sum - of.sum }];
    }),
  ),
});

/**
 * Every published review counts, whatever its stars; of those that were first published elsewhere all do, or none.
 * @param elsewhere the part of `all` that was first published elsewhere
 */
export function summaryOf(
  productId: string,
  all: Tally,
  elsewhere: Tally,
  settings: StoredSettings,
): ReviewSummary {
  const counted = settings.countElsewhere;
  const counts = counted ? all : without(all, elsewhere);
  const { histogram, recommended, answers, verified, media } = counts;
  const count = total(histogram);
  return {
    productId,
    count,
    average: mean(
      histogram.reduce((sum, n, i) => sum + n * (i + 1), 0),
      count,
    ),
    histogram,
    recommended: { yes: recommended, answers },
    ratings: settings.ratings.flatMap(({ name }) => {
      const of = counts.ratings[name];
      return of?.count ? [{ name, average: mean(of.sum, of.count), count: of.count }] : [];
    }),
    verified,
    media,
    elsewhere: { count: total(elsewhere.histogram), counted },
  };
}

/** Where a page ends: the sort keys of its last review. */
export interface Place {
  sort: ReviewSort;
  /** How many of the reader's own answers it shares. */
  alike: number;
  /** Score or stars; 0 in the orders by time. */
  key: number;
  at: Date;
  id: string;
  /** How many there are in all, so that they are counted once. */
  total: number;
}

export const writeCursor = ({ sort, alike, key, at, id, total }: Place): string =>
  Buffer.from(JSON.stringify([sort, alike, key, at.getTime(), id, total])).toString('base64url');

/** `undefined` when it is no cursor of this order. */
export function readCursor(cursor: string, wanted: ReviewSort): Place | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(found) || found.length !== 6) return undefined;
    const [sort, alike, key, at, id, total] = found as unknown[];
    const isOurs =
      sort === wanted &&
      Number.isInteger(alike) &&
      Math.abs(alike as number) <= 1_000 &&
      Number.isFinite(key) &&
      Math.abs(key as number) <= 5 &&
      (sort === 'helpful' || Number.isInteger(key)) &&
      Number.isSafeInteger(at) &&
      Math.abs(at as number) < 4e12 &&
      typeof id === 'string' &&
      !id.includes('\0') &&
      Number.isSafeInteger(total) &&
      (total as number) > 0;
    return isOurs
      ? {
          ...{ sort: wanted, alike: alike as number, key: key as number },
          ...{ at: new Date(at as number), id, total: total as number },
        }
      : undefined;
  } catch {
    // Not JSON: nobody got it from here.
    return undefined;
  }
}
