import type { ColumnType, JSONColumnType } from 'kysely';
import type { Line } from '@continuo/cart/model';
import type { LineMeta, Money, Notice, Refusal } from '@continuo/protocol';

export type CartPhase = 'open' | 'merged' | 'ordered' | 'erased';

/** A time written as a `Date`. */
type Written = ColumnType<Date, Date, Date>;

export interface CartTable {
  ws: number;
  /** Made by the client. */
  id: string;
  /** The customer; `null` while it is a guest's. */
  owner: string | null;
  /** The device that opened it. */
  device_id: string | null;
  state: CartPhase;
  /** Where late operations go: the cart it was merged into, or the next one after the order. */
  forward_to: string | null;
  order_id: string | null;
  /** What the merge of this guest cart was told with, for whoever asks again. */
  merge_notices: JSONColumnType<Notice[] | null, string | null, string | null>;
  market: string;
  locale: string;
  /** Names the lineage of `v`; new after the server was restored from a backup. */
  epoch: string;
  /** Count of accepted operations. */
  v: number;
  /** Parts up to this version may have been folded. */
  horizon: number;
  opened_at: Written;
  touched_at: Written;
}

export interface CartLineTable {
  ws: number;
  cart_id: string;
  /** `list/key`, or `cart` for the registers of the cart itself. */
  addr: string;
  /** Which variant a line is of; `null` for registers of the cart and for codes. */
  variant_id: string | null;
  /** Version of the last change. */
  lv: number;
  /** Empty: gone, and remembered until every live replica knows. */
  parts: JSONColumnType<Line['parts'], string, string>;
  meta: JSONColumnType<LineMeta | null, string | null, string | null>;
  regs: JSONColumnType<Line['regs'], string, string>;
  /** Unit price when the line was first quoted; `null` before. */
  unit: JSONColumnType<Money | null, string | null, string | null>;
}

/** What one message was told besides acceptance. */
export interface Told {
  /** The first and the last of its operations that were new. */
  from: number;
  to: number;
  refused: readonly Refusal[];
  notices: readonly Notice[];
}

export interface CartReplicaTable {
  ws: number;
  replica: string;
  /** A replica belongs to one device; another that brings it carries a copied storage. */
  device_id: string;
  last_s: number;
  /** Of the last 100 operations, oldest first. */
  hashes: JSONColumnType<string[], string, string>;
  told: JSONColumnType<Told[], string, string>;
}

export interface CartSeenTable {
  ws: number;
  cart_id: string;
  replica: string;
  /** The oldest version that this replica may still refer to. */
  seen: number;
  at: Written;
}

export interface CartTables {
  cart: CartTable;
  cart_line: CartLineTable;
  cart_replica: CartReplicaTable;
  cart_seen: CartSeenTable;
}
