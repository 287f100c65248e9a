import { html, nothing, type TemplateResult } from 'lit';

/**
 * What somebody wrote, for a sentence or an attribute of ours: isolated, and without the marks that would turn the
 * reading direction of our words.
 */
export const isolated = (text: string): string =>
  `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;

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

const BIG = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g;

/** Whether a text is shown with its first lines only at first; Chinese characters take the room of two. */
export const isLong = (text: string): boolean =>
  text.length + (text.match(BIG)?.length ?? 0) > 700 || text.split('\n', 10).length > 9;

/** A link that a browser only follows: anything else than the web's addresses is none. */
export function webLink(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}

const dates = new Map<string, Intl.DateTimeFormat>();

/** A day as its readers write it. */
export function day(tag: string, instant: string): string {
  let format = dates.get(tag);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
    } catch {
      // Pages say lang="english" and the like; such a page gets English dates.
      format = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
    }
    dates.set(tag, format);
  }
  return format.format(new Date(instant));
}

/** The name of a language such as `zh`, for the readers of another. */
export function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(language) ?? language;
  } catch {
    return language; // one of the two is no language
  }
}

/** A heading of a level, 2 to 6: the page says where in its outline the element stands. */
export function heading(
  level: number,
  { id, lang, text, focusable }: { id: string; lang?: string; text: unknown; focusable?: boolean },
): TemplateResult {
  const language = lang ?? nothing;
  const tabindex = focusable ? '-1' : nothing;
  switch (level) {
    case 3:
      return html`<h3 part="heading" id=${id} lang=${language} dir="auto" tabindex=${tabindex}>${text}</h3>`;
    case 4:
      return html`<h4 part="heading" id=${id} lang=${language} dir="auto" tabindex=${tabindex}>${text}</h4>`;
    case 5:
      return html`<h5 part="heading" id=${id} lang=${language} dir="auto" tabindex=${tabindex}>${text}</h5>`;
    case 6:
      return html`<h6 part="heading" id=${id} lang=${language} dir="auto" tabindex=${tabindex}>${text}</h6>`;
    default:
      return html`<h2 part="heading" id=${id} lang=${language} dir="auto" tabindex=${tabindex}>${text}</h2>`;
  }
}
