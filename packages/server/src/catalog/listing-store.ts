import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import type { Choice, Count, Listing } from './listing.ts';
import { elements } from './queries.ts';

/** Listings of some products as they are stored. */
export async function readListings(tx: Tx, ws: number, productIds: readonly string[]): Promise<Listing[]> {
  const { rows } = await sql<Omit<Listing, 'choices'> & { choices: Choice[] | null }>`
    select l.market, l.locale, l.product_id as "productId", l.collection, l.heading, l.picture, l.spoken, l.sellable,
      l.rank, l.newest, l.low, l.high, l.title, l.search,
      (select jsonb_agg(jsonb_build_object(
          'variantId', c.variant_id, 'sellable', c.sellable, 'values', jsonb_build_object(
            'color', c.color, 'size', c.size, 'material', c.material, 'pattern', c.pattern, 'brand', c.brand,
            'category', c.categories)) order by c.variant_id collate "C")
        from catalog_choices c
        where c.ws = l.ws and c.market = l.market and c.locale = l.locale and c.product_id = l.product_id) as choices
    from ${elements(productIds)} as t(id) cross join lateral (
      select * from catalog_listing where ws = ${ws}::int and product_id = t.id offset 0
    ) l`.execute(tx);
  return rows.map(({ choices, ...listing }) => ({ ...listing, choices: choices ?? [] }));
}

export async function remove(
  tx: Tx,
  ws: number,
  table: 'catalog_listing' | 'catalog_choices',
  listings: readonly Listing[],
): Promise<void> {
  const keys = listings.map(({ market, locale, productId }) => ({ market, locale, product: productId }));
  await sql`
    delete from ${sql.table(table)} t
    using jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k(market text, locale text, product text)
    where t.ws = ${ws}::int and t.market = k.market and t.locale = k.locale and t.product_id = k.product`.execute(
    tx,
  );
}

export async function writeListings(tx: Tx, ws: number, listings: readonly Listing[]): Promise<void> {
  const values = listings.map(({ choices: _, productId, ...columns }) => ({
    ...columns,
    product_id: productId,
  }));
  await sql`
    insert into catalog_listing (ws, market, locale, product_id, collection, heading, picture, spoken, sellable,
      rank, newest, low, high, title, search)
    select ${ws}::int, market, locale, product_id, collection, heading, picture, spoken, sellable,
      rank, newest, low, high, title, search
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as t(
      market text, locale text, product_id text, collection text, heading text, picture text, spoken boolean,
      sellable boolean, rank int, newest int, low bigint, high bigint, title text, search text)
    on conflict (ws, market, locale, product_id) do update set
      collection = excluded.collection, heading = excluded.heading, picture = excluded.picture,
      spoken = excluded.spoken, sellable = excluded.sellable, rank = excluded.rank, newest = excluded.newest,
      low = excluded.low, high = excluded.high, title = excluded.title, search = excluded.search`.execute(tx);
}

export async function writeChoices(tx: Tx, ws: number, listings: readonly Listing[]): Promise<void> {
  const values = listings.flatMap(({ market, locale, productId, collection, choices }) =>
    choices.map(({ variantId, sellable, values: { category, ...options } }) => ({
      ...{ market, locale, collection, sellable, categories: category, ...options },
      ...{ product_id: productId, variant_id: variantId },
    })),
  );
  await sql`
    insert into catalog_choices (ws, market, locale, product_id, variant_id, collection, sellable, color, size,
      material, pattern, brand, categories)
    select ${ws}::int, market, locale, product_id, variant_id, collection, sellable, color, size,
      material, pattern, brand, categories
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as t(
      market text, locale text, product_id text, variant_id text, collection text, sellable boolean, color text,
      size text, material text, pattern text, brand text, categories jsonb)`.execute(tx);
}

/** Adds to the counts, by keys of `countsOf`. */
export async function addCounts(tx: Tx, ws: number, counts: ReadonlyMap<string, Count>): Promise<void> {
  const values = [...counts].map(([key, [products, sellable]]) => {
    const [market, locale, collection, name, value] = JSON.parse(key) as string[];
    return { market, locale, collection, name, value, products, sellable };
  });
  await sql`
    insert into catalog_counts as c (ws, market, locale, collection, name, value, products, sellable)
    select ${ws}::int, market, locale, collection, name, value, products, sellable
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as t(
      market text, locale text, collection text, name text, value text, products int, sellable int)
    on conflict (ws, market, locale, collection, name, value) do update set
      products = c.products + excluded.products, sellable = c.sellable + excluded.sellable
      where excluded.products <> 0 or excluded.sellable <> 0`.execute(tx);
}
