import { sql } from 'kysely';
import type { Tx } from '../database/index.ts';
import type { LocationRow, StockRow } from './rows.ts';
import { ONLINE } from './stock.ts';

/** Writes shops that are new or changed. Name and address are of one language; those of others stay. */
export async function writeLocations(
  tx: Tx,
  ws: number,
  locale: string,
  rows: readonly LocationRow[],
): Promise<void> {
  const values = rows.map(({ id, name, address, timeZone, hours, latitude, longitude }) => ({
    ...{ id, hours, latitude, longitude },
    time_zone: timeZone,
    texts: { [locale]: { name, address } },
  }));
  await sql`
    insert into locations (ws, id, texts, time_zone, hours, latitude, longitude)
    select ${ws}::int, id, texts, time_zone, hours, latitude, longitude
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as t(
      id text, texts jsonb, time_zone text, hours jsonb, latitude double precision, longitude double precision)
    order by id
    on conflict (ws, id) do update set
      live = true, texts = locations.texts || excluded.texts, time_zone = excluded.time_zone,
      hours = excluded.hours, latitude = excluded.latitude, longitude = excluded.longitude`.execute(tx);
}

export async function retireLocations(tx: Tx, ws: number, ids: readonly string[]): Promise<void> {
  await sql`
    update locations set live = false
    where ws = ${ws}::int and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`.execute(
    tx,
  );
}

/**
 * Writes what shops have. A row that does not change is not written again, so what was sold since stays sold.
 * Resolves to the variants whose stock to be shipped changed.
 */
export async function writeStock(
  tx: Tx,
  ws: number,
  currency: string,
  rows: readonly StockRow[],
  now: Date,
): Promise<string[]> {
  const values = rows.map((row) => ({
    variant_id: row.variantId,
    location_id: row.locationId,
    availability: row.availability,
    quantity: row.quantity,
    amount: row.amount,
    currency: row.amount === undefined ? undefined : currency,
    as_of: row.asOf ?? now.toISOString(),
  }));
  await sql`
    insert into stock (ws, variant_id, location_id, availability, quantity, amount, currency, as_of)
    select ${ws}::int, variant_id, location_id, availability, quantity, amount, currency, as_of
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as t(
      variant_id text, location_id text, availability text, quantity int, amount bigint, currency text,
      as_of timestamptz)
    order by variant_id, location_id
    on conflict (ws, variant_id, location_id) do update set
      live = true, availability = excluded.availability, quantity = excluded.quantity, amount = excluded.amount,
      currency = excluded.currency, as_of = excluded.as_of`.execute(tx);
  return rows.filter((row) => row.locationId === ONLINE).map((row) => row.variantId);
}

/** Forgets what shops had. Resolves to the variants whose stock to be shipped is no longer counted. */
export async function retireStock(
  tx: Tx,
  ws: number,
  rows: readonly { locationId: string; variantId: string }[],
): Promise<string[]> {
  await sql`
    update stock s set live = false
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t("locationId" text, "variantId" text)
    where s.ws = ${ws}::int and s.variant_id = t."variantId" and s.location_id = t."locationId"`.execute(tx);
  return rows.filter((row) => row.locationId === ONLINE).map((row) => row.variantId);
}
