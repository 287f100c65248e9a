import type { Availability } from '@continuo/protocol';
import { sql } from 'kysely';
import type { Db, Tx } from '../database/index.ts';
import { commonTitle, type VariantRow } from './compose.ts';
import { optionsOf, stateOf } from './rules.ts';

/** The catalogue's word on one variant in one market. Amounts are minor units of `currency`. */
export interface Offer {
  variantId: string;
  productId: string;
  title: string;
  /** Values of the options, in the order to show them. */
  options: string[];
  picture?: string;
  link?: string;
  currency: string;
  /** What one costs now. */
  unit: number;
  /** What it costs without the reduction that runs now. */
  compareAt?: number;
  availability: Availability;
  /** Whether it can be bought at all. */
  sellable: boolean;
  /** How many can be shipped; absent where nobody counts or where it may be ordered beyond the stock. */
  available?: number;
}

export interface OffersQuery {
  market: string;
  locale: string;
  variantIds: readonly string[];
  /** Reductions begin and end by the clock. Default: the database's. */
  now?: Date;
}

/**
 * What variants cost, whether they can be had, and how they are called, in one query. Variants that the market does
 * not sell (any more) are missing in the answer. Texts are in the locale, else in another language of the market.
 */
export async function offers(
  db: Db | Tx,
  ws: number,
  { market, locale, variantIds, now }: OffersQuery,
): Promise<Map<string, Offer>> {
  if (variantIds.length === 0) return new Map();
  const at = now ? sql`${now}::timestamptz` : sql`now()`;
  const { rows } = await sql<OfferRow>`
    select distinct on (r.variant_id)
      r.variant_id, r.product_id, r.title, r.group_title,
      (select jsonb_agg(t.title) from catalog_rows t
        where t.ws = r.ws and t.product_id = r.product_id and t.market = r.market and t.locale = r.locale
          and t.source = r.source and t.live) as titles, r.color, r.size, r.material, r.pattern,
      r.pictures ->> 0 as picture, r.link, p.currency, p.amount, p.availability,
      case when ${onSale(at)} then p.sale_amount end as sale,
      s.quantity, s.availability as stock_availability
    from catalog_rows r
    join catalog_prices p on p.ws = r.ws and p.market = r.market and p.variant_id = r.variant_id
    left join stock s on s.ws = r.ws and s.variant_id = r.variant_id and s.location_id = 'online' and s.live
    where r.ws = ${ws}::int and r.market = ${market} and r.live
      and r.variant_id in (select jsonb_array_elements_text(${JSON.stringify(variantIds)}::jsonb))
    order by r.variant_id, r.locale = ${locale} desc, r.locale, r.source`.execute(db);
  return new Map(rows.map((row) => [row.variant_id, offerOf(row)]));
}

type Offered =
  'variant_id' | 'product_id' | 'title' | 'group_title' | 'link' | 'color' | 'size' | 'material' | 'pattern';

interface OfferRow extends Pick<
  VariantRow,
  Offered | 'currency' | 'amount' | 'sale' | 'availability' | 'stock_availability' | 'quantity'
> {
  /** Of all variants of the product. */
  titles: string[];
  picture: string | null;
}

/** True while the reduction of price row `p` runs. */
export const onSale = (at: ReturnType<typeof sql>) =>
  sql<boolean>`(p.sale_amount is not null and (p.sale_from is null or p.sale_from <= ${at})
    and (p.sale_until is null or p.sale_until > ${at}))`;

function offerOf(row: OfferRow): Offer {
  const { availability, available } = stateOf(row.availability, row.stock_availability, row.quantity);
  return {
    variantId: row.variant_id,
    productId: row.product_id,
    title: row.group_title ?? commonTitle(row.titles) ?? row.title,
    options: optionsOf(row).map((option) => option.value),
    ...(row.picture !== null && { picture: row.picture }),
    ...(row.link !== null && { link: row.link }),
    currency: row.currency,
    unit: row.sale ?? row.amount,
    ...(row.sale !== null && { compareAt: row.amount }),
    availability,
    sellable: availability !== 'out_of_stock',
    ...(available !== undefined && { available }),
  };
}
