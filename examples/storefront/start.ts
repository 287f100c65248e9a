/**
 * Serves the demo: backend, desk and shop in one process on one port. What a merchant's own set-up would do, in one file.
 *
 * Environment: `PORT` (4300), `ORIGIN` (the address in browsers, default http://localhost:PORT), `ORIGINS` (addresses of
 * other pages that may use the key, parted by spaces), `DATABASE_URL` (a PostgreSQL server instead of the embedded
 * database), `METRICS_PORT` (Prometheus, on loopback), `PICTURES=draft` (drawn quickly, for tests of all else).
 */
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  changeSettings,
  createBackend,
  createLog,
  findWorkspace,
  folderStorage,
  openDatabase,
  refuseIfHeld,
  serve,
  type Database,
} from '@continuo/server';
import { exportJWK, generateKeyPair } from 'jose';
import { demoSummarize, demoTranslate } from './brand/reviews/index.ts';
import { CUSTOMERS } from './customers.ts';
import { createPictures } from './pictures/index.ts';
import { DEMO, DEMO_STAFF, fillDemo, seedDemo } from './seed.ts';
import { createStorefront } from './server.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: at('../../.data') },
    /** Forgets what an earlier start has left, and begins anew. */
    fresh: { type: 'boolean', default: false },
  },
});

const data = values.data;
const port = Number(process.env['PORT'] ?? 4300);
const elsewhere = (process.env['ORIGINS'] ?? '').split(/\s+/).filter(Boolean);
const origin = process.env['ORIGIN'] ?? `http://localhost:${port}`;
const url = process.env['DATABASE_URL'];
const metricsPort = process.env['METRICS_PORT'];
const tell = (line: string): void => console.log(line);

/** Ends with words, without a stack, where the person who started it can put it right. */
const giveUp = (message: string): never => {
  console.error(`\n  ${message}\n`);
  process.exit(1);
};
if (!Number.isInteger(port) || port < 1 || port > 65_535)
  giveUp(`PORT must be a number from 1 to 65535, not ${process.env['PORT']}.`);
try {
  refuseIfHeld(data); // before --fresh deletes what a running demo stands on
} catch (error) {
  giveUp((error as Error).message);
}

/** Empties a PostgreSQL database that holds the demo, or nothing: never one that holds something else. */
async function empty(databaseUrl: string): Promise<void> {
  const database = await openDatabase({ url: databaseUrl });
  try {
    const { tables } = await database.db.introspection
      .getTables()
      .then((all) => ({ tables: all.map((t) => t.name) }));
    if (!tables.length) return;
    if (!tables.includes('workspaces') || !tables.includes('outbox'))
      throw new Error('DATABASE_URL names a database that holds other tables: --fresh would delete them.');
    await database.db.schema.dropSchema('public').cascade().execute();
    await database.db.schema.createSchema('public').execute();
  } finally {
    await database.close();
  }
}

if (values.fresh) {
  if (url) await empty(url);
  rmSync(data, { recursive: true, force: true });
}
mkdirSync(data, { recursive: true });

/** Reads a JSON file of the data folder, or makes it, readable for its owner only. */
async function kept<T>(name: string, make: () => T | Promise<T>): Promise<T> {
  const file = join(data, name);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  const made = await make();
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}
const random = (prefix: string): string => prefix + randomBytes(18).toString('base64url');
const keys = await kept('keys.json', () => ({
  [DEMO]: { publishable: random('pk_demo_'), secret: random('sk_demo_') },
}));
const { publishable, secret } = keys[DEMO];
const signing = await kept('signing-key.json', async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const kid = random('shop-');
  return {
    private: { ...(await exportJWK(pair.privateKey)), kid, alg: 'ES256' },
    public: { ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256' },
  };
});

/** What customers upload, and what the demo fills in for them. */
const media = folderStorage(join(data, 'media'));

/** Fills the demo at its first start; a start that was interrupted is taken up again. */
async function prepare(database: Database): Promise<void> {
  const { db } = database;
  const clock = { now: new Date() };
  const backend = createBackend({ database, media, now: () => clock.now });
  const api = (request: Request): Promise<Response> => backend.fetch(request);
  const origins = [
    ...new Set([origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`, ...elsewhere]),
  ];
  const filled = join(data, 'filled');
  const workspace = await findWorkspace(db, DEMO);
  try {
    if (workspace) await changeSettings(db, workspace, { origins });
    if (!workspace) {
      tell('Filling the demo shop …');
      await seedDemo({
        ...{ db, api, clock, origins, tell },
        customerKey: signing.public,
        keys: { publishable, secret },
      });
      writeFileSync(filled, '');
    } else if (!existsSync(filled)) {
      await fillDemo({ api, clock, publishable, secret, tell });
      writeFileSync(filled, '');
    }
  } finally {
    // Also where it failed: the database is not closed while somebody listens.
    await backend.close();
  }
}

// Beside the build: pictures are the same for every data folder, and drawing them takes a while.
const draft = process.env['PICTURES'] === 'draft';
const pictures = createPictures(at(`../../.cache/pictures${draft ? '-draft' : ''}`), { draft });

tell(url ? 'Opening the database …' : 'Opening the embedded database …');
const database = url ? { url } : { folder: data };
const serving = await serve({
  port,
  database,
  media,
  prepare,
  desk: at('../../packages/desk/dist/site'),
  // The shop's own server asks without an address: all its visitors count as one.
  rateLimits: { reads: 60_000 },
  summarize: demoSummarize,
  translate: demoTranslate,
  log: createLog('info', createWriteStream(join(data, 'server.log'), { flags: 'a' })),
  ...(metricsPort ? { metricsPort: Number(metricsPort) } : {}),
  site: (() => {
    let shop: ReturnType<typeof createStorefront> | undefined;
    return (request, backend) =>
      (shop ??= createStorefront({
        api: (inner) => backend.fetch(inner),
        origin,
        publishableKey: publishable,
        secretKey: secret,
        workspace: DEMO,
        signingKey: signing.private,
        dataFolder: data,
        pictures,
        assets: at('../../cdn'),
      }))(request);
  })(),
}).catch((error: unknown) => {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    giveUp(`Port ${port} is in use. Take another one: PORT=${port + 1} npm start`);
  throw error;
});
// Nobody waits for a digest: it is there for the first visitor, too, if it is asked for before.
for (const locale of ['en', 'zh-Hant'])
  await serving.backend.fetch(
    new Request(`${origin}/v1/products/harbour-teapot/reviews/digest?key=${publishable}&locale=${locale}`),
  );
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => tell('\n  Stopping: what runs is finished, then the database is closed.'));

tell(`
  Shop   ${origin}/
         log in as ${CUSTOMERS.map((c) => `${c.email} (${c.password})`).join(' or ')}
  Desk   ${origin}/desk/
         log in as ${DEMO_STAFF.map((s) => `${s.email} (${s.password})`).join(' or ')}
  API    ${origin}/v1/openapi.json, ready: ${origin}/healthz
  Key    ${publishable} (pages elsewhere: ORIGINS="http://localhost:8080" npm start)
  Data   ${url ? 'on the PostgreSQL server' : data}, log ${join(data, 'server.log')}
  Server process ${process.pid}, port ${serving.port}. Ctrl+C stops it.
`);

pictures.warmUp().catch((error: unknown) => console.error('Could not draw all pictures:', error));
