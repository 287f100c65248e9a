import { routes, type Collection, type MarketInfo, type Product, type ProductSort } from '@continuo/protocol';
import { handle, type Handlers } from '../context.ts';
import { invalid, MockProblem } from '../problem.ts';
import { limitOf, pageOf } from '../places.ts';
import { fold, saysAll } from '../words.ts';
import type { State } from '../state.ts';

const { catalog } = routes;
const MOST = 100;
const DEFAULT = 24;

export function marketOf(state: State, id: string | undefined): MarketInfo {
  const { markets } = state.workspace;
  const market = id === undefined ? markets[0] : markets.find((known) => known.id === id);
  if (!market) throw new MockProblem('catalog/market-unknown');
  return market;
}

const slug = (title: string): string =>
  fold(title)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '') || 'other';
const collectionOf = (product: Product): string => slug(product.categories[0] ?? '');

/** The values of a product that it can be filtered by. */
const valuesOf = (product: Product, name: string): string[] =>
  name === 'brand'
    ? [product.brand ?? []].flat()
    : name === 'category'
      ? product.categories
      : [
          ...new Set(
            product.variants.flatMap((v) => v.options.filter((o) => o.name === name).map((o) => o.value)),
          ),
        ];
const NAMES = ['color', 'size', 'material', 'pattern', 'brand', 'category'];

function parseFilter(written: string | undefined): Map<string, string[]> {
  const filters = new Map<string, string[]>();
  for (const part of (written ?? '').split(',').filter(Boolean)) {
    const [, name = '', value = ''] = /^(\w+):(.+)$/.exec(part) ?? [];
    if (!NAMES.includes(name)) throw invalid('query.filter', 'must be name:value, parted by commas');
    filters.set(name, [...(filters.get(name) ?? []), value]);
  }
  return filters;
}

const keyOf: Readonly<Record<ProductSort, (product: Product, rank: number) => number | string>> = {
  featured: (_, rank) => rank,
  newest: (_, rank) => -rank,
  'price-asc': (product) => product.from.amount,
  'price-desc': (product) => -product.to.amount,
  title: (product) => fold(product.title),
};

export const catalogHandlers: Handlers = {
  ...handle(catalog.list, ({ query, state, shown }) => {
    marketOf(state, query.market);
    const limit = limitOf(query.limit, DEFAULT, MOST);
    const filters = parseFilter(query.filter);
    const sort = query.sort ?? 'featured';
    const found = shown.products
      .map((product, rank) => ({ product, keys: [keyOf[sort](product, rank), product.id] }))
      .filter(({ product }) => {
        const text = [product.title, product.description, product.brand ?? '', ...product.categories].join(
          ' ',
        );
        return (
          saysAll(text, query.q) &&
          (query.collection === undefined || collectionOf(product) === query.collection) &&
          (query.available !== 'true' || product.availability !== 'out_of_stock') &&
          [...filters].every(([name, wanted]) =>
            valuesOf(product, name).some((value) => wanted.includes(value)),
          )
        );
      });
    const { page, next } = pageOf(found, { ...{ sort, limit, cursor: query.cursor }, direction: 1 });
    return {
      products: page.map(({ product }) => product),
      total: found.length,
      ...(next !== undefined && { next }),
      facets: NAMES.map((name) => ({
        name,
        values: countsOf(found.flatMap(({ product }) => valuesOf(product, name))),
      })).filter(({ values }) => values.length),
    };
  }),

  ...handle(catalog.product, ({ params, query, state, shown }) => {
    marketOf(state, query.market);
    const product = shown.products.find(({ id }) => id === params.productId);
    if (!product) throw new MockProblem('catalog/product-unknown');
    return product;
  }),

  ...handle(catalog.variants, ({ query, state, shown }) => {
    marketOf(state, query.market);
    const ids = [...new Set(query.ids.split(',').filter(Boolean))];
    if (ids.length > MOST) throw invalid('query.ids', `may name ${MOST} variants at most`);
    const all = new Map(
      shown.products.flatMap(({ variants }) => variants.map((variant) => [variant.id, variant])),
    );
    return { variants: ids.flatMap((id) => all.get(id) ?? []) };
  }),

  ...handle(catalog.collections, ({ query, state, shown }) => {
    marketOf(state, query.market);
    const collections = new Map<string, Collection>();
    for (const product of shown.products) {
      const [title] = product.categories;
      if (title === undefined) continue;
      const id = slug(title);
      const known = collections.get(id);
      const [picture] = product.pictures;
      collections.set(
        id,
        known
          ? { ...known, products: known.products + 1 }
          : { id, title, products: 1, ...(picture && { picture }) },
      );
    }
    return { collections: [...collections.values()] };
  }),

  /** The mock has no shops; what can be shipped is told with the variants. */
  ...handle(catalog.stock, ({ params, shown }) => {
    if (!shown.products.some(({ id }) => id === params.productId))
      throw new MockProblem('catalog/product-unknown');
    return { stock: [] };
  }),
};

function countsOf(values: readonly string[]): { value: string; products: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, products]) => ({ value, products }))
    .sort((a, b) => b.products - a.products);
}
