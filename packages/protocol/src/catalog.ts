import * as z from 'zod/mini';
import { Cursor, Id, Locale, Market, Money } from './common.ts';
import { route } from './route.ts';

/** A feed's availability is a state; how many there are is a number of the local inventory (see `Stock`). */
export const Availability = z.enum(['in_stock', 'out_of_stock', 'preorder', 'backorder']);
export type Availability = z.infer<typeof Availability>;

/** A picture: an absolute or root-relative URL. `alt` is text for those who do not see it. */
export const Picture = z.object({ url: z.string(), alt: z.optional(z.string()) });
export type Picture = z.infer<typeof Picture>;

/** A price as shown. `compareAt` is the price before a reduction. */
export const Price = z.object({ price: Money, compareAt: z.optional(Money), taxIncluded: z.boolean() });
export type Price = z.infer<typeof Price>;

/** What can be bought: one row of a feed. `options` are what tells it from its siblings, in the order to ask for them. */
export const Variant = z.object({
  id: Id,
  productId: Id,
  /** The product's title; the variant's own words are in `options`. */
  title: z.string(),
  options: z.array(z.object({ name: z.enum(['color', 'size', 'material', 'pattern']), value: z.string() })),
  pictures: z.array(Picture),
  gtin: z.optional(z.string()),
  sku: z.optional(z.string()),
  price: Price,
  availability: Availability,
  /** How many can be shipped; absent where nobody counts. */
  stock: z.optional(z.int()),
});
export type Variant = z.infer<typeof Variant>;

export const Product = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  /** Where the shop shows it, if the feed told. */
  link: z.optional(z.string()),
  brand: z.optional(z.string()),
  /** Path of the first-level collection and below, such as `['Teapots', 'Stoneware']`. */
  categories: z.array(z.string()),
  pictures: z.array(Picture),
  /** Lowest and highest price among the variants that can be bought; all of them when none can. */
  from: Money,
  to: Money,
  availability: Availability,
  /** `key: value` details of the feed (product_detail), in the feed's order. */
  details: z.array(z.object({ name: z.string(), value: z.string() })),
  variants: z.array(Variant),
  /** Language of the texts, which may be another than the one asked for when that one is missing. */
  locale: Locale,
});
export type Product = z.infer<typeof Product>;

export const Collection = z.object({
  /** Stable across languages where the feed gives one id for both, else made from the name. */
  id: Id,
  title: z.string(),
  products: z.int(),
  picture: z.optional(Picture),
});
export type Collection = z.infer<typeof Collection>;

/** Stock of one variant at one location. `quantity` absent: known to be there or not, but not counted. */
export const Stock = z.object({
  variantId: Id,
  locationId: Id,
  availability: Availability,
  quantity: z.optional(z.int()),
  /** The location's own price, where its feed tells one. */
  price: z.optional(Money),
  /** When the number was true. */
  asOf: z.string(),
});
export type Stock = z.infer<typeof Stock>;

const reader = { key: Id, market: z.optional(Market), locale: z.optional(Locale) };

export const ProductSort = z.enum(['featured', 'newest', 'price-asc', 'price-desc', 'title']);
export type ProductSort = z.infer<typeof ProductSort>;

export const ProductList = z.object({
  products: z.array(Product),
  total: z.int(),
  next: z.optional(Cursor),
  /** How many of the products found have which value, for filters. */
  facets: z.array(
    z.object({ name: z.string(), values: z.array(z.object({ value: z.string(), products: z.int() })) }),
  ),
});
export type ProductList = z.infer<typeof ProductList>;

export const catalogRoutes = {
  list: route({
    id: 'catalog.list',
    method: 'GET',
    path: '/v1/products',
    summary: 'Products of a market, filtered, searched and sorted',
    credentials: ['publishable'],
    query: z.object({
      ...reader,
      q: z.optional(z.string().check(z.maxLength(200))),
      /** Id of a collection. */
      collection: z.optional(Id),
      /** `name:value`, repeated with commas: `color:Celadon,color:Ash`. */
      filter: z.optional(z.string().check(z.maxLength(1000))),
      available: z.optional(z.enum(['true', 'false'])),
      sort: z.optional(ProductSort),
      cursor: z.optional(Cursor),
      /** 1 to 100, default 24. */
      limit: z.optional(z.string().check(z.regex(/^\d{1,3}$/))),
    }),
    status: 200,
    response: ProductList,
    errors: ['catalog/market-unknown'],
  }),
  product: route({
    id: 'catalog.product',
    method: 'GET',
    path: '/v1/products/{productId}',
    summary: 'One product with its variants',
    credentials: ['publishable'],
    params: z.object({ productId: Id }),
    query: z.object(reader),
    status: 200,
    response: Product,
    errors: ['catalog/product-unknown', 'catalog/market-unknown'],
    namesRow: true,
  }),
  variants: route({
    id: 'catalog.variants',
    method: 'GET',
    path: '/v1/variants',
    summary: 'Up to 100 variants at once; unknown ids are left out',
    credentials: ['publishable'],
    query: z.object({ ...reader, ids: z.string().check(z.maxLength(8_000)) }),
    status: 200,
    response: z.object({ variants: z.array(Variant) }),
    errors: ['catalog/market-unknown'],
  }),
  collections: route({
    id: 'catalog.collections',
    method: 'GET',
    path: '/v1/collections',
    summary: 'First-level collections of a market',
    credentials: ['publishable'],
    query: z.object(reader),
    status: 200,
    response: z.object({ collections: z.array(Collection) }),
    errors: ['catalog/market-unknown'],
  }),
  stock: route({
    id: 'catalog.stock',
    method: 'GET',
    path: '/v1/products/{productId}/stock',
    summary: 'Stock of the variants of one product at every location',
    credentials: ['publishable'],
    params: z.object({ productId: Id }),
    query: z.object({ key: Id }),
    status: 200,
    response: z.object({ stock: z.array(Stock) }),
    errors: ['catalog/product-unknown'],
    namesRow: true,
  }),
};

/** What an import reads. `products` and `inventory` are Google's formats, `jsonl` is ours. */
export const ImportKind = z.enum(['products', 'inventory', 'jsonl']);
export type ImportKind = z.infer<typeof ImportKind>;

/**
 * One line of the NDJSON answer of an import: refused rows as they are met, progress every thousand rows, at the end
 * `done` or `failed`. `line` counts from 1.
 */
export const ImportEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('refused'),
    line: z.int(),
    item: z.optional(z.string()),
    field: z.string(),
    reason: z.string(),
  }),
  z.object({ type: z.literal('progress'), rows: z.int() }),
  z.object({
    type: z.literal('done'),
    rows: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    retired: z.int(),
    refused: z.int(),
  }),
  z.object({
    type: z.literal('failed'),
    /** `import/broken`: the feed ended before it was complete. What was read is kept, nothing is retired. */
    code: z.enum(['import/retires-too-much', 'import/format-unknown', 'import/broken', 'import/busy']),
    detail: z.string(),
  }),
]);
export type ImportEvent = z.infer<typeof ImportEvent>;

export const importRoutes = {
  create: route({
    id: 'imports.create',
    method: 'POST',
    path: '/v1/imports',
    summary:
      'Reads a feed as it streams in; answers NDJSON, a line for each refused row and a last line with counts',
    credentials: ['secret'],
    query: z.object({
      kind: ImportKind,
      format: z.enum(['tsv', 'xml', 'jsonl']),
      /** Names the feed: a row that is missing from the next import of the same scope is retired. */
      source: Id,
      market: Market,
      locale: Locale,
      /** Retire even more than half of the scope. */
      force: z.optional(z.enum(['true'])),
    }),
    body: 'stream',
    status: 200,
    response: 'stream',
    streams: 'application/x-ndjson',
    errors: ['import/format-unknown', 'import/busy', 'catalog/market-unknown'],
    idempotency: 'natural',
  }),
};
