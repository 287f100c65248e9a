import { UNSPACED_SCRIPTS, type Searched } from '@continuo/protocol';

/** The form in which texts are compared: without case, accents and differences of width. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const UNSPACED = new RegExp(`[${UNSPACED_SCRIPTS}]`, 'u');
/** Letters and digits that stand together, of scripts with spaces between words or without. */
const RUNS = new RegExp(
  `(?:(?=[\\p{L}\\p{N}])${UNSPACED.source})+|(?:(?!${UNSPACED.source})[\\p{L}\\p{N}])+`,
  'gu',
);
const runsOf = (text: string): string[] => fold(text).match(RUNS) ?? [];

/** By what texts that were found are marked. It does not know that characters of two Chinese scripts are the same. */
export const searchedOf = (question: string): Searched => ({
  words: [...new Set(runsOf(question))],
  variants: {},
});

/** Whether a text has all words of a question: each begins a word, or stands anywhere in scripts without spaces. */
export function saysAll(text: string, question: string | undefined): boolean {
  const runs = runsOf(text);
  return runsOf(question ?? '').every((word) =>
    runs.some((run) => (UNSPACED.test(word) ? run.includes(word) : run.startsWith(word))),
  );
}

/** The words of a text that say something; of scripts without spaces, each two signs that stand together. */
const tellingOf = (text: string): string[] => [
  ...new Set(
    runsOf(text).flatMap((word) =>
      UNSPACED.test(word)
        ? [...word].slice(1).map((sign, i) => `${[...word][i]}${sign}`)
        : word.length >= LONG
          ? [word]
          : [],
    ),
  ),
];
/** Shorter words are grammar more often than not. */
const LONG = 5;

/** Those that share the most telling words with a text, most alike first; the fewer have a word, the more it counts. */
export function mostAlike<T>(text: string, all: readonly T[], textOf: (one: T) => string, most: number): T[] {
  const words = tellingOf(text);
  const having = all.map((one) => ({ one, has: new Set(tellingOf(textOf(one))) }));
  const weights = words.map((word) => {
    const texts = having.filter(({ has }) => has.has(word)).length;
    return Math.log(1 + all.length / Math.max(1, texts));
  });
  return having
    .map(({ one, has }) => ({
      one,
      score: weights.reduce((sum, w, i) => sum + (has.has(words[i]!) ? w : 0), 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one }) => one);
}
