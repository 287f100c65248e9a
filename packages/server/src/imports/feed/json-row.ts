import * as z from 'zod/mini';
import { Instant } from '@continuo/protocol';
import type { LocationRow } from '../../locations/rows.ts';
import { FieldError } from './field-error.ts';
import { id, line, required, writePrice, type RawRow } from './fields.ts';

/**
 * Our own JSON Lines: each line becomes the same raw row as a line of Google's feeds, so one set of rules judges all.
 * Here only the shape is checked.
 */
const Text = z.optional(z.nullable(z.string()));
const Words = z.optional(z.nullable(z.union([z.string(), z.number()])));
const Price = z.union([
  z.string(),
  z.object({ amount: z.int().check(z.minimum(0)), currency: z.string().check(z.regex(/^[A-Z]{3}$/)) }),
]);

const ProductLine = z.object({
  id: Words,
  product: Words,
  title: Text,
  productTitle: Text,
  description: Text,
  link: Text,
  brand: Text,
  options: z.optional(z.object({ color: Words, size: Words, material: Words, pattern: Words })),
  gtin: Words,
  sku: Words,
  categories: z.optional(z.array(z.string())),
  collection: Text,
  pictures: z.optional(z.array(z.string())),
  details: z.optional(z.array(z.object({ name: z.string(), value: z.string() }))),
  rank: z.optional(z.int()),
  availability: Text,
  price: z.optional(Price),
  sale: z.optional(z.object({ price: Price, from: z.optional(z.string()), until: z.optional(z.string()) })),
});

const StockLine = z.object({
  location: Words,
  variant: Words,
  availability: Text,
  quantity: z.optional(z.nullable(z.int())),
  price: z.optional(Price),
  asOf: z.optional(Instant),
});

const Time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const LocationLine = z.object({
  id: Words,
  name: Text,
  address: Text,
  timeZone: z.string(),
  hours: z.array(z.nullable(z.object({ opens: Time, closes: Time }))).check(z.length(7)),
  latitude: z.optional(z.number().check(z.minimum(-90), z.maximum(90))),
  longitude: z.optional(z.number().check(z.minimum(-180), z.maximum(180))),
});

/** What the rules call a field, and what a line of ours calls it: refusals speak the language of the file. */
const JSON_NAMES: Readonly<Record<string, string>> = {
  item_group_id: 'product',
  item_group_title: 'productTitle',
  image_link: 'pictures',
  additional_image_link: 'pictures',
  product_type: 'categories',
  product_detail: 'details',
  custom_label_0: 'collection',
  custom_label_1: 'rank',
  mpn: 'sku',
  color: 'options.color',
  size: 'options.size',
  material: 'options.material',
  pattern: 'options.pattern',
  sale_price: 'sale.price',
  sale_price_effective_date: 'sale.from',
  store_code: 'location',
  as_of: 'asOf',
};

/** Runs rules on a row that came from JSON and names the fields as the file does. */
export function inJsonTerms<T>(type: string, rules: () => T): T {
  try {
    return rules();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new FieldError(jsonName(type, error.field), error.reason);
  }
}

/** What a line of ours calls a field of the rules. */
export const jsonName = (type: string, field: string): string =>
  type === 'stock' && field === 'id' ? 'variant' : (JSON_NAMES[field] ?? field);

function shaped<S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> {
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new FieldError(issue?.path.join('.') || 'line', issue?.message ?? 'has the wrong shape');
}

type Value = string | number | null | undefined;
const rawRow = (line: number, values: Record<string, Value | Value[]>): RawRow => ({
  line,
  fields: new Map(
    Object.entries(values).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter((one) => one != null).map(String),
    ]),
  ),
  details: [],
});

const money = (price: z.output<typeof Price> | undefined): string | undefined =>
  typeof price === 'object' ? writePrice(price.amount, price.currency) : price;

/** A `product` line, ready for the rules of products. */
export function rawProduct(lineNumber: number, value: unknown): RawRow {
  const json = shaped(ProductLine, value);
  const sale = json.sale;
  const row = rawRow(lineNumber, {
    id: json.id,
    item_group_id: json.product,
    title: json.title,
    item_group_title: json.productTitle,
    description: json.description,
    link: json.link,
    brand: json.brand,
    ...json.options,
    gtin: json.gtin,
    mpn: json.sku,
    product_type: json.categories?.join(' > '),
    custom_label_0: json.collection,
    custom_label_1: json.rank,
    image_link: json.pictures?.[0],
    additional_image_link: json.pictures?.slice(1),
    availability: json.availability,
    price: money(json.price),
    sale_price: money(sale?.price),
    sale_price_effective_date:
      sale?.from || sale?.until ? `${sale.from ?? ''}/${sale.until ?? ''}` : undefined,
  });
  row.details = json.details ?? [];
  return row;
}

/** A `stock` line, ready for the rules of stock. */
export function rawStock(lineNumber: number, value: unknown): RawRow {
  const json = shaped(StockLine, value);
  return rawRow(lineNumber, {
    store_code: json.location,
    id: json.variant,
    availability: json.availability,
    quantity: json.quantity,
    price: money(json.price),
    as_of: json.asOf,
  });
}

/** A `location` line. Google has no such feed, so its rules are here. */
export function locationRow(lineNumber: number, value: unknown): LocationRow {
  const json = shaped(LocationLine, value);
  const row = rawRow(lineNumber, { id: json.id, name: json.name, address: json.address });
  const locationId = required('id', id(row, 'id'));
  if (locationId === 'online') throw new FieldError('id', '"online" is what shipping sells from, not a shop');
  const timeZone = canonicalTimeZone(json.timeZone);
  if (!timeZone) throw new FieldError('timeZone', 'is not an IANA time zone such as Asia/Hong_Kong');
  return {
    id: locationId,
    name: required('name', line(row, 'name', 200)),
    address: line(row, 'address', 500) ?? '',
    timeZone,
    hours: json.hours,
    latitude: json.latitude,
    longitude: json.longitude,
  };
}

function canonicalTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // Unknown names throw: that is the answer.
    return undefined;
  }
}
