import { createHash } from 'node:crypto';
import { routes, type Collection, type MarketInfo, type ProductList } from '@continuo/protocol';
import { handle, type Context, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { stockOfVariants } from '../locations/index.ts';
import type { Workspace } from '../workspaces/index.ts';
import { composeProduct, type VariantRow } from './compose.ts';
import { listCollections, listProducts } from './lists.ts';
import { rowsOfProducts, rowsOfVariants, variantsOfProduct, type Reader } from './queries.ts';
import { catchUp } from './refresh.ts';
import { chooseLocale } from './rules.ts';
import { FILTERS, parseFilter, readCursor, wordsOf, writeCursor } from './search.ts';
import { catalogState } from './version.ts';

type Asking = Pick<Context, 'db' | 'now'> & {
  ws: Workspace;
  query: { market?: string | undefined; locale?: string | undefined };
};

function readerOf({ ws, query, now }: Asking): { reader: Reader; market: MarketInfo } {
  const market =
    query.market === undefined ? ws.markets[0] : ws.markets.find(({ id }) => id === query.market);
  if (!market) throw problem('catalog/market-unknown');
  const locale = chooseLocale(query.locale, market.locales);
  return { reader: { ws: ws.id, market: market.id, locale, now: now() }, market };
}

/** Known before the work: the state of the catalogue, and what else the answer is made of. */
async function etagOf({ db, ws, now }: Asking, market?: MarketInfo, locale?: string): Promise<string> {
  const terms = createHash('sha256')
    .update(JSON.stringify([market, locale]))
    .digest('base64url')
    .slice(0, 8);
  return `${await catalogState(db, ws.id, now())}.${terms}`;
}

function byProduct(rows: readonly VariantRow[]): Map<string, VariantRow[]> {
  const products = new Map<string, VariantRow[]>();
  for (const row of rows) {
    const known = products.get(row.product_id);
    if (known) known.push(row);
    else products.set(row.product_id, [row]);
  }
  return products;
}

const invalid = (path: string, message: string) =>
  problem('request/invalid', { detail: `${path} ${message}`, issues: [{ path, message }] });

const DEFAULT_LIMIT = 24;
const MOST = 100;

export const handlers: Handlers = {
  [routes.catalog.list.id]: handle(routes.catalog.list, async (c) => {
    const { reader, market } = readerOf(c);
    const { sort = 'featured', cursor, filter, limit: asked, q, collection, available } = c.query;
    const limit = asked === undefined ? DEFAULT_LIMIT : Number(asked);
    if (limit < 1 || limit > MOST) throw invalid('query.limit', `must be from 1 to ${MOST}`);
    const filters = parseFilter(filter);
    if (!filters)
      throw invalid('query.filter', `must be name:value, parted by commas; names are ${FILTERS.join(', ')}`);
    const after = cursor === undefined ? undefined : readCursor(cursor, sort);
    if (cursor !== undefined && !after) throw invalid('query.cursor', 'is not one of this list');
    return {
      etag: await etagOf(c, market, reader.locale),
      body: async (): Promise<ProductList> => {
        await catchUp(c.db, reader);
        const { total, places, facets } = await listProducts(c.db, reader, {
          ...{ words: wordsOf(q), filters, collection, available: available === 'true', sort, after, limit },
        });
        const shown = places.slice(0, limit);
        const rows = byProduct(
          await rowsOfProducts(
            c.db,
            reader,
            shown.map(({ id }) => id),
          ),
        );
        const last = shown.at(-1);
        return {
          products: shown.flatMap(({ id }) => {
            const variants = rows.get(id);
            return variants ? [composeProduct(variants, reader.locale, market.taxIncluded)] : [];
          }),
          total,
          ...(places.length > limit && last && { next: writeCursor(last) }),
          facets: FILTERS.map((name) => ({
            name,
            values: facets
              .filter((facet) => facet.name === name)
              .map(({ value, products }) => ({ value, products })),
          })).filter(({ values }) => values.length > 0),
        };
      },
    };
  }),

  [routes.catalog.product.id]: handle(routes.catalog.product, async (c) => {
    const { reader, market } = readerOf(c);
    return {
      etag: await etagOf(c, market, reader.locale),
      body: async () => {
        const rows = await rowsOfProducts(c.db, reader, [c.params.productId]);
        if (!rows.length) throw problem('catalog/product-unknown');
        return composeProduct(rows, reader.locale, market.taxIncluded);
      },
    };
  }),

  [routes.catalog.variants.id]: handle(routes.catalog.variants, async (c) => {
    const { reader, market } = readerOf(c);
    const ids = [...new Set(c.query.ids.split(',').filter(Boolean))];
    if (ids.length > MOST) throw invalid('query.ids', `may name ${MOST} variants at most`);
    return {
      etag: await etagOf(c, market, reader.locale),
      body: async () => {
        const products = byProduct(await rowsOfVariants(c.db, reader, ids));
        const variants = new Map(
          [...products.values()]
            .flatMap((rows) => composeProduct(rows, reader.locale, market.taxIncluded).variants)
            .map((variant) => [variant.id, variant]),
        );
        return { variants: ids.flatMap((id) => variants.get(id) ?? []) };
      },
    };
  }),

  [routes.catalog.collections.id]: handle(routes.catalog.collections, async (c) => {
    const { reader, market } = readerOf(c);
    return {
      etag: await etagOf(c, market, reader.locale),
      body: async () => {
        await catchUp(c.db, reader);
        const rows = await listCollections(c.db, reader);
        return {
          collections: rows.map(({ picture, ...collection }): Collection => ({
            ...collection,
            ...(picture !== null && { picture: { url: picture } }),
          })),
        };
      },
    };
  }),

  [routes.catalog.stock.id]: handle(routes.catalog.stock, async (c) => ({
    etag: await etagOf({ ...c, query: {} }),
    body: async () => {
      const variants = await variantsOfProduct(c.db, c.ws.id, c.params.productId);
      if (!variants.length) throw problem('catalog/product-unknown');
      return { stock: await stockOfVariants(c.db, c.ws.id, variants) };
    },
  })),
};
