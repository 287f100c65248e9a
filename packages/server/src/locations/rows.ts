import type { Availability, Location } from '@continuo/protocol';

/** One shop, named in the language of the import. */
export type LocationRow = Location;

/** What one shop has of one variant. Amounts are minor units of the market's currency. */
export interface StockRow {
  locationId: string;
  variantId: string;
  availability: Availability;
  /** Absent: there or not, but not counted. */
  quantity?: number;
  /** The shop's own price, with a reduction already applied. */
  amount?: number;
  /** When the number was true; absent: when it was imported. */
  asOf?: string;
}
