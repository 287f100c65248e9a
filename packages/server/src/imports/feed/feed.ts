import type { ImportKind } from '@continuo/protocol';
import type { ProductRow } from '../../catalog/index.ts';
import type { LocationRow, StockRow } from '../../locations/index.ts';
import { cleanLine } from '../../catalog/text.ts';
import { decoded } from './bytes.ts';
import { FeedError, FieldError } from './field-error.ts';
import { fieldName, type RawRow } from './fields.ts';
import { inJsonTerms, locationRow, rawProduct, rawStock } from './json-row.ts';
import { jsonLines } from './jsonl.ts';
import { productRow } from './product-row.ts';
import { stockRow } from './stock-row.ts';
import { tsvRows } from './tsv.ts';
import { xmlRows } from './xml.ts';

export type Format = 'tsv' | 'xml' | 'jsonl';
export type RowKind = 'product' | 'location' | 'stock';

/** A row that can be stored. `key` names it within its kind. */
export type GoodRow = { line: number; key: string } & (
  | { kind: 'product'; row: ProductRow }
  | { kind: 'location'; row: LocationRow }
  | { kind: 'stock'; row: StockRow }
);

/** A row that cannot. `known`: which row it would have been, where its id could be read. */
export interface BadRow {
  line: number;
  item?: string;
  field: string;
  reason: string;
  known?: { kind: RowKind; key: string };
}

export interface FeedOptions {
  kind: ImportKind;
  format: Format;
  /** Of the market. */
  currency: string;
}

/** Names a stock row: ids have no space. */
export const stockKey = (row: { locationId: string; variantId: string }): string =>
  `${row.locationId} ${row.variantId}`;

/**
 * Reads a feed as it streams in, with bounded memory.
 * @throws FeedError when the feed as a whole cannot be read (on)
 */
export async function* readFeed(
  bytes: AsyncIterable<Uint8Array>,
  options: FeedOptions,
): AsyncGenerator<GoodRow | BadRow> {
  const { kind, format, currency } = options;
  if ((kind === 'jsonl') !== (format === 'jsonl'))
    throw new FeedError('import/format-unknown', 'JSON Lines are of the kind and of the format "jsonl".');
  const text = decoded(bytes);
  if (format === 'jsonl') {
    for await (const found of jsonLines(text))
      yield 'broken' in found
        ? { line: found.line, field: 'line', reason: found.broken }
        : jsonRow(found.line, found.value, currency);
    return;
  }
  const rule = kind === 'inventory' ? stock : product;
  for await (const raw of format === 'tsv' ? tsvRows(text) : xmlRows(text)) yield rule(raw, currency);
}

function product(raw: RawRow, currency: string): GoodRow | BadRow {
  const id = raw.fields.get('id')?.[0]?.trim();
  return judged(raw, id, id === undefined ? undefined : { kind: 'product', key: id }, () => {
    const row = productRow(raw, currency);
    return { line: raw.line, kind: 'product', key: row.variantId, row };
  });
}

function stock(raw: RawRow, currency: string): GoodRow | BadRow {
  const locationId = raw.fields.get('store_code')?.[0]?.trim() ?? '';
  const variantId = raw.fields.get('id')?.[0]?.trim() ?? '';
  const known = { kind: 'stock', key: stockKey({ locationId, variantId }) } as const;
  return judged(raw, variantId, known, () => {
    const row = stockRow(raw, currency);
    return { line: raw.line, kind: 'stock', key: stockKey(row), row };
  });
}

function jsonRow(line: number, json: Record<string, unknown>, currency: string): GoodRow | BadRow {
  const named = (name: string) => {
    const value = json[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  };
  switch (json['type']) {
    case 'product': {
      const key = named('id');
      return judged({ line }, key, { kind: 'product', key }, () => {
        const row = inJsonTerms('product', () => productRow(rawProduct(line, json), currency));
        return { line, kind: 'product', key: row.variantId, row };
      });
    }
    case 'stock': {
      const key = stockKey({ locationId: named('location'), variantId: named('variant') });
      return judged({ line }, named('variant'), { kind: 'stock', key }, () => {
        const row = inJsonTerms('stock', () => stockRow(rawStock(line, json), currency));
        return { line, kind: 'stock', key: stockKey(row), row };
      });
    }
    case 'location': {
      const key = named('id');
      return judged({ line }, key, { kind: 'location', key }, () => {
        const row = locationRow(line, json);
        return { line, kind: 'location', key: row.id, row };
      });
    }
    default:
      return { line, field: 'type', reason: 'must be "product", "stock" or "location"' };
  }
}

/** Runs the rules; what they refuse becomes a bad row. */
function judged(
  raw: { line: number; broken?: string },
  item: string | undefined,
  known: BadRow['known'],
  rules: () => GoodRow,
): GoodRow | BadRow {
  const shown = item ? { item: cleanLine(item).slice(0, 128) } : {};
  if (raw.broken !== undefined) return { line: raw.line, ...shown, field: 'row', reason: raw.broken, known };
  try {
    return rules();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return { line: raw.line, ...shown, field: error.field, reason: error.reason, known };
  }
}

/**
 * Guesses what a file is by the end of its name and by how it begins.
 * @param head the first characters, decoded
 */
export function guess(name: string, head: string): { kind: ImportKind; format: Format } | undefined {
  const bare = name.toLowerCase().replace(/\.gz$/, '');
  const begin = head.trimStart();
  const format: Format | undefined = /\.(jsonl|ndjson)$/.test(bare)
    ? 'jsonl'
    : /\.(xml|rss|atom)$/.test(bare)
      ? 'xml'
      : /\.(tsv|txt|csv|tab)$/.test(bare)
        ? 'tsv'
        : begin.startsWith('<')
          ? 'xml'
          : begin.startsWith('{')
            ? 'jsonl'
            : /^[^\n]*[\t,]/.test(begin)
              ? 'tsv'
              : undefined;
  if (format === undefined) return undefined;
  if (format === 'jsonl') return { kind: 'jsonl', format };
  const inventory =
    format === 'tsv'
      ? begin
          .split(/\r?\n/, 1)[0]!
          .split(/[\t,]/)
          .map((cell) => fieldName(cell.replaceAll('"', '')))
          .includes('store_code')
      : /<(g:)?store_code[\s>]/.test(head);
  return { kind: inventory ? 'inventory' : 'products', format };
}
