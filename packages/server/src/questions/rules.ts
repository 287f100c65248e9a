/** Where a page ends: the sort keys of its last row. */
export interface Place {
  /** What the list is ordered by: a cursor of another order is none of this one. */
  sort: string;
  /** Before the time: how many answers; rank and score. */
  keys: number[];
  at: Date;
  id: string;
}

export const writeCursor = ({ sort, keys, at, id }: Place): string =>
  Buffer.from(JSON.stringify([sort, keys, at.getTime(), id])).toString('base64url');

/** `undefined` when it is no cursor of this order. */
export function readCursor(cursor: string, wanted: string, keys: number): Place | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(found) || found.length !== 4) return undefined;
    const [sort, numbers, at, id] = found as unknown[];
    const isOurs =
      sort === wanted &&
      Array.isArray(numbers) &&
      numbers.length === keys &&
      numbers.every((key) => Number.isFinite(key) && Math.abs(key as number) < 2 ** 31) &&
      Number.isSafeInteger(at) &&
      Math.abs(at as number) < 4e12 &&
      typeof id === 'string' &&
      !id.includes('\0');
    return isOurs ? { sort: wanted, keys: numbers as number[], at: new Date(at as number), id } : undefined;
  } catch {
    // Not JSON: nobody got it from here.
    return undefined;
  }
}

/** Words that are in questions about anything, in the form in which texts are compared. */
const COMMON = new Set(
  (
    'about all also and any anyone are been but can could did does for from get got had has have here how into its just ' +
    'let many may much need not off one our out put really see some than that the them then there these they this too ' +
    'use very want was way what when where which while who why will with would yes you your 可以 这个 请问 是否 怎么 有没 没有 什么'
  ).split(' '),
);
/** Letters of an alphabet below which a word is grammar, or has only been begun. */
const SHORT = 3;
/** What such a word counts, of one that says something. */
const LITTLE = 0.1;
/** What is less than this share of the best is not alike. */
const SHARE = 0.3;

const saysSomething = (word: string): boolean =>
  !COMMON.has(word) && (word.length >= SHORT || /[^\p{Script=Latin}\p{N}]/u.test(word));

/**
 * Which texts are most like another one: those that share most of its words, where a word counts the more, the fewer
 * texts have it. Who shares nothing but common words is not alike.
 * @param words of the text
 * @param found whether a text has each of these; the better of equals first
 * @param total how many texts there are
 */
export function mostAlike(
  words: readonly string[],
  found: readonly { id: string; has: readonly boolean[] }[],
  total: number,
  most: number,
): string[] {
  const telling = words.map(saysSomething);
  const weights = words.map((_, i) => {
    const texts = found.filter(({ has }) => has[i]).length;
    return Math.log(1 + total / Math.max(1, texts)) * (telling[i] ? 1 : LITTLE);
  });
  const scored = found
    .filter(({ has }) => has.some((is, i) => is && telling[i]))
    .map(({ id, has }) => ({ id, score: weights.reduce((sum, w, i) => sum + (has[i] ? w : 0), 0) }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  return scored
    .filter(({ score }) => score >= best * SHARE)
    .slice(0, most)
    .map(({ id }) => id);
}
