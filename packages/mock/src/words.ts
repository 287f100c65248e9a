/** The form in which texts are compared: without case, accents and differences of width. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/u;

/** Whether a text has all words of a question: each begins a word, or stands anywhere in scripts without spaces. */
export function saysAll(text: string, question: string | undefined): boolean {
  const words = fold(question ?? '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const within = ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return words.every((word) => within.includes(UNSPACED.test(word) ? word : ` ${word}`));
}

/** The words of a text that say something; of scripts without spaces, each two signs that stand together. */
const tellingOf = (text: string): string[] => [
  ...new Set(
    (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
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
