import { createHash } from 'node:crypto';
import { exponentOf } from '@continuo/protocol/constants';
import type { Availability } from '@continuo/protocol';
import { FieldError } from './field-error.ts';
import { cleanLine, cleanText, fold } from '../../catalog/text.ts';

/** One row as a parser hands it over: each field with its values (XML repeats elements), names in Google's spelling. */
export interface RawRow {
  /** Where the row begins, counted from 1. */
  line: number;
  fields: Map<string, string[]>;
  /** `product_detail` where the format keeps its parts apart. */
  details: { name: string; value: string }[];
  /** Why the row cannot be trusted although it was read: broken XML inside of it. */
  broken?: string;
}

/** Google's spelling of a column: `Image Link`, `image-link` and `g:image_link` are `image_link`. */
export const fieldName = (written: string): string => {
  const name = cleanLine(written)
    .toLowerCase()
    .replace(/^g:/, '')
    .replace(/[\s-]+/g, '_');
  return ALIASES.get(name) ?? name;
};
const ALIASES = new Map([
  ['itemid', 'id'],
  ['item_id', 'id'],
  ['storecode', 'store_code'],
  ['additional_image_links', 'additional_image_link'],
  ['colour', 'color'],
]);

/** The first value of a field, cleaned to one line; `undefined` where it is missing or blank. */
export function line(row: RawRow, field: string, max: number): string | undefined {
  return within(field, cleanLine(row.fields.get(field)?.[0] ?? ''), max);
}

/** The first value of a field that may have several lines. */
export function text(row: RawRow, field: string, max: number): string | undefined {
  return within(field, cleanText(row.fields.get(field)?.[0] ?? ''), max);
}

function within(field: string, value: string, max: number): string | undefined {
  if (value.length > max) throw new FieldError(field, `has ${value.length} characters; ${max} are allowed`);
  return value || undefined;
}

/** Hands on a value that must be there. */
export function required<T>(field: string, value: T | undefined): T {
  if (value === undefined) throw new FieldError(field, 'is missing');
  return value;
}

/**
 * An id of a variant, product or shop: it stands in addresses, lists and cart lines, so it has at most 50 characters
 * of ASCII, no spaces, no `,` and no `~` (which parts a cart line's variant from its properties).
 */
export function id(row: RawRow, field: string): string | undefined {
  const value = line(row, field, 50);
  if (value !== undefined && !/^[\x21-\x2b\x2d-\x7d]+$/.test(value))
    throw new FieldError(field, 'may have letters a-z, digits and signs only; no spaces, no "," and no "~"');
  return value;
}

/**
 * A price such as `12.00 HKD` as integer minor units, without floating point. Extra zeros are fine (`1200.00 JPY`),
 * extra digits are not.
 * @param currency the market's; any other is refused
 */
export function price(row: RawRow, field: string, currency: string): number | undefined {
  const value = line(row, field, 60);
  if (value === undefined) return undefined;
  const found = /^(?:([A-Za-z]{3})\s*)?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:\s*([A-Za-z]{3}))?$/.exec(
    value,
  );
  if (!found || (found[1] && found[4])) throw new FieldError(field, 'is not a price; write it as 12.00 HKD');
  const written = (found[1] ?? found[4])?.toUpperCase();
  if (!written) throw new FieldError(field, `has no currency; write it as 12.00 ${currency}`);
  if (written !== currency)
    throw new FieldError(field, `is in ${written}; this market is priced in ${currency}`);
  const exponent = exponentOf(currency);
  const fraction = (found[3] ?? '').replace(/0+$/, '');
  if (fraction.length > exponent)
    throw new FieldError(field, `has more decimals than ${currency} has (${exponent})`);
  const digits = (found[2]!.replaceAll(',', '') + fraction.padEnd(exponent, '0')).replace(/^0+(?=\d)/, '');
  if (digits.length > 10) throw new FieldError(field, 'is too high');
  if (digits === '0') throw new FieldError(field, 'must be above zero');
  return Number(digits);
}

/** Minor units written as a feed would write them: `1200` HKD is `12.00 HKD`. */
export function writePrice(amount: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(amount).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return `${exponent ? `${whole}.${digits.slice(-exponent)}` : whole} ${currency}`;
}

/** A GTIN of 8, 12, 13 or 14 digits whose last is the check digit of the others. */
export function gtin(row: RawRow, field: string): string | undefined {
  const value = line(row, field, 50)?.replace(/[\s-]/g, '');
  if (!value) return undefined;
  if (!/^(\d{8}|\d{12,14})$/.test(value)) throw new FieldError(field, 'must have 8, 12, 13 or 14 digits');
  const digits = [...value].map(Number);
  const check = digits.pop()!;
  const sum = digits.reverse().reduce((total, digit, i) => total + digit * (i % 2 ? 1 : 3), 0);
  const wanted = (10 - (sum % 10)) % 10;
  if (check !== wanted) throw new FieldError(field, `has the check digit ${check}; it would be ${wanted}`);
  return value;
}

/** An address that a page may link to: `https:`, `http:` or a path of the shop's own. */
export function url(field: string, written: string): string | undefined {
  const value = within(field, cleanLine(written), 2_000);
  if (value === undefined) return undefined;
  if (/^\/(?![/\\])/.test(value)) return value;
  const parsed = /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (!parsed?.hostname)
    throw new FieldError(field, 'must be an address that begins with https:// or http://');
  if (parsed.username || parsed.password)
    throw new FieldError(field, 'must not hold a user name or password');
  return parsed.href;
}

const AVAILABILITIES = new Map<string, Availability>([
  ['in_stock', 'in_stock'],
  ['limited_availability', 'in_stock'],
  ['out_of_stock', 'out_of_stock'],
  ['preorder', 'preorder'],
  ['pre_order', 'preorder'],
  ['backorder', 'backorder'],
  ['back_order', 'backorder'],
  ['on_display_to_order', 'backorder'],
]);

export function availability(row: RawRow): Availability | undefined {
  const written = line(row, 'availability', 50);
  if (written === undefined) return undefined;
  const value = AVAILABILITIES.get(written.toLowerCase().replace(/[\s-]+/g, '_'));
  if (!value) throw new FieldError('availability', 'must be in_stock, out_of_stock, preorder or backorder');
  return value;
}

/** An instant; without an offset it is UTC. Google writes offsets without the colon. */
export function instant(field: string, written: string): string {
  const value = cleanLine(written).replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const whole = /^\d{4}-\d\d-\d\d$/.test(value)
    ? `${value}T00:00:00Z`
    : /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value)
      ? `${value}Z`
      : value;
  const parts =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(whole) && new Date(whole);
  if (!parts || Number.isNaN(parts.getTime()))
    throw new FieldError(field, 'is not a date and time such as 2026-11-30T23:59+0800');
  return parts.toISOString();
}

/** An id made from words: `Tea & Cups` is `tea-cups`; words without Latin letters become a short digest. */
export function slug(words: string): string {
  const latin = fold(words)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const lost = /[^\p{ASCII}\p{M}\p{P}\p{S}\p{Z}]/u.test(words.normalize('NFKD'));
  return latin && !lost ? latin : `c-${createHash('sha256').update(words).digest('hex').slice(0, 12)}`;
}
