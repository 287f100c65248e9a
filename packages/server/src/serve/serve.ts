import { collectDefaultMetrics } from 'prom-client';
import type { Logger } from 'pino';
import { join } from 'node:path';
import { createBackend, MEDIA_FOLDER, type Backend, type BackendOptions } from '../backend.ts';
import { migrate, openDatabase, type Database, type DatabaseOptions } from '../database/index.ts';
import type { RequestInfo } from '../http/app.ts';
import { createLog } from '../http/log.ts';
import { folderStorage, type MediaStorage } from '../media/index.ts';
import { listen } from './listen.ts';
import { serveFolder } from './static.ts';
import { keepTending } from './tend.ts';

export interface ServeOptions extends Pick<BackendOptions, 'translate' | 'summarize' | 'rateLimits'> {
  /** Default 4300; 0 takes a free one. */
  port?: number;
  /** Default `0.0.0.0`. */
  host?: string;
  database: DatabaseOptions;
  /** Where photos and videos lie. Default: `media` in the data folder; with a PostgreSQL server `.data/media`. */
  media?: MediaStorage;
  /** Folder of the built desk, served under `/desk`. */
  desk?: string;
  /** Answers paths outside `/v1`, `/healthz` and `/desk`. */
  site?: (request: Request, backend: Backend) => Promise<Response>;
  /** Runs after the migrations, before the first request: fills a demo, for example. */
  prepare?: (database: Database) => Promise<void>;
  /** Prometheus metrics on this port of 127.0.0.1; default none. */
  metricsPort?: number;
  /** Default: JSON lines on standard output. */
  log?: Logger;
  /** Believe the last address of `X-Forwarded-For`. Default false. */
  trustProxy?: boolean;
  /** Stop at SIGTERM and SIGINT, then end the process. Default true. */
  handleSignals?: boolean;
}

export interface Serving {
  readonly url: string;
  readonly port: number;
  readonly backend: Backend;
  readonly database: Database;
  /** Stops without losing what runs: streams end, requests finish, then the database closes. */
  close(): Promise<void>;
}

const isApi = (path: string) => path.startsWith('/v1/') || path === '/v1' || path === '/healthz';

/** Opens the database (and its lock), migrates, and serves API, desk and site on one port until it is stopped. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { port = 4300, host = '0.0.0.0', site, prepare, log = createLog(), trustProxy = false } = options;
  const { folder } = options.database;
  const media = options.media ?? folderStorage(folder === undefined ? MEDIA_FOLDER : join(folder, 'media'));
  const database = await openDatabase(options.database);
  const closing: (() => unknown)[] = [() => database.close()];
  const closeAll = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const ran = await migrate(database.db);
    if (ran.length > 0) log.info({ migrations: ran }, 'schema brought up to date');
    await prepare?.(database);
    closing.push(await keepTending(database.db, media, log));
    const { translate, summarize, rateLimits } = options;
    const backend = createBackend({
      ...{ database, media, log },
      ...(translate && { translate }),
      ...(summarize && { summarize }),
      ...(rateLimits && { rateLimits }),
    });
    closing.push(() => backend.close());
    const desk = options.desk === undefined ? undefined : serveFolder('/desk', options.desk);

    const fetch = (request: Request, info: RequestInfo): Promise<Response> => {
      const { pathname } = new URL(request.url);
      if (isApi(pathname)) return backend.fetch(request, info);
      if (desk && (pathname === '/desk' || pathname.startsWith('/desk/'))) return desk(request);
      return site ? site(request, backend) : backend.fetch(request, info);
    };
    if (options.metricsPort !== undefined) closing.push(await serveMetrics(backend, options.metricsPort));
    const listener = await listen(fetch, { port, host, trustProxy });
    closing.push(() => {
      const closed = listener.close();
      backend.drain();
      return closed;
    });
    database.publishPort(listener.port);
    log.info({ port: listener.port, database: database.kind, pid: process.pid }, 'serving');

    let stopping: Promise<void> | undefined;
    const close = () => (stopping ??= closeAll().then(() => log.info('stopped')));
    if (options.handleSignals ?? true)
      for (const signal of ['SIGTERM', 'SIGINT'] as const)
        process.once(signal, () => {
          close().then(
            () => process.exit(0),
            (error: unknown) => {
              log.error({ err: error }, 'could not stop cleanly');
              process.exit(1);
            },
          );
        });
    return { url: listener.url, port: listener.port, backend, database, close };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Figures are for the operator alone: loopback only. */
async function serveMetrics(backend: Backend, port: number): Promise<() => Promise<void>> {
  const { registry } = backend.metrics;
  collectDefaultMetrics({ register: registry });
  const answer = async (request: Request) =>
    new URL(request.url).pathname === '/metrics'
      ? new Response(await registry.metrics(), { headers: { 'Content-Type': registry.contentType } })
      : new Response(null, { status: 404 });
  const listener = await listen(answer, { port, host: '127.0.0.1', trustProxy: false });
  return () => listener.close();
}
