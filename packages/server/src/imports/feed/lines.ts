/** A physical line, counted from 1. `text` is `undefined` where the line was too long to be kept. */
export interface Line {
  number: number;
  text: string | undefined;
}

/** Characters of the longest line that is read; a longer one is skipped with bounded memory. */
export const LONGEST_LINE = 1_000_000;

/** Cuts text at `\n` or `\r\n`. An empty last line is not told. */
export async function* lines(source: AsyncIterable<string>, longest = LONGEST_LINE): AsyncGenerator<Line> {
  let number = 1;
  let held = '';
  let skipping = false;
  for await (const chunk of source) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      const text = held + chunk.slice(from, end);
      yield { number, text: skipping || text.length > longest ? undefined : text.replace(/\r$/, '') };
      number += 1;
      held = '';
      skipping = false;
      from = end + 1;
    }
    if (!skipping) held += chunk.slice(from);
    if (held.length > longest) {
      held = '';
      skipping = true;
    }
  }
  if (held || skipping) yield { number, text: skipping ? undefined : held.replace(/\r$/, '') };
}
