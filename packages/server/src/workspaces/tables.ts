import type { Generated } from 'kysely';
import type { JWK } from 'jose';
import type { Settings } from './workspace.ts';

export interface WorkspacesTable {
  ws: Generated<number>;
  /** Public name, the `aud` of customer tokens. */
  slug: string;
  name: string;
  settings: Settings;
  /** Signs device tokens. */
  device_secret: string;
  created_at: Generated<Date>;
}

export interface ApiKeysTable {
  ws: number;
  id: string;
  kind: 'publishable' | 'secret' | 'till';
  /** SHA-256 of the key, hex. */
  hash: string;
  /** A publishable key itself; null for those that are secret. */
  shown: string | null;
  /** Of a till. */
  location_id: string | null;
  created_at: Generated<Date>;
  revoked_at: Date | null;
}

export interface CustomerKeysTable {
  ws: number;
  kid: string;
  alg: 'ES256' | 'EdDSA';
  /** Public part only. */
  jwk: JWK;
  created_at: Generated<Date>;
}

export interface WorkspaceTables {
  workspaces: WorkspacesTable;
  api_keys: ApiKeysTable;
  customer_keys: CustomerKeysTable;
}
