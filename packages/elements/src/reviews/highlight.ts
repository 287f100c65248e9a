import { html, type TemplateResult } from 'lit';

/** Lower case without accents, with the place in the text that each character comes from. */
function fold(text: string): { folded: string; from: number[] } {
  let folded = '';
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    for (let i = 0; i < plain.length; i++) from.push(at);
    folded += plain;
    at += character.length;
  }
  from.push(at);
  return { folded, from };
}

/** The text, with what was searched marked: one node a piece and never markup. Words are divided by blanks, so Chinese is one. */
export function highlighted(text: string, query: string): string | (string | TemplateResult)[] {
  const words = fold(query).folded.split(/\s+/).filter(Boolean);
  if (!words.length) return text;
  const { folded, from } = fold(text);
  const marks: [number, number][] = [];
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      marks.push([from[at]!, from[at + word.length]!]);
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
