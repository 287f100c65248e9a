import { UNSPACED_SCRIPTS } from '@continuo/protocol/constants';
import type { Searched } from '@continuo/protocol';
import { html, type TemplateResult } from 'lit';

/** A letter or digit of a script that puts spaces between words. */
const SPACED = new RegExp(`^(?![${UNSPACED_SCRIPTS}])[\\p{L}\\p{N}]`, 'u');

/** A text without case and accents; a sigma at the end of a word is one too. */
const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');

/** Where in a text a character stands, with the accents that follow it, and whether it goes on with a word. */
interface Place {
  start: number;
  end: number;
  within: boolean;
}

/** A text as it is compared, with the place of each of its units. */
function fold(text: string, variants: Searched['variants']): { folded: string; places: Place[] } {
  let folded = '';
  const places: Place[] = [];
  let [end, within] = [0, false];
  for (const character of text) {
    const start = end;
    end += character.length;
    const parts = plain(character);
    // An accent belongs to what is before it.
    if (!parts && places.length) places.at(-1)!.end = end;
    for (const part of parts) {
      const one = variants[part] ?? part;
      for (let i = 0; i < one.length; i++) places.push({ start, end, within });
      folded += one;
      within = SPACED.test(one);
    }
  }
  return { folded, places };
}

/** The text, with what was searched marked: one node a piece and never markup. */
export function highlighted(
  text: string,
  searched: Searched | undefined,
): string | (string | TemplateResult)[] {
  if (!searched?.words.length) return text;
  const { folded, places } = fold(text, searched.variants);
  const marks: [number, number][] = [];
  for (const word of searched.words.map(plain).filter(Boolean))
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      if (!places[at]!.within || !SPACED.test(word))
        marks.push([places[at]!.start, places[at + word.length - 1]!.end]);
  if (!marks.length) return text;
  const pieces: (string | TemplateResult)[] = [];
  let done = 0;
  for (const [start, end] of marks.sort(([a], [b]) => a - b)) {
    if (end <= done) continue;
    const begin = Math.max(start, done);
    if (begin > done) pieces.push(text.slice(done, begin));
    pieces.push(html`<mark>${text.slice(begin, end)}</mark>`);
    done = end;
  }
  return [...pieces, text.slice(done)];
}
