import { SaxesParser, type SaxesTagNS } from 'saxes';
import { escapeStray } from './ampersands.ts';
import { FeedError } from './field-error.ts';
import type { RawRow } from './fields.ts';

const GOOGLE = 'http://base.google.com/ns/1.0';
/** Characters of the longest item, and of anything else that the parser must hold at once. */
const LONGEST = 1_000_000;

/**
 * Reads `<item>` of RSS 2.0 and `<entry>` of Atom. Only what stands directly in an item is a field, so the price
 * inside of `g:shipping` is none. What a broken item says is not believed; the next one is read. Document types are
 * refused: what they could define would be expanded here.
 */
export async function* xmlRows(source: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const reader = new ItemReader();
  for await (const chunk of escapeStray(source)) {
    reader.write(chunk);
    yield* reader.take();
  }
  reader.end();
  yield* reader.take();
}

class Item {
  readonly line: number;
  /** Depth of the elements that are open inside the item. */
  depth = 0;
  size = 0;
  /** The field that is open, and its text so far. */
  name = '';
  text = '';
  /** Parts of the `product_detail` that is open. */
  detail: Map<string, string> | undefined;
  readonly google: RawRow['fields'] = new Map();
  readonly plain: RawRow['fields'] = new Map();
  readonly details: RawRow['details'] = [];
  broken: string | undefined;

  constructor(line: number) {
    this.line = line;
  }

  row(): RawRow {
    const fields = new Map([...this.plain, ...this.google]);
    return { line: this.line, fields, details: this.details, broken: this.broken };
  }
}

/** Names of Atom for what Google and RSS call otherwise. */
const ATOM: Readonly<Record<string, string>> = { summary: 'description', content: 'description' };

class ItemReader {
  readonly #parser = new SaxesParser({
    xmlns: true,
    // An undeclared prefix is a slip that harms nobody: `g:` is Google's.
    resolvePrefix: (prefix: string) => (prefix === 'g' ? GOOGLE : `urn:undeclared:${prefix}`),
  });
  #items: Item[] = [];
  #item: Item | undefined;
  /** The item that ended last, if nothing came since: another element's closing tag may have ended it too early. */
  #ended: Item | undefined;
  #sinceEvent = 0;
  #sawFeed = false;
  #sawRoot = false;
  #ending = false;

  constructor() {
    const parser = this.#parser;
    parser.on('opentag', (tag) => this.#open(tag));
    parser.on('closetag', (tag) => this.#close(tag));
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.on('doctype', () => {
      throw new FeedError('import/format-unknown', 'A document type (<!DOCTYPE …>) is not read.');
    });
    parser.on('error', (error) => this.#error(error.message.replace(/^\d+:\d+: /, '')));
  }

  write(chunk: string): void {
    this.#sinceEvent += chunk.length;
    this.#parser.write(chunk);
    if (this.#sinceEvent > 2 * LONGEST)
      throw new FeedError('import/broken', 'An element or comment is longer than can be read.');
  }

  end(): void {
    this.#ending = true;
    this.#parser.close();
    if (!this.#sawFeed)
      throw new FeedError('import/format-unknown', 'There is no <rss> or <feed> in this XML.');
  }

  take(): RawRow[] {
    const items = this.#items;
    this.#items = [];
    return items.map((item) => item.row());
  }

  #open(tag: SaxesTagNS): void {
    this.#sinceEvent = 0;
    this.#ended = undefined;
    this.#sawRoot = true;
    const item = this.#item;
    if (!item) {
      if (tag.local === 'rss' || tag.local === 'feed' || tag.local === 'channel') this.#sawFeed = true;
      if (tag.local === 'item' || tag.local === 'entry') this.#item = new Item(this.#parser.line);
      return;
    }
    item.depth += 1;
    if (item.depth === 1) {
      item.name = tag.local;
      item.text = tag.local === 'link' ? (tag.attributes['href']?.value ?? '') : '';
      item.detail = tag.local === 'product_detail' ? new Map() : undefined;
    } else if (item.depth === 2 && item.detail) item.text = '';
  }

  #close(tag: SaxesTagNS): void {
    this.#sinceEvent = 0;
    const item = this.#item;
    this.#ended = undefined;
    if (!item) return;
    if (item.depth === 0) {
      this.#items.push(item);
      this.#ended = item;
      this.#item = undefined;
      return;
    }
    if (item.depth === 2) item.detail?.set(tag.local, item.text);
    if (item.depth === 1) this.#field(item, tag);
    item.depth -= 1;
  }

  #field(item: Item, tag: SaxesTagNS): void {
    if (item.detail) {
      const { detail } = item;
      item.details.push({
        name: detail.get('attribute_name') ?? '',
        value: detail.get('attribute_value') ?? '',
      });
    } else {
      const isGoogle = tag.uri === GOOGLE;
      const name = isGoogle ? tag.local.toLowerCase() : (ATOM[tag.local] ?? tag.local.toLowerCase());
      const fields = isGoogle ? item.google : item.plain;
      const values = fields.get(name);
      if (values) values.push(item.text);
      else fields.set(name, [item.text]);
    }
    item.detail = undefined;
    item.text = '';
  }

  #text(text: string): void {
    this.#sinceEvent = 0;
    const item = this.#item;
    if (!item) return;
    item.size += text.length;
    if (item.size > LONGEST) item.broken = 'the item is too long';
    else if (item.depth === 1 || (item.depth === 2 && item.detail)) item.text += text;
  }

  #error(message: string): void {
    if (!this.#sawRoot) throw new FeedError('import/format-unknown', `This is not XML (${message})`);
    const cut = this.#ending && /^un(closed|expected end)/.test(message);
    if (cut) throw new FeedError('import/broken', 'The XML ends before it is complete.');
    const item = this.#item ?? (/^unexpected close/.test(message) ? this.#ended : undefined);
    if (item) item.broken ??= message;
  }
}
