/** Characters of Chinese words, and of Japanese ones, which are set as they are. */
const HAN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}]/u;
/** Those, and the punctuation that brings its own room. */
const WIDE = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\uff00-\uff60]/u;
/** What is not seen by itself: marks of direction, accents, choices of a glyph. */
const UNSEEN = /[\p{Cf}\p{M}]/gu;

/** A blank between two texts where Chinese characters meet others. */
function meet(left: string, right: string): string {
  const before = [...left.replace(UNSEEN, '')].at(-1) ?? '';
  const [after = ''] = right.replace(UNSEEN, '');
  const apart =
    before && after && ((HAN.test(before) && !WIDE.test(after)) || (HAN.test(after) && !WIDE.test(before)));
  return left + (apart ? ' ' : '') + right;
}

/**
 * A template of Chinese words with names or numbers in it: a blank stands beside what is in other letters, none beside
 * Chinese characters.
 */
export const han = (words: TemplateStringsArray, ...given: (string | number)[]): string =>
  words.reduce((text, next, n) => meet(meet(text, `${given[n - 1]}`), next));
