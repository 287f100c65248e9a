import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import { fold } from './text.ts';
import type { ProductRow } from './rows.ts';

/** Which feed a row is of: a source, for a market, in a language. */
export interface FeedScope {
  ws: number;
  source: string;
  market: string;
  locale: string;
}

/** Characters of the description that are searched. */
const SEARCHED = 2_000;

const searchOf = (row: ProductRow): string =>
  [
    fold([row.groupTitle, row.title].filter(Boolean).join(' ')),
    fold(
      [
        ...[row.brand, row.color, row.size, row.material, row.pattern, row.gtin, row.sku, row.variantId],
        ...row.categories,
        ...row.details.map((detail) => detail.value),
        row.description.slice(0, SEARCHED),
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ].join('\n');

/** Writes rows of a feed that are new or changed; they are live from now on. */
export async function writeProducts(
  tx: Tx,
  scope: FeedScope,
  rows: readonly ProductRow[],
  added: number,
): Promise<void> {
  const values = rows.map((row) => ({
    ...row,
    product_id: row.productId,
    variant_id: row.variantId,
    group_title: row.groupTitle,
    search: searchOf(row),
  }));
  await sql`
    insert into catalog_rows (
      ws, market, variant_id, locale, source, added, live, product_id, title, group_title, description, link, brand,
      color, size, material, pattern, gtin, sku, categories, collection, pictures, details, rank, search)
    select ${scope.ws}::int, ${scope.market}, variant_id, ${scope.locale}, ${scope.source}, ${added}::int, true,
      product_id, title, group_title, description, link, brand,
      color, size, material, pattern, gtin, sku, categories, collection, pictures, details, rank, search
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as t(
      variant_id text, product_id text, title text, group_title text, description text, link text, brand text,
      color text, size text, material text, pattern text, gtin text, sku text, categories jsonb, collection text,
      pictures jsonb, details jsonb, rank int, search text)
    order by variant_id
    on conflict (ws, market, variant_id, locale, source) do update set
      live = true, product_id = excluded.product_id, title = excluded.title, group_title = excluded.group_title,
      description = excluded.description, link = excluded.link, brand = excluded.brand, color = excluded.color,
      size = excluded.size, material = excluded.material, pattern = excluded.pattern, gtin = excluded.gtin,
      sku = excluded.sku, categories = excluded.categories, collection = excluded.collection,
      pictures = excluded.pictures, details = excluded.details, rank = excluded.rank, search = excluded.search`.execute(
    tx,
  );
}

/**
 * Writes the prices of rows in their market, whatever the language; the last import wins. Resolves to the variants
 * whose price or availability is now another.
 */
export async function writePrices(
  tx: Tx,
  scope: FeedScope,
  currency: string,
  rows: readonly ProductRow[],
): Promise<string[]> {
  const values = rows.map((row) => ({
    variant_id: row.variantId,
    amount: row.amount,
    sale_amount: row.sale?.amount,
    sale_from: row.sale?.from,
    sale_until: row.sale?.until,
    availability: row.availability,
  }));
  const { rows: changed } = await sql<{ variant_id: string }>`
    insert into catalog_prices (
      ws, market, variant_id, currency, amount, sale_amount, sale_from, sale_until, availability)
    select ${scope.ws}::int, ${scope.market}, t.variant_id, ${currency}, t.amount, t.sale_amount, t.sale_from,
      t.sale_until, t.availability
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as t(
      variant_id text, amount bigint, sale_amount bigint, sale_from timestamptz, sale_until timestamptz,
      availability text)
    left join catalog_prices p on p.ws = ${scope.ws}::int and p.market = ${scope.market} and p.variant_id = t.variant_id
    where (p.currency, p.amount, p.sale_amount, p.sale_from, p.sale_until, p.availability)
      is distinct from (${currency}, t.amount, t.sale_amount, t.sale_from, t.sale_until, t.availability)
    order by t.variant_id
    on conflict (ws, market, variant_id) do update set
      currency = excluded.currency, amount = excluded.amount, sale_amount = excluded.sale_amount,
      sale_from = excluded.sale_from, sale_until = excluded.sale_until, availability = excluded.availability
    returning variant_id`.execute(tx);
  return changed.map((row) => row.variant_id);
}

/** What the feed no longer has is not offered by it; nothing is deleted. */
export async function retireProducts(tx: Tx, scope: FeedScope, variantIds: readonly string[]): Promise<void> {
  await sql`
    update catalog_rows set live = false
    where ws = ${scope.ws}::int and market = ${scope.market} and locale = ${scope.locale}
      and source = ${scope.source}
      and variant_id in (select jsonb_array_elements_text(${JSON.stringify(variantIds)}::jsonb))`.execute(tx);
}
