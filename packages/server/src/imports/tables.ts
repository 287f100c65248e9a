import type { RowKind } from './feed/feed.ts';

/** What a row of an import is known as. */
export type StoredKind = RowKind | 'review';

/** One scope of imports: a feed by its name, for a market, in a language; both are empty for reviews. */
export interface ImportsTable {
  ws: number;
  source: string;
  market: string;
  locale: string;
  /** Counts the imports of the scope. */
  number: number;
  /** Until then the import runs for sure; later it was killed, unless it renews its lease. */
  lease_until: Date;
}

/** Which rows a scope has, and which of them the newest import met. */
export interface ImportRowsTable {
  ws: number;
  source: string;
  market: string;
  locale: string;
  kind: StoredKind;
  key: string;
  /** Of all that the feed says in this row. */
  hash: string;
  /** Number of the import that took the row last; negative where it only met and refused it. */
  seen: number;
  live: boolean;
}

export interface ImportTables {
  imports: ImportsTable;
  import_rows: ImportRowsTable;
}
