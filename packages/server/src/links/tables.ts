import type { Generated } from 'kysely';

export interface LinksTable {
  ws: number;
  /** SHA-256 of the token, hex. */
  hash: string;
  /** What the link carries: a `CarriedVisit`. */
  visit: unknown;
  made_at: Generated<Date>;
}

export interface LinkTables {
  links: LinksTable;
}
