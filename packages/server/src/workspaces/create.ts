import { createHash, randomBytes } from 'node:crypto';
import type { MarketInfo } from '@continuo/protocol';
import type { JWK } from 'jose';
import { sql } from 'kysely';
import { transact } from '../database/transact.ts';
import type { Db } from '../database/types.ts';
import { loadBySlug } from './queries.ts';
import type { Settings, Workspace } from './workspace.ts';

export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');
const random = (prefix: string) => prefix + randomBytes(24).toString('base64url');

export interface NewWorkspace {
  /** Lower case letters, digits and dashes; the `aud` of customer tokens. */
  slug: string;
  /** Default: the slug. */
  name?: string;
  markets: readonly MarketInfo[];
  /** Origins of the merchant's pages, such as `https://shop.example`. Default none. */
  origins?: readonly string[];
  /** Default opt-in. */
  consent?: Settings['consent'];
  /** Default UTC. */
  timeZone?: string;
  issuer?: string;
  /** Default none: the backend sets no cookie for visitors. */
  cookieDomain?: string;
  /** Default 400. */
  eventsKeptDays?: number;
  /** Public keys of the merchant's customer tokens: at most two live ones. */
  customerKeys?: readonly JWK[];
  /** Keys to use instead of random ones: for a demo whose pages know them. */
  keys?: { publishable?: string; secret?: string };
}

/** The only time that the secret key is seen: what is stored is its hash. */
export interface WorkspaceKeys {
  workspace: Workspace;
  publishable: string;
  secret: string;
}

/** Makes a workspace and its first keys. A slug that is taken throws. */
export async function createWorkspace(db: Db, options: NewWorkspace): Promise<WorkspaceKeys> {
  const publishable = options.keys?.publishable ?? random('pk_');
  const secret = options.keys?.secret ?? random('sk_');
  if (!publishable.startsWith('pk_') || !secret.startsWith('sk_'))
    throw new TypeError('A publishable key begins with pk_, a secret key with sk_');
  const settings: Settings = {
    markets: [...options.markets],
    origins: (options.origins ?? []).map(checkOrigin),
    consent: options.consent ?? { mode: 'opt-in', textVersion: '1' },
    timeZone: options.timeZone ?? 'UTC',
    issuer: options.issuer,
    cookieDomain: checkDomain(options.cookieDomain),
    eventsKeptDays: options.eventsKeptDays ?? 400,
  };
  await transact(db, async (tx) => {
    const { ws } = await tx
      .insertInto('workspaces')
      .values({
        slug: options.slug,
        name: options.name ?? options.slug,
        settings: sql`${JSON.stringify(settings)}::jsonb`,
        device_secret: randomBytes(32).toString('base64url'),
      })
      .returning('ws')
      .executeTakeFirstOrThrow();
    await insertKey(tx, ws, 'publishable', publishable);
    await insertKey(tx, ws, 'secret', secret);
    for (const jwk of options.customerKeys ?? []) await addCustomerKey(tx, ws, jwk);
  });
  const workspace = await loadBySlug(db, options.slug);
  return { workspace: workspace!, publishable, secret };
}

function checkOrigin(origin: string): string {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin)
    throw new TypeError(`Not an origin (scheme, host, port; no path): ${origin}`);
  return origin;
}

function checkDomain(domain: string | undefined): string | undefined {
  if (domain !== undefined && !/^([a-z0-9-]+\.)+[a-z0-9-]+$/.test(domain))
    throw new TypeError(`Not a domain (shop.example; no scheme, no port, no dot in front): ${domain}`);
  return domain;
}

async function insertKey(
  db: Db,
  ws: number,
  kind: 'publishable' | 'secret' | 'till',
  key: string,
  locationId: string | null = null,
): Promise<string> {
  const id = random('key_');
  await db
    .insertInto('api_keys')
    .values({
      ...{ ws, id, kind, hash: hashKey(key), location_id: locationId, revoked_at: null },
      shown: kind === 'publishable' ? key : null,
    })
    .execute();
  return id;
}

/** A key for one till at one location. Returned once; stored as its hash. */
export async function createTillKey(
  db: Db,
  workspace: Workspace,
  locationId: string,
): Promise<{ id: string; key: string }> {
  const key = random('till_');
  return { id: await insertKey(db, workspace.id, 'till', key, locationId), key };
}

/** Ends a key; nodes forget it within ten seconds. */
export async function revokeKey(db: Db, workspace: Workspace, id: string): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ revoked_at: new Date() })
    .where('ws', '=', workspace.id)
    .where('id', '=', id)
    .execute();
}

/**
 * Adds a public key for customer tokens; of more than two the oldest goes. The JWK must name its `kid`, and is for
 * ES256 (P-256) or EdDSA (Ed25519): the algorithm is fixed by the key, never by the token.
 */
export async function addCustomerKey(db: Db, ws: number, jwk: JWK): Promise<void> {
  const alg =
    jwk.kty === 'EC' && jwk.crv === 'P-256'
      ? 'ES256'
      : jwk.kty === 'OKP' && jwk.crv === 'Ed25519'
        ? 'EdDSA'
        : undefined;
  if (!alg || (jwk.alg !== undefined && jwk.alg !== alg))
    throw new TypeError('A customer key is a P-256 (ES256) or an Ed25519 (EdDSA) key');
  if (!jwk.kid) throw new TypeError('A customer key needs a kid');
  if (jwk.d) throw new TypeError('This is a private key; the backend needs the public part only');
  await db
    .insertInto('customer_keys')
    .values({ ws, kid: jwk.kid, alg, jwk: sql`${JSON.stringify(jwk)}::jsonb` })
    .onConflict((c) => c.columns(['ws', 'kid']).doNothing())
    .execute();
  await db
    .deleteFrom('customer_keys')
    .where('ws', '=', ws)
    .where('kid', 'not in', (q) =>
      q
        .selectFrom('customer_keys')
        .select('kid')
        .where('ws', '=', ws)
        .orderBy('created_at', 'desc')
        .orderBy(sql`kid = ${jwk.kid}`, 'desc')
        .limit(2),
    )
    .execute();
}

/** Changes what a merchant sets; nodes see it within ten seconds. */
export async function changeSettings(db: Db, workspace: Workspace, change: Partial<Settings>): Promise<void> {
  change.origins?.forEach(checkOrigin);
  checkDomain(change.cookieDomain);
  await db
    .updateTable('workspaces')
    .set({ settings: sql`settings || ${JSON.stringify(change)}::jsonb` })
    .where('ws', '=', workspace.id)
    .execute();
}
