import { createHash } from 'node:crypto';
import type { Media, Review, ReviewBadge } from '@continuo/protocol';
import { cleanLine } from '../../catalog/index.ts';
import { FieldError } from '../feed/field-error.ts';
import { required, slug } from '../feed/fields.ts';
import { COLUMNS, type Column, type RawReview } from './columns.ts';
import type { ReadOptions, ReviewRow } from './feed.ts';
import { isPublished, isYes, language, moment, pictureAt, settingName, unescaped, whole } from './values.ts';

/** More than forms allow: what was published elsewhere is not cut. UTF-16 code units. */
const MOST = { title: 500, body: 20_000, author: 100, reply: 20_000, alt: 500, media: 20, answers: 20 };

/**
 * Reads a review of another system.
 * @throws FieldError naming the first field that is wrong, as the file calls it
 */
export function otherRow(raw: RawReview, options: ReadOptions): ReviewRow {
  const row = new Row(raw);
  const { source } = options;
  const rating = row.rating();
  const title = row.text('title', MOST.title).replaceAll('\n', ' ');
  const body = row.text('body', MOST.body);
  const author = required(row.name('author'), cleanLine(row.text('author', MOST.author)) || undefined);
  const at = moment(row.name('at'), required(row.name('at'), row.get('at')), options.now);
  const products = COLUMNS.product.flatMap((name) => row.at(name) ?? []);
  if (!products.length) throw new FieldError(COLUMNS.product[0], 'is missing');
  const known = row.get('id');
  const key = known ?? `-${digest([products[0], author, at, title, body])}`;
  const recommended = row.get('recommended');
  const reply = row.reply(at, options.merchant);
  const review = {
    ...{ type: 'review' as const, id: idOf(source, key), rating, title, body, author, at },
    locale: language(row.name('locale'), required(row.name('locale'), row.get('locale') ?? options.locale)),
    ...(recommended !== undefined && { recommended: isYes(recommended) }),
    ratings: row.ratings(),
    attributes: row.attributes(),
    badges: row.badges(),
    media: row.media(options.endpoint),
    ...(reply && { response: reply }),
    source: row.source() ?? { name: source },
    helpful: { yes: row.votes('yes'), no: row.votes('no') },
    state: row.state(),
  };
  return { line: raw.line, key, item: known ?? author, productField: row.name('product'), products, review };
}

const digest = (parts: readonly (string | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/** The same review of the same source has the same id in every workspace; two sources may use the same ids. */
const idOf = (source: string, key: string): string => {
  const id = `${slug(source)}:${key}`;
  return /^[\x21-\x7e]{1,128}$/.test(id) ? id : `${slug(source)}:-${digest([key])}`;
};

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

class Row {
  readonly #raw: RawReview;
  constructor(raw: RawReview) {
    this.#raw = raw;
  }

  /** The value of a field by its own name; undefined where it is missing or blank. */
  at(name: string): string | undefined {
    return cleanLine(this.#raw.fields.get(name)?.[0] ?? '') || undefined;
  }
  /** What the file calls a column. */
  name(column: Column): string {
    const names: readonly string[] = COLUMNS[column];
    return names.find((name) => this.at(name) !== undefined) ?? names[0]!;
  }
  get(column: Column): string | undefined {
    return this.at(this.name(column));
  }
  text(column: Column, most: number): string {
    const name = this.name(column);
    const text = unescaped(unguarded(this.#raw.fields.get(name)?.[0] ?? ''));
    if (text.length > most) throw new FieldError(name, `has ${text.length} characters; ${most} are allowed`);
    return text;
  }

  rating(): number {
    const range = this.get('range');
    if (range !== undefined && Number(range) !== 5)
      throw new FieldError(this.name('range'), `is ${range}; only ratings from 1 to 5 are compared`);
    const name = this.name('rating');
    return whole(name, required(name, this.get('rating')), 1, 5);
  }

  votes(column: 'yes' | 'no'): number {
    const written = this.get(column);
    return written === undefined ? 0 : whole(this.name(column), written, 0, 1_000_000_000);
  }

  /** Published only where the file says so, and nothing in it says otherwise. */
  state(): 'published' | 'pending' {
    const said = COLUMNS.state.flatMap((name) => this.at(name) ?? []);
    const isHidden = COLUMNS.hidden.some((name) => isYes(this.at(name) ?? ''));
    return said.length && said.every(isPublished) && !isHidden ? 'published' : 'pending';
  }

  badges(): ReviewBadge[] {
    const names = Object.keys(this.#part('badges') ?? {});
    const has = (column: 'verified' | 'incentivised' | 'staff' | 'featured', named: RegExp): boolean =>
      COLUMNS[column].some((name) => isYes(this.at(name) ?? '')) || names.some((name) => named.test(name));
    return [
      ...(has('verified', /^verified/i) ? (['verified'] as const) : []),
      ...(has('incentivised', /^incentivi[sz]ed/i) ? (['incentivised'] as const) : []),
      ...(has('staff', /^staff$/i) ? (['staff'] as const) : []),
      ...(has('featured', /^featured$/i) ? (['featured'] as const) : []),
    ];
  }

  reply(at: string, merchant: string): Review['response'] {
    const [first] = this.#list('client_responses');
    const inList = isPart(first) ? first : undefined;
    const text = inList ? unescaped(textOf(inList, 'Response') ?? '') : this.text('reply', MOST.reply);
    if (!text) return undefined;
    const author = (inList && textOf(inList, 'Name', 'Department')) ?? this.get('replyAuthor') ?? merchant;
    const written = (inList && textOf(inList, 'Date')) ?? this.get('replyAt');
    return {
      ...{ text, author: cleanLine(author).slice(0, MOST.author) },
      at: written === undefined ? at : moment(this.name('replyAt'), written, new Date()),
    };
  }

  source(): Review['source'] {
    const name = this.get('sourceName');
    if (name === undefined) return undefined;
    const url = this.get('sourceUrl');
    return { name: name.slice(0, 100), ...(url !== undefined && /^https?:\/\//.test(url) && { url }) };
  }

  /** Secondary ratings: a group of `{Value}`, or `quality:5;fit:3`. */
  ratings(): Review['ratings'] {
    return this.#answers('ratings', (field, value) => whole(field, value, 1, 5));
  }
  /** What the author told of themselves. Free text is no answer that reviews could be filtered by. */
  attributes(): Review['attributes'] {
    return this.#answers('attributes', (_, value) => (value.length > 40 ? undefined : settingName(value)));
  }

  #answers<T>(column: 'ratings' | 'attributes', read: (field: string, value: string) => T | undefined) {
    const answers = new Map<string, { name: string; value: T }>();
    const add = (field: string, label: string, written: unknown): void => {
      if (!['string', 'number'].includes(typeof written) || !`${written as string}`.trim()) return;
      const value = read(`${field}.${cleanLine(label)}`, cleanLine(String(written)));
      const name = settingName(label);
      if (value !== undefined && answers.size < MOST.answers) answers.set(name, { name, value });
    };
    for (const name of COLUMNS[column]) {
      for (const [key, part] of Object.entries(this.#part(name) ?? {}))
        if (isPart(part)) add(name, textOf(part, 'title') ?? key, part['Value'] ?? part['value']);
        else add(name, key, part);
      for (const pair of (this.at(name) ?? '').split(';').filter(Boolean)) {
        const [label = '', value] = pair.split(':');
        add(name, label.trim(), value);
      }
    }
    return [...answers.values()];
  }

  media(endpoint: string | undefined): Media[] {
    const found = new Map<string, Media>();
    for (const name of COLUMNS.pictures) {
      // Addresses hold commas, too: only what stands before another address parts them.
      const written = (this.#raw.fields.get(name) ?? []).flatMap((cell) =>
        cell.split(/[\s,;|]+(?=https?:\/\/)/i).filter((address) => address.trim()),
      );
      for (const entry of [...written, ...this.#list(name)]) {
        const address = typeof entry === 'string' ? entry : addressIn(entry);
        if (address === undefined) throw new FieldError(name, 'has an entry without an address');
        const alt = isPart(entry) ? (textOf(entry, 'Caption', 'caption', 'alt', 'description') ?? '') : '';
        const media = pictureAt(name, address, unescaped(alt).slice(0, MOST.alt), endpoint);
        found.set(media.id, media);
      }
    }
    if (found.size > MOST.media)
      throw new FieldError(this.name('pictures'), `has ${found.size} entries; ${MOST.media} are allowed`);
    return [...found.values()];
  }

  #part(name: string): Part | undefined {
    const part = this.#raw.parts.get(name);
    return isPart(part) && !Array.isArray(part) ? part : undefined;
  }
  #list(name: string): readonly unknown[] {
    const part = this.#raw.parts.get(name);
    return Array.isArray(part) ? part : [];
  }
}

/** Our own tables put an apostrophe before what a spreadsheet would take for a formula. */
const unguarded = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '');

const textOf = (part: Part, ...names: readonly string[]): string | undefined =>
  names
    .map((name) => part[name])
    .find((value): value is string => typeof value === 'string' && value.trim() !== '');

/** The largest picture of an entry, wherever in it its address stands. */
function addressIn(entry: unknown, depth = 0): string | undefined {
  if (typeof entry === 'string') return /^https?:\/\//i.test(entry) ? entry : undefined;
  if (!isPart(entry) || depth > 3) return undefined;
  const keys = [
    'original_url',
    'original',
    'fullSizeUrl',
    'VideoUrl',
    'large',
    'Sizes',
    'normal',
    'urls',
    'Url',
    'url',
  ];
  for (const key of [...keys, 'src']) {
    const found = addressIn(entry[key], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
