/** HTML that is safe to send: text that came from elsewhere has been escaped. `html` makes it, and Continuo's renderers. */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c] as string);

type Value = Html | string | number | false | null | undefined | readonly Value[];

const written = (value: Value): string => {
  if (value === false || value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(written).join('');
  return value instanceof Html ? value.toString() : escape(String(value));
};

/** A template: what stands in `${}` is text unless it is `Html` itself. Attributes must be quoted. */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Html =>
  new Html(strings.reduce((all, part, i) => all + written(values[i - 1]) + part));

/** JSON inside a `<script type="application/ld+json">`: no `<` can end the script. */
export const json = (data: unknown): Html => new Html(JSON.stringify(data).replace(/</g, '\\u003c'));
