import type { Availability } from '@continuo/protocol';
import type { Selectable } from 'kysely';
import { stateOf } from './rules.ts';
import { FILTERS, type FilterName } from './search.ts';
import type { CatalogPricesTable, CatalogRowsTable } from './tables.ts';

type Found =
  'rank' | 'collection' | 'search' | 'color' | 'size' | 'material' | 'pattern' | 'brand' | 'categories';
type Columns = 'market' | 'variant_id' | 'locale' | 'source' | 'product_id' | 'live' | 'added' | Found;

/** What one feed says of a variant, as far as lists need it, with its price in the market. Times are milliseconds. */
export interface ListedRow
  extends
    Pick<Selectable<CatalogRowsTable>, Columns>,
    Pick<Selectable<CatalogPricesTable>, 'amount' | 'sale_amount' | 'availability'> {
  picture: string | null;
  sale_from: number | null;
  sale_until: number | null;
  stock_availability: Availability | null;
  quantity: number | null;
}

/** What a variant can be filtered by. */
export interface Choice {
  variantId: string;
  values: Record<Exclude<FilterName, 'category'>, string | null> & { category: string[] };
  sellable: boolean;
}

/** A product as lists of one market and language have it: what it is found by and its place in each order. */
export interface Listing {
  market: string;
  locale: string;
  productId: string;
  /** The collection of its first variant that has one, and how that variant calls it. */
  collection: string | null;
  heading: string | null;
  picture: string | null;
  /** Whether the heading is in the language of the list. */
  spoken: boolean;
  sellable: boolean;
  rank: number;
  /** Low first, as all places. */
  newest: number;
  low: number;
  high: number;
  title: string;
  /** Distinct folded words of all variants: those of the titles in the first line, all in the second. */
  search: string;
  choices: Choice[];
}

/** The place of products without a rank. */
const UNRANKED = 1_000_000;
/** Characters of a title that decide about its place. */
const SORTED_BY = 100;
/** Characters of a value that can be filtered by; a longer one is no word to choose from. */
const LONGEST_VALUE = 200;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Items of equal keys together, in the order in which they come. */
export function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group) group.push(item);
    else found.set(key, [item]);
  }
  return [...found.values()];
}

/** The next moment after `now` at which a reduction of one of the rows begins or ends. */
export function nextEdge(rows: readonly ListedRow[], now: number): number | undefined {
  const edges = rows
    .filter((row) => row.sale_amount !== null)
    .flatMap((row) => [row.sale_from, row.sale_until])
    .filter((edge) => edge !== null && edge > now) as number[];
  return edges.length ? Math.min(...edges) : undefined;
}

/**
 * Which row of a variant a reader of a language sees: the language's own; where a feed in that language never had the
 * variant, one in another language of the market. What that feed no longer has is gone.
 * @param rows of one variant in one market
 */
export function rowFor(rows: readonly ListedRow[], locale: string): ListedRow | undefined {
  const order = (a: ListedRow, b: ListedRow) =>
    Number(b.locale === locale) - Number(a.locale === locale) ||
    Number(b.live) - Number(a.live) ||
    compare(a.locale, b.locale) ||
    compare(a.source, b.source);
  const [first] = rows.filter((row) => row.live || row.locale === locale).sort(order);
  return first?.live ? first : undefined;
}

/**
 * The listings of some products, made of all rows of all their variants.
 * @param locales those that each market is read in
 * @param now decides about reductions
 */
export function listingsOf(
  rows: readonly ListedRow[],
  locales: ReadonlyMap<string, readonly string[]>,
  now: number,
): Listing[] {
  const shown = groups(rows, (row) => `${row.market} ${row.variant_id}`).flatMap((of) =>
    (locales.get(of[0]!.market) ?? []).flatMap((locale) => {
      const row = rowFor(of, locale);
      return row ? [{ locale, row }] : [];
    }),
  );
  return groups(shown, ({ locale, row }) => `${row.market} ${locale} ${row.product_id}`).map((of) =>
    listingOf(
      of.map(({ row }) => row).sort((a, b) => compare(a.variant_id, b.variant_id)),
      of[0]!.locale,
      now,
    ),
  );
}

function listingOf(rows: readonly ListedRow[], locale: string, now: number): Listing {
  const offers = rows.map((row) => ({ row, unit: unitOf(row, now), sellable: isSellable(row) }));
  const sellable = offers.filter((offer) => offer.sellable);
  const prices = (sellable.length ? sellable : offers).map(({ unit }) => unit);
  const lead = rows.find((row) => row.collection !== null);
  const titles = rows.map((row) => row.search.split('\n', 1)[0]!);
  return {
    market: rows[0]!.market,
    locale,
    productId: rows[0]!.product_id,
    collection: lead?.collection ?? null,
    heading: lead?.categories[0] ?? null,
    picture: rows.find((row) => row.picture !== null)?.picture ?? null,
    spoken: lead?.locale === locale,
    sellable: sellable.length > 0,
    rank: Math.min(...rows.map((row) => row.rank ?? UNRANKED)),
    newest: -Math.min(...rows.map((row) => row.added)),
    low: Math.min(...prices),
    high: -Math.max(...prices),
    title: [...titles.reduce((a, b) => (compare(a, b) < 0 ? a : b))].slice(0, SORTED_BY).join(''),
    search: `${distinctWords(titles)}\n${distinctWords(rows.map((row) => row.search))}`,
    choices: offers.map(({ row, sellable: can }) => ({ ...choiceOf(row), sellable: can })),
  };
}

const unitOf = ({ amount, sale_amount, sale_from, sale_until }: ListedRow, now: number): number =>
  sale_amount !== null && (sale_from ?? -Infinity) <= now && now < (sale_until ?? Infinity)
    ? sale_amount
    : amount;

const isSellable = (row: ListedRow): boolean =>
  stateOf(row.availability, row.stock_availability, row.quantity).availability !== 'out_of_stock';

/** Words are searched one by one, so each is needed once. */
const distinctWords = (texts: readonly string[]): string =>
  [...new Set(texts.flatMap((text) => text.split(/\s+/)))].filter(Boolean).join(' ');

const choiceOf = ({ variant_id, color, size, material, pattern, brand, categories }: ListedRow) => ({
  variantId: variant_id,
  values: {
    ...{ color, size, material, pattern, brand },
    category: [...new Set(categories)].filter((category) => category.length <= LONGEST_VALUE),
  },
});

/** How many products, and how many of these can be bought. */
export type Count = [products: number, sellable: number];

/**
 * What a product adds to the counts of its market and language: of everything (the collection '') and of its
 * collection, altogether (the name '') and for each value that it can be filtered by.
 */
export function countsOf(listing: Listing): Map<string, Count> {
  const counts = new Map<string, Count>();
  const shelves = listing.collection === null ? [''] : ['', listing.collection];
  const count = (name: string, value: string, sellable: boolean) => {
    for (const shelf of shelves) {
      const key = JSON.stringify([listing.market, listing.locale, shelf, name, value]);
      counts.set(key, [1, Math.max(Number(sellable), counts.get(key)?.[1] ?? 0)]);
    }
  };
  count('', '', listing.sellable);
  for (const { values, sellable } of listing.choices)
    for (const name of FILTERS)
      for (const value of [values[name]].flat()) if (value !== null) count(name, value, sellable);
  return counts;
}
