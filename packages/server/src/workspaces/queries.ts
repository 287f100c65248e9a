import type { Db } from '../database/types.ts';
import type { Workspace, WorkspaceSecrets } from './workspace.ts';

export interface ApiKey {
  id: string;
  kind: 'publishable' | 'secret' | 'till';
  hash: string;
  locationId: string | null;
}

async function load(db: Db, by: { slug: string } | { ws: number }): Promise<WorkspaceSecrets | undefined> {
  const [column, value] = 'slug' in by ? (['slug', by.slug] as const) : (['ws', by.ws] as const);
  const row = await db.selectFrom('workspaces').selectAll().where(column, '=', value).executeTakeFirst();
  if (!row) return undefined;
  const customerKeys = await db
    .selectFrom('customer_keys')
    .select(['kid', 'alg', 'jwk'])
    .where('ws', '=', row.ws)
    .orderBy('created_at', 'desc')
    .limit(2)
    .execute();
  return {
    id: row.ws,
    slug: row.slug,
    name: row.name,
    ...row.settings,
    deviceSecret: row.device_secret,
    customerKeys,
  };
}

export const loadBySlug = (db: Db, slug: string) => load(db, { slug });
export const loadById = (db: Db, ws: number) => load(db, { ws });

/** The workspace of a public name, for the CLI and for tests. */
export const findWorkspace = (db: Db, slug: string): Promise<Workspace | undefined> => load(db, { slug });

/** The workspace of an internal id. */
export const findWorkspaceById = (db: Db, ws: number): Promise<Workspace | undefined> => load(db, { ws });

/** The live key of a hash and its workspace's id. */
export async function findKey(db: Db, hash: string): Promise<(ApiKey & { ws: number }) | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .select(['ws', 'id', 'kind', 'hash', 'location_id as locationId'])
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row;
}

/** Every origin that any workspace allows: what a preflight, which carries no key, is checked against. */
export async function allOrigins(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('workspaces').select('settings').limit(10_000).execute();
  return new Set(rows.flatMap((r) => r.settings.origins));
}
