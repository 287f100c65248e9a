import type { Availability, Location } from '@continuo/protocol';
import type { ColumnType } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

export interface LocationsTable {
  ws: number;
  id: string;
  /** False once the feed no longer has it. */
  live: boolean;
  /** Name and address by locale. */
  texts: Json<Record<string, { name: string; address: string }>>;
  time_zone: string;
  hours: Json<Location['hours']>;
  latitude: number | null;
  longitude: number | null;
}

/** What one location has of one variant. The location `online` is what shipping sells from. */
export interface StockTable {
  ws: number;
  variant_id: string;
  location_id: string;
  live: boolean;
  availability: Availability;
  /** Null: not counted. */
  quantity: number | null;
  /** The location's own price in minor units. */
  amount: number | null;
  currency: string | null;
  as_of: ColumnType<Date, string, string>;
}

/** What an order took from `online`, so that it goes back once and no more than was taken. */
export interface StockTakenTable {
  ws: number;
  order_id: string;
  variant_id: string;
  quantity: number;
}

export interface LocationTables {
  locations: LocationsTable;
  stock: StockTable;
  stock_taken: StockTakenTable;
}
