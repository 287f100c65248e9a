import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import type { VariantRow } from './compose.ts';
import { onSale } from './offers.ts';
import { chooseLocale } from './rules.ts';

/** Who reads: the market, the language, and the moment that decides about reductions. */
export interface Reader {
  ws: number;
  market: string;
  locale: string;
  now: Date;
}

type Sql = RawBuilder<unknown>;

/** Texts as the rows of a table of one column. */
export const elements = (values: readonly string[]): Sql =>
  sql`jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)`;
/** Texts as what `in` and `array` take. */
export const texts = (values: readonly string[]): Sql => sql`(select ${elements(values)})`;

/**
 * All that is shown of the variants of some products, in no order. Of each variant a reader of a language sees the row of
 * that language; where a feed in it never had the variant, one in another language of the market. What that feed no
 * longer has is gone.
 */
async function rowsOf(db: Db, { ws, market, locale, now }: Reader, productIds: Sql): Promise<VariantRow[]> {
  // Looked up by indexes, whatever the planner knows of a table that is just being filled (`offset 0`).
  const { rows } = await sql<VariantRow>`
    with ids as materialized (${productIds})
    select r.variant_id, r.product_id, r.locale, r.title, r.group_title, r.description, r.link, r.brand, r.color, r.size,
      r.material, r.pattern, r.gtin, r.sku, r.categories, r.pictures, r.details, p.currency, p.amount, case when ${onSale(sql`${now}::timestamptz`)} then p.sale_amount end as sale,
      p.availability, s.availability as stock_availability, s.quantity
    from (
      select distinct f.variant_id from ids cross join lateral (
        select variant_id from catalog_rows where ws = ${ws}::int and product_id = ids.id and market = ${market} offset 0
      ) f
    ) v
    cross join lateral (
      select * from catalog_rows r
      where r.ws = ${ws}::int and r.market = ${market} and r.variant_id = v.variant_id
        and (r.live or r.locale = ${locale})
      order by r.locale = ${locale} desc, r.live desc, r.locale collate "C", r.source collate "C" limit 1
    ) r
    join catalog_prices p on p.ws = ${ws}::int and p.market = ${market} and p.variant_id = r.variant_id
    left join stock s on s.ws = ${ws}::int and s.variant_id = r.variant_id and s.location_id = 'online' and s.live
    where r.live and r.product_id in (select id from ids)`.execute(db);
  return rows;
}

export const rowsOfProducts = (db: Db, reader: Reader, ids: readonly string[]): Promise<VariantRow[]> =>
  rowsOf(db, reader, sql`select id from ${elements(ids)} as t(id)`);

/** The rows of the products that some variants belong to. */
export const rowsOfVariants = (db: Db, reader: Reader, ids: readonly string[]): Promise<VariantRow[]> =>
  rowsOf(
    db,
    reader,
    sql`select distinct v.product_id as id from catalog_rows v
      where v.ws = ${reader.ws}::int and v.market = ${reader.market} and v.variant_id in ${texts(ids)}`,
  );

/** Whether any market of the workspace sells the product; its variants. */
export async function variantsOfProduct(db: Db, ws: number, productId: string): Promise<string[]> {
  const found = await db
    .selectFrom('catalog_rows')
    .select('variant_id')
    .distinct()
    .where('ws', '=', ws)
    .where('product_id', '=', productId)
    .where('live', '=', true)
    .execute();
  return found.map((row) => row.variant_id);
}

/** What products are called, in some language; also those that nobody sells any more. Unknown ones are left out. */
export async function productTitles(
  db: Db,
  ws: number,
  productIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select distinct on (product_id) product_id as id, coalesce(group_title, title) as title
    from catalog_rows where ws = ${ws}::int and product_id in ${texts(productIds)}
    order by product_id, live desc, market, locale, variant_id, source`.execute(db);
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** There is such a product, or was: somebody may say something of it. */
export async function checkProduct(db: Db, ws: number, productId: string): Promise<void> {
  if (!(await productTitles(db, ws, [productId])).size) throw problem('catalog/product-unknown');
}

/** What a product is called in the language that suits best; also one that nobody sells any more. */
export async function productTitle(
  db: Db,
  ws: number,
  productId: string,
  locale: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ locale: string; title: string }>`
    select distinct on (locale) locale, coalesce(group_title, title) as title
    from catalog_rows where ws = ${ws}::int and product_id = ${productId}
    order by locale, live desc, market, variant_id, source`.execute(db);
  const chosen = chooseLocale(
    locale,
    rows.map((row) => row.locale),
  );
  return rows.find((row) => row.locale === chosen)?.title;
}

/** Products by what other systems call them: their id, that of a variant, or its sku; the first of these that is one. */
export async function productsNamed(
  db: Db,
  ws: number,
  names: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; product: string }>`
    select distinct on (name) name, product_id as product from (
      select product_id as name, product_id, 1 as place from catalog_rows
        where ws = ${ws}::int and product_id in ${texts(names)}
      union select variant_id, product_id, 2 from catalog_rows
        where ws = ${ws}::int and variant_id in ${texts(names)}
      union select sku, product_id, 3 from catalog_rows where ws = ${ws}::int and sku in ${texts(names)}
    ) r order by name, place, product_id`.execute(db);
  return new Map(rows.map(({ name, product }) => [name, product]));
}
