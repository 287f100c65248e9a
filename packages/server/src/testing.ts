/** What tests of every package use to talk to a real backend. Not for production. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MarketInfo } from '@continuo/protocol';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { createBackend, type Backend, type BackendOptions } from './backend.ts';
import { migrate, openDatabase, type Database } from './database/index.ts';
import { openTestStore } from './database/test-store.ts';
import { folderStorage } from './media/index.ts';
import { listen } from './serve/listen.ts';
import { createWorkspace, type NewWorkspace, type WorkspaceKeys } from './workspaces/index.ts';

export const TEST_ORIGIN = 'https://shop.example';
export const TEST_MARKETS: readonly MarketInfo[] = [
  {
    id: 'hk',
    name: 'Hong Kong',
    currency: 'HKD',
    locales: ['en', 'zh-Hant'],
    taxIncluded: true,
    shipping: { flat: { amount: 4000, currency: 'HKD' }, freeFrom: { amount: 80000, currency: 'HKD' } },
  },
  {
    id: 'jp',
    name: 'Japan',
    currency: 'JPY',
    locales: ['en', 'zh-Hant'],
    taxIncluded: true,
    shipping: { flat: { amount: 800, currency: 'JPY' } },
  },
];

export interface TestCall extends Omit<RequestInit, 'body' | 'headers'> {
  /** Sent as JSON; a string, a `Blob` or a stream goes as it is. */
  body?: unknown;
  headers?: Record<string, string | undefined>;
  /** Shorthands for headers. */
  token?: string | undefined;
  device?: string | undefined;
  secret?: boolean;
  idempotencyKey?: string;
  /** Default: the workspace's origin, none with `secret`. `null`: none. */
  origin?: string | null;
}

/** A workspace of one test. */
export interface TestWorkspace extends WorkspaceKeys {
  /** Signs a customer token with the workspace's key; `claims` override. */
  token(userId: string, claims?: JWTPayload & { kid?: string }): Promise<string>;
  /** Makes a device; returns its id and token. */
  device(): Promise<{ deviceId: string; token: string }>;
  /** Calls the backend; `path` begins with `/v1`. */
  fetch(path: string, call?: TestCall): Promise<Response>;
  /** Calls and parses; fails when the status is not 2xx. */
  json<T = Record<string, unknown>>(path: string, call?: TestCall): Promise<T>;
  readonly signingKey: CryptoKey;
}

export interface TestBackend {
  readonly database: Database;
  readonly backend: Backend;
  workspace(options?: Partial<NewWorkspace>): Promise<TestWorkspace>;
  /** Serves the backend on a free port of 127.0.0.1 until `close`. */
  listen(options?: { port?: number }): Promise<{ url: string; close(): Promise<void> }>;
  close(): Promise<void>;
}

/** A server's database, or an embedded one in memory; migrated. */
async function openMigrated(url: string | undefined): Promise<Database> {
  if (url === undefined) return openTestStore();
  const database = await openDatabase({ url });
  await migrate(database.db);
  return database;
}

let shared: { users: number; opened: Promise<Database> } | undefined;

/** The database that all test files of this process share. Closed by whoever leaves last. */
async function joinShared(): Promise<Database> {
  const its = (shared ??= { users: 0, opened: openMigrated(process.env['CONTINUO_TEST_DATABASE_URL']) });
  its.users++;
  const database = await its.opened;
  return {
    ...database,
    async close() {
      if (--its.users) return;
      shared = undefined;
      await database.close();
    },
  };
}

let folder: string | undefined;

/** Where the uploads of all backends of this process lie: they share a database, so they share these. */
function mediaFolder(): string {
  if (folder === undefined) {
    const made = (folder = mkdtempSync(join(tmpdir(), 'continuo-media-')));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  }
  return folder;
}

/**
 * Opens a backend, once per test file: on the server's database that `CONTINUO_TEST_DATABASE_URL` names, else on an
 * embedded one in memory. Files share it: each test makes itself a fresh workspace. With `url` on a database of its own:
 * that one, or `undefined` for one in memory.
 */
export async function openTestBackend(
  options: Omit<BackendOptions, 'database'> & { url?: string | undefined } = {},
): Promise<TestBackend> {
  const { url, ...rest } = options;
  const database = await ('url' in options ? openMigrated(url) : joinShared());
  const backend = createBackend({ database, media: folderStorage(mediaFolder()), ...rest });
  const listeners: { close(): Promise<void> }[] = [];
  return {
    database,
    backend,
    workspace: (overrides) => makeWorkspace(database, backend, overrides),
    async listen({ port = 0 } = {}) {
      const { url, close } = await listen(backend.fetch, { port, host: '127.0.0.1', trustProxy: false });
      const listener = { url, close: () => close(0) };
      listeners.push(listener);
      return listener;
    },
    async close() {
      await backend.close();
      await Promise.all(listeners.map((l) => l.close()));
      await database.close();
    },
  };
}

async function makeWorkspace(
  database: Database,
  backend: Backend,
  overrides: Partial<NewWorkspace> = {},
): Promise<TestWorkspace> {
  const kid = 'test-key';
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const origin = overrides.origins?.[0] ?? TEST_ORIGIN;
  const keys = await createWorkspace(database.db, {
    slug: `t-${randomBytes(8).toString('hex')}`,
    markets: TEST_MARKETS,
    origins: [origin],
    customerKeys: [{ ...(await exportJWK(publicKey)), kid }],
    ...overrides,
  });
  const call: TestWorkspace['fetch'] = (path, init = {}) => {
    const { body, headers, token, device, secret, idempotencyKey, origin: from, ...rest } = init;
    const all: Record<string, string | undefined> = {
      Origin: (from === undefined ? (secret ? null : origin) : from) ?? undefined,
      Authorization: secret ? `Bearer ${keys.secret}` : token && `Bearer ${token}`,
      'Continuo-Device': device,
      'Idempotency-Key': idempotencyKey,
      'Content-Type': body === undefined ? undefined : 'application/json',
      ...headers,
    };
    return backend.fetch(
      new Request(`http://backend.test${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        ...rest,
        headers: Object.entries(all).filter((h): h is [string, string] => h[1] !== undefined),
        ...(body === undefined
          ? {}
          : {
              body:
                typeof body === 'string' || body instanceof Blob || body instanceof ReadableStream
                  ? body
                  : JSON.stringify(body),
              duplex: 'half',
            }),
      }),
    );
  };
  const json = async <T>(path: string, init?: TestCall): Promise<T> => {
    const response = await call(path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    ...keys,
    signingKey: privateKey,
    fetch: call,
    json,
    token: (userId, { kid: otherKid, ...claims } = {}) =>
      new SignJWT({
        sub: userId,
        aud: keys.workspace.slug,
        exp: Math.floor(Date.now() / 1000) + 600,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid: otherKid ?? kid })
        .sign(privateKey),
    device: () => json('/v1/devices', { body: { key: keys.publishable }, idempotencyKey: randomUUID() }),
  };
}
