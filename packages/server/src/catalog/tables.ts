import type { Availability } from '@continuo/protocol';
import type { ColumnType, Generated } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

/** What one feed says of one variant in one language for one market. */
export interface CatalogRowsTable {
  ws: number;
  market: string;
  variant_id: string;
  locale: string;
  source: string;
  product_id: string;
  /** False once the feed no longer has it. */
  live: boolean;
  /** Version of the catalogue that first had it. */
  added: number;
  title: string;
  group_title: string | null;
  description: string;
  link: string | null;
  brand: string | null;
  color: string | null;
  size: string | null;
  material: string | null;
  pattern: string | null;
  gtin: string | null;
  sku: string | null;
  categories: Json<string[]>;
  collection: string | null;
  pictures: Json<string[]>;
  details: Json<{ name: string; value: string }[]>;
  rank: number | null;
  /** Folded words: the title in the first line, all else after it. */
  search: string;
}

/** What a variant costs in a market, in minor units, whatever the language. */
export interface CatalogPricesTable {
  ws: number;
  market: string;
  variant_id: string;
  currency: string;
  amount: number;
  sale_amount: number | null;
  sale_from: Date | null;
  sale_until: Date | null;
  availability: Availability;
}

/** Counts the changes of a workspace's catalogue; what ETags are made of. */
export interface CatalogVersionsTable {
  ws: number;
  version: Generated<number>;
}

/**
 * A product as the lists of one market and language have it. `rank`, `newest`, `low`, `high` and `title` are its places
 * in the orders, low first. Made by `refresh.ts` out of the rows, prices and stock of its variants.
 */
export interface CatalogListingTable {
  ws: number;
  market: string;
  locale: string;
  product_id: string;
  collection: string | null;
  /** What its variant calls the collection. */
  heading: string | null;
  picture: string | null;
  /** Whether the heading is in the language of the list. */
  spoken: boolean;
  sellable: boolean;
  rank: number;
  newest: number;
  low: number;
  high: number;
  title: string;
  /** Folded words: those of the titles in the first line, all in the second. */
  search: string;
}

/** What a listed variant can be filtered by. */
export interface CatalogChoicesTable {
  ws: number;
  market: string;
  locale: string;
  product_id: string;
  variant_id: string;
  /** Of its product. */
  collection: string | null;
  sellable: boolean;
  color: string | null;
  size: string | null;
  material: string | null;
  pattern: string | null;
  brand: string | null;
  categories: Json<string[]>;
}

/** How many products have a value; those of everything have the collection '', those of all values the name ''. */
export interface CatalogCountsTable {
  ws: number;
  market: string;
  locale: string;
  collection: string;
  name: string;
  value: string;
  products: number;
  /** Of these with a variant of that value that can be bought. */
  sellable: number;
}

/** When a product's listing has to be made anew: a reduction begins or ends. */
export interface CatalogDueTable {
  ws: number;
  product_id: string;
  at: Date;
}

export interface CatalogTables {
  catalog_rows: CatalogRowsTable;
  catalog_prices: CatalogPricesTable;
  catalog_versions: CatalogVersionsTable;
  catalog_listing: CatalogListingTable;
  catalog_choices: CatalogChoicesTable;
  catalog_counts: CatalogCountsTable;
  catalog_due: CatalogDueTable;
}
