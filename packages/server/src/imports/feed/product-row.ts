import type { ProductRow } from '../../catalog/rows.ts';
import { FieldError } from './field-error.ts';
import {
  availability,
  gtin,
  id,
  instant,
  line,
  price,
  required,
  slug,
  text,
  url,
  type RawRow,
} from './fields.ts';
import { cleanLine } from '../../catalog/text.ts';

/** Longer than Google allows, so that a feed which it would cut is still taken; still short enough to be shown. */
const TITLE = 1_000;
const DESCRIPTION = 10_000;
const WORDS = 200;
const PICTURES = 11;
const DETAILS = 100;

/**
 * Reads a row of Google's product data specification.
 * @param currency of the market
 * @throws FieldError naming the first field that is wrong
 */
export function productRow(row: RawRow, currency: string): ProductRow {
  const variantId = required('id', id(row, 'id'));
  const title = required('title', line(row, 'title', TITLE));
  const amount = required('price', price(row, 'price', currency));
  const categories = path(line(row, 'product_type', 750) ?? named(line(row, 'google_product_category', 750)));
  const label = line(row, 'custom_label_0', 100);
  const collection = label ?? categories[0];
  const result: ProductRow = {
    variantId,
    productId: id(row, 'item_group_id') ?? variantId,
    title,
    groupTitle: line(row, 'item_group_title', TITLE),
    description: text(row, 'description', DESCRIPTION) ?? '',
    link: url('link', row.fields.get('link')?.[0] ?? ''),
    brand: line(row, 'brand', WORDS),
    color: line(row, 'color', WORDS),
    size: line(row, 'size', WORDS),
    material: line(row, 'material', WORDS),
    pattern: line(row, 'pattern', WORDS),
    gtin: gtin(row, 'gtin'),
    sku: line(row, 'mpn', 128),
    categories,
    collection: collection === undefined ? undefined : slug(collection),
    pictures: pictures(row),
    details: details(row),
    rank: rank(row),
    availability: required('availability', availability(row)),
    amount,
    sale: sale(row, currency, amount),
  };
  return result;
}

/** `Teapots > Stoneware` as a path. */
const path = (written: string | undefined): string[] =>
  (written ?? '')
    .split('>')
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, 8);

/** Google's category may be a bare number, which says nothing to a shopper. */
const named = (category: string | undefined): string | undefined =>
  category && /^\d+$/.test(category) ? undefined : category;

function pictures(row: RawRow): string[] {
  const main = url('image_link', row.fields.get('image_link')?.[0] ?? '');
  // Addresses hold commas too: only one before another address parts them.
  const more = (row.fields.get('additional_image_link') ?? [])
    .flatMap((value) => value.split(/,(?=\s*(?:https?:\/\/|\/))/i))
    .slice(0, PICTURES * 2)
    .map((value) => url('additional_image_link', value));
  return [...new Set([main, ...more].filter((found) => found !== undefined))].slice(0, PICTURES);
}

/** In text feeds `section:name:value` or `name:value`, parted by commas, in quotes where the words hold one. */
function details(row: RawRow): ProductRow['details'] {
  const written = (row.fields.get('product_detail') ?? []).flatMap(unquotedParts).map((part) => {
    const [first = '', second = '', ...rest] = part.split(':');
    return rest.length ? { name: second, value: rest.join(':') } : { name: first, value: second };
  });
  const all = [...row.details, ...written]
    .map((detail) => ({ name: cleanLine(detail.name), value: cleanLine(detail.value) }))
    .filter((detail) => detail.name && detail.value);
  if (all.length > DETAILS) throw new FieldError('product_detail', `has more than ${DETAILS} entries`);
  if (all.some((detail) => detail.name.length > WORDS || detail.value.length > TITLE))
    throw new FieldError('product_detail', 'has an entry that is too long');
  return all;
}

/** Splits at commas outside of quotes and takes the quotes off. */
function unquotedParts(value: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const sign of value) {
    if (sign === '"') quoted = !quoted;
    else if (sign === ',' && !quoted) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

function rank(row: RawRow): number | undefined {
  const written = line(row, 'custom_label_1', 100);
  // The label is free text in many feeds; only a plain number is a rank.
  return written && /^\d{1,6}$/.test(written) ? Number(written) : undefined;
}

function sale(row: RawRow, currency: string, amount: number): ProductRow['sale'] {
  const reduced = price(row, 'sale_price', currency);
  if (reduced === undefined) return undefined;
  if (reduced > amount) throw new FieldError('sale_price', 'is higher than price');
  if (reduced === amount) return undefined;
  const when = line(row, 'sale_price_effective_date', 100);
  if (when === undefined) return { amount: reduced };
  const field = 'sale_price_effective_date';
  const [from, until, ...more] = when.split('/');
  if (!from || !until || more.length) throw new FieldError(field, 'must be two instants parted by "/"');
  const result = { amount: reduced, from: instant(field, from), until: instant(field, until) };
  if (result.from >= result.until) throw new FieldError(field, 'ends before it begins');
  return result;
}
