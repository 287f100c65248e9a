import type { ReviewFileFormat, ReviewLine } from '@continuo/protocol';
import { cleanLine } from '../../catalog/index.ts';
import { decoded } from '../feed/bytes.ts';
import type { BadRow } from '../feed/feed.ts';
import { FieldError } from '../feed/field-error.ts';
import { jsonLines } from '../feed/jsonl.ts';
import { tableRows } from '../feed/tsv.ts';
import { COLUMNS, columnName, flattened, type RawReview } from './columns.ts';
import { otherRow } from './other-row.ts';
import { ownLine } from './own-line.ts';

export interface ReadOptions {
  format: ReviewFileFormat;
  /** Where reviews come from that name no other place. */
  source: string;
  /** Language of reviews that name none. */
  locale?: string | undefined;
  /** Who answers reviews, where the file does not say it. */
  merchant: string;
  /** Where browsers reach this backend: pictures at its addresses are its own files. */
  endpoint?: string | undefined;
  now: Date;
}

/** A review that can be stored, but for its product, which goes by one of several names. */
export interface ReviewRow {
  line: number;
  /** What the source knows it by. */
  key: string;
  /** What a person finds it by. */
  item: string;
  productField: string;
  products: readonly string[];
  review: Omit<ReviewLine, 'productId'>;
}
export type ReviewFileRow = ReviewRow | BadRow;

/** Lines that a review may have. */
const LONGEST = 1_000;

/**
 * Reads reviews as they stream in, with bounded memory: our own JSON Lines, those of other systems, or a table.
 * @throws FeedError when the file as a whole cannot be read (on)
 */
export async function* readReviews(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<ReviewFileRow> {
  const text = decoded(bytes);
  if (options.format === 'csv') {
    for await (const row of tableRows(text, columnName, COLUMNS.rating, LONGEST))
      yield other({ ...row, parts: new Map() }, options);
    return;
  }
  for await (const found of jsonLines(text))
    if ('broken' in found) yield { line: found.line, field: 'line', reason: found.broken };
    else if (found.value['type'] === 'review')
      yield judged(found.line, found.value['id'], () => ownLine(found.line, found.value, options));
    else yield other(flattened(found.line, found.value), options);
}

function other(raw: RawReview, options: ReadOptions): ReviewFileRow {
  const item = COLUMNS.id.map((name) => raw.fields.get(name)?.[0]).find((id) => id?.trim());
  if (raw.broken !== undefined) return { line: raw.line, ...shown(item), field: 'row', reason: raw.broken };
  return judged(raw.line, item, () => otherRow(raw, options));
}

/** Runs the rules; what they refuse becomes a bad row. */
function judged(line: number, item: unknown, rules: () => ReviewRow): ReviewFileRow {
  try {
    return rules();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return { line, ...shown(item), field: error.field, reason: error.reason };
  }
}

const shown = (item: unknown): { item?: string } =>
  typeof item === 'string' && item.trim() ? { item: cleanLine(item).slice(0, 128) } : {};
