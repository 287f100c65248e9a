import type { Generated } from 'kysely';

export interface PersonsTable {
  ws: number;
  id: string;
  /** Of a customer; a visitor has none. */
  user_id: string | null;
  /** A visitor who became this customer. Customers never merge. */
  merged_into: string | null;
  /** From events with trust `customer` or `server` only. */
  traits: unknown;
  name: string | null;
  email: string | null;
  channels: Generated<string[]>;
  /** How many were stored for this person, those of merged visitors included. */
  events: Generated<number>;
  first_seen: Generated<Date>;
  last_seen: Generated<Date>;
}

export interface IdentitiesTable {
  ws: number;
  kind: 'user' | 'device' | 'anonymous';
  value: string;
  person_id: string;
  /** The customer whose token first brought it; never changes. */
  claimed_by: string | null;
  claimed_at: Date | null;
  /** Of a device: the anonymousId that the same browser last brought along. */
  anonymous_id: string | null;
  /** In words, from the user agent. */
  label: string | null;
  channel: string | null;
  first_seen: Generated<Date>;
  last_seen: Generated<Date>;
}

/** Who was erased, by the id that their person had: a hash of the userId, which whoever knows it can look up. */
export interface ErasuresTable {
  ws: number;
  person: string;
  /** The last time. */
  at: Date;
}

export interface IdentityTables {
  persons: PersonsTable;
  identities: IdentitiesTable;
  erasures: ErasuresTable;
}
