import * as z from 'zod/mini';
import { cleanLine } from '../catalog/index.ts';

/** Reviews that a digest is made of: below it is none, above it is a choice. */
export const FEWEST = 10;
export const MOST = 200;
/** Claims of a digest, reviews that one of them names, and UTF-16 code units that it may have. */
const MOST_CLAIMS = 5;
const MOST_NAMED = 10;
const LONGEST = 300;

/** Something that a digest says, and the reviews that it rests on. */
export interface Claim {
  readonly text: string;
  /** Of the reviews that were given; at least one. */
  readonly reviewIds: readonly string[];
}

export const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/**
 * How many reviews with one star to five are chosen: all where they fit, else a share as large as theirs of all, and of
 * those that anybody gave at least one.
 */
export function sharesOf(histogram: readonly number[], most: number): number[] {
  const all = sum(histogram);
  if (all <= most) return [...histogram];
  const exact = histogram.map((n) => (n * most) / all);
  const shares = exact.map((share, i) => Math.max(Math.floor(share), Math.min(1, histogram[i]!)));
  let left = most - sum(shares);
  // What rounding left goes to those that lost most by it, and is taken from those that have more than their share.
  for (; left !== 0; left -= Math.sign(left)) {
    const missing = exact.map((share, i) => (left < 0 && shares[i]! < 2 ? Infinity : share - shares[i]!));
    const i = missing.indexOf(left > 0 ? Math.max(...missing) : Math.min(...missing));
    shares[i]! += Math.sign(left);
  }
  return shares;
}

const Found = z.array(z.object({ text: z.string(), reviewIds: z.array(z.string()) }));

/**
 * What of a model's answer can be shown: text on one line that is not too long, with reviews that it was given. Whatever
 * rests on none of them is left out. Throws a `TypeError` where the answer is no list of claims.
 */
export function claimsOf(found: unknown, given: ReadonlySet<string>): Claim[] {
  const result = z.safeParse(Found, found);
  if (!result.success) throw new TypeError('The answer is no list of claims with the reviews they rest on');
  const claims = result.data.flatMap((claim): Claim[] => {
    const text = cleanLine(claim.text);
    const reviewIds = [...new Set(claim.reviewIds)].filter((id) => given.has(id)).slice(0, MOST_NAMED);
    return text && text.length <= LONGEST && reviewIds.length ? [{ text, reviewIds }] : [];
  });
  const first = new Map([...claims].reverse().map((claim) => [claim.text, claim]));
  return claims.filter((claim) => first.get(claim.text) === claim).slice(0, MOST_CLAIMS);
}

const isPraise = (stars: number): boolean => stars > 3;

/**
 * Whether the reviews that claims rest on, by their stars, are of both sides, four or five and one to three, where there
 * are both: neither is shown alone.
 */
export const isBalanced = (named: readonly number[], histogram: readonly number[]): boolean =>
  [true, false].every(
    (side) =>
      named.some((stars) => isPraise(stars) === side) ||
      !histogram.some((n, i) => n > 0 && isPraise(i + 1) === side),
  );

/** Whether there are a tenth more or fewer reviews than it was made of. */
export const hasAged = (madeOf: number, count: number): boolean => Math.abs(count - madeOf) * 10 >= madeOf;
