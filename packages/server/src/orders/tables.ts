import type { ColumnType, JSONColumnType } from 'kysely';
import type { Channel, Contact, Quote } from '@continuo/protocol';

type Written = ColumnType<Date, Date, Date>;

export interface OrderTable {
  ws: number;
  /** Made by the merchant's server before the payment. */
  id: string;
  /** For people. */
  number: string;
  cart_id: string;
  user_id: string | null;
  device_id: string | null;
  state: 'placed' | 'reopened';
  channel: Channel;
  placed_at: Written;
  /** Hash of the quote that was paid. */
  hash: string;
  quote: JSONColumnType<Quote, string, string>;
  contact: JSONColumnType<Contact | null, string | null, string | null>;
  payment: JSONColumnType<{ method: string; reference: string } | null, string | null, string | null>;
  /** Minor units. */
  total: number;
  currency: string;
}

/** What was sold, as columns: for stock that goes back and for reports. Texts are in the order's quote. */
export interface OrderLineTable {
  ws: number;
  order_id: string;
  addr: string;
  variant_id: string;
  product_id: string;
  quantity: number;
  /** Minor units of the order's currency. */
  unit: number;
  total: number;
}

export interface OrderTables {
  orders: OrderTable;
  order_line: OrderLineTable;
}
