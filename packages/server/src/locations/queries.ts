import type { Stock } from '@continuo/protocol';
import type { Db } from '../database/index.ts';
import type { LocationsTable } from './tables.ts';
import type { Selectable } from 'kysely';

/** What the listed shops have of some variants. */
export async function stockOfVariants(db: Db, ws: number, variantIds: readonly string[]): Promise<Stock[]> {
  const rows = await db
    .selectFrom('stock')
    .innerJoin('locations', (join) =>
      join.onRef('locations.ws', '=', 'stock.ws').onRef('locations.id', '=', 'stock.location_id'),
    )
    .selectAll('stock')
    .where('stock.ws', '=', ws)
    .where('stock.variant_id', 'in', ['', ...variantIds])
    .where('stock.live', '=', true)
    .where('locations.live', '=', true)
    .orderBy('stock.variant_id')
    .orderBy('stock.location_id')
    .execute();
  return rows.map((row) => ({
    variantId: row.variant_id,
    locationId: row.location_id,
    availability: row.availability,
    ...(row.quantity !== null && { quantity: row.quantity }),
    ...(row.amount !== null &&
      row.currency !== null && { price: { amount: row.amount, currency: row.currency } }),
    asOf: row.as_of.toISOString(),
  }));
}

export async function liveLocations(db: Db, ws: number): Promise<Selectable<LocationsTable>[]> {
  return db
    .selectFrom('locations')
    .selectAll()
    .where('ws', '=', ws)
    .where('live', '=', true)
    .orderBy('id')
    .limit(1_000)
    .execute();
}
