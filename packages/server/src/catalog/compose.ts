import type { Availability, Money, Product, Variant } from '@continuo/protocol';
import type { Selectable } from 'kysely';
import { optionsOf, stateOf } from './rules.ts';
import type { CatalogPricesTable, CatalogRowsTable } from './tables.ts';

type Texts =
  'title' | 'group_title' | 'description' | 'link' | 'brand' | 'gtin' | 'sku' | 'categories' | 'details';
type Columns =
  'variant_id' | 'product_id' | 'locale' | 'color' | 'size' | 'material' | 'pattern' | 'pictures' | Texts;

/** A variant as it is read for a market and a language. Amounts are minor units. */
export interface VariantRow
  extends
    Pick<Selectable<CatalogRowsTable>, Columns>,
    Pick<Selectable<CatalogPricesTable>, 'currency' | 'amount' | 'availability'> {
  /** The reduced price while a reduction runs. */
  sale: number | null;
  stock_availability: Availability | null;
  quantity: number | null;
}

/** Pictures of a product that are worth loading. */
const PICTURES = 20;
const BEST_FIRST: readonly Availability[] = ['in_stock', 'preorder', 'backorder', 'out_of_stock'];

/** A product out of the rows of its variants; at least one. */
export function composeProduct(rows: readonly VariantRow[], locale: string, taxIncluded: boolean): Product {
  const byId = [...rows].sort((a, b) => compare(a.variant_id, b.variant_id));
  // Texts come from one language: the one asked for, where any variant has it.
  const lead = byId.find((row) => row.locale === locale) ?? byId[0]!;
  const speaking = byId.filter((row) => row.locale === lead.locale);
  const title = lead.group_title ?? commonTitle(speaking.map((row) => row.title)) ?? lead.title;
  const variants = sortVariants(byId.map((row) => composeVariant(row, title, taxIncluded)));
  const sellable = variants.filter((variant) => variant.availability !== 'out_of_stock');
  const prices = (sellable.length ? sellable : variants).map((variant) => variant.price.price.amount);
  const money = (amount: number): Money => ({ amount, currency: lead.currency });
  const pictures = [...lead.pictures, ...byId.flatMap((row) => row.pictures.slice(0, 1))];
  return {
    id: lead.product_id,
    title,
    description: speaking.find((row) => row.description)?.description ?? '',
    ...(lead.link !== null && { link: lead.link }),
    ...(lead.brand !== null && { brand: lead.brand }),
    categories: lead.categories,
    pictures: [...new Set(pictures)].slice(0, PICTURES).map((url) => ({ url })),
    from: money(Math.min(...prices)),
    to: money(Math.max(...prices)),
    availability: BEST_FIRST.find((state) => variants.some((variant) => variant.availability === state))!,
    details: lead.details,
    variants,
    locale: lead.locale,
  };
}

/** @param title the product's; the variant's own words are in its options */
export function composeVariant(row: VariantRow, title: string, taxIncluded: boolean): Variant {
  const { availability, available } = stateOf(row.availability, row.stock_availability, row.quantity);
  const money = (amount: number): Money => ({ amount, currency: row.currency });
  return {
    id: row.variant_id,
    productId: row.product_id,
    title,
    options: optionsOf(row),
    pictures: row.pictures.map((url) => ({ url })),
    ...(row.gtin !== null && { gtin: row.gtin }),
    ...(row.sku !== null && { sku: row.sku }),
    price: {
      price: money(row.sale ?? row.amount),
      ...(row.sale !== null && { compareAt: money(row.amount) }),
      taxIncluded,
    },
    availability,
    ...(available !== undefined && { stock: available }),
  };
}

/**
 * What the titles of a product's variants have in common, up to a mark between words: `Teapot – Ash` and
 * `Teapot – Celadon` are a `Teapot`. `undefined` where nothing sensible is left.
 */
export function commonTitle(titles: readonly string[]): string | undefined {
  const [first, ...others] = titles;
  if (first === undefined || others.every((title) => title === first)) return first;
  const signs = [...first];
  let length = signs.length;
  for (const title of others) {
    const other = [...title];
    let same = 0;
    while (same < length && other[same] === signs[same]) same += 1;
    length = same;
  }
  // Back to where a word ends in every title.
  const endsWord = (at: number) =>
    at > 0 &&
    titles.every((title) => {
      const next = [...title][at];
      return (
        next === undefined || !/[\p{L}\p{N}\p{M}]/u.test(next) || !/[\p{L}\p{N}\p{M}]/u.test(signs[at - 1]!)
      );
    });
  while (length > 0 && !endsWord(length)) length -= 1;
  const common = signs
    .slice(0, length)
    .join('')
    .replace(/[\s\p{Pd}\p{Ps},.:;/|·•、，：（]+$/u, '');
  return [...common].length >= 3 ? common : undefined;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const SIZES = ['xxxs', 'xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl'];
/** Sizes as people order them: named ones, then numbers by their value, then words. */
const sizeRank = (size: string): readonly [number, number] => {
  const folded = size.toLowerCase().replace(/^(\d)x(?=[sl]$)/, (_, n: string) => 'x'.repeat(Number(n)));
  const named = SIZES.indexOf(folded);
  if (named >= 0) return [0, named];
  const number = /^\d+(\.\d+)?/.exec(folded);
  return number ? [1, Number(number[0])] : [2, 0];
};

/** Whatever the order of the feed: options in the order in which their lowest variant id has them, sizes by size. */
export function sortVariants(variants: readonly Variant[]): Variant[] {
  const byId = [...variants].sort((a, b) => compare(a.id, b.id));
  const first = new Map<string, number>();
  for (const [i, variant] of byId.entries())
    for (const option of variant.options) {
      const key = `${option.name} ${option.value}`;
      if (!first.has(key)) first.set(key, i);
    }
  const ranks = (variant: Variant): number[] =>
    variant.options.flatMap((option) => {
      const place = first.get(`${option.name} ${option.value}`)!;
      return option.name === 'size' ? [...sizeRank(option.value), place] : [place];
    });
  const keyed = byId.map((variant) => ({ variant, key: ranks(variant) }));
  keyed.sort((a, b) => {
    for (let i = 0; i < Math.min(a.key.length, b.key.length); i += 1)
      if (a.key[i] !== b.key[i]) return a.key[i]! - b.key[i]!;
    return compare(a.variant.id, b.variant.id);
  });
  return keyed.map(({ variant }) => variant);
}
