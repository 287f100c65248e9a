/** The form in which texts are compared: without case, accents and differences of width. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/u;

/** Whether a text has all words of a question: each begins a word, or stands anywhere in scripts without spaces. */
export function saysAll(text: string, question: string | undefined): boolean {
  const words = fold(question ?? '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const within = ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return words.every((word) => within.includes(UNSPACED.test(word) ? word : ` ${word}`));
}
