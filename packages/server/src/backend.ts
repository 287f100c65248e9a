import type { Logger } from 'pino';
import { Hub } from './changes/hub.ts';
import { handlersWith as changesHandlers } from './changes/routes.ts';
import { Streams } from './changes/stream.ts';
import { offersTold } from './catalog/index.ts';
import type { Database } from './database/index.ts';
import { handlers } from './handlers.ts';
import { createApp, type RequestInfo } from './http/app.ts';
import { createLimiter, type RateLimits } from './http/limits.ts';
import { createLog } from './http/log.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { folderStorage, type MediaStorage } from './media/index.ts';
import { handlersWith as mediaHandlers } from './media/routes.ts';
import { MediaWorker } from './media/worker.ts';
import { Digests, Translator, type Summarize, type Translate } from './reviews/index.ts';
import { digestHandlers } from './reviews/digest-routes.ts';
import { handlersWith as reviewHandlers } from './reviews/translation-routes.ts';
import { handlersWith as staffHandlers } from './staff/routes.ts';
import { Directory } from './workspaces/directory.ts';
import { VERSION } from './version.ts';

/** From the current folder. */
export const MEDIA_FOLDER = '.data/media';

export interface BackendOptions {
  database: Database;
  /** Where photos and videos lie. Default: the folder `.data/media`. */
  media?: MediaStorage;
  /** Puts reviews into the languages of their readers. Default: reviews are shown as they were written. */
  translate?: Translate;
  /** Says in short what the reviews of a product say. Default: nobody does. */
  summarize?: Summarize;
  /** Default: nothing is logged. */
  log?: Logger;
  /** Requests a minute; generous defaults. */
  rateLimits?: Partial<RateLimits>;
  /** For tests. */
  now?: () => Date;
}

/** The backend as a function from request to answer; holds no state but caches. */
export interface Backend {
  fetch(request: Request, info?: RequestInfo): Promise<Response>;
  readonly metrics: Metrics;
  /** From now on `/healthz` says 503 and open streams end; what runs may finish. */
  drain(): void;
  /** Ends streams and listeners. The database stays open: whoever opened it closes it. */
  close(): Promise<void>;
}

export function createBackend({
  database,
  media = folderStorage(MEDIA_FOLDER),
  translate,
  summarize,
  log = createLog('silent'),
  rateLimits,
  now = () => new Date(),
}: BackendOptions): Backend {
  const { db } = database;
  const metrics = createMetrics();
  const hub = new Hub(database, log);
  const streams = new Streams(hub, (open) => metrics.streams(open));
  const limiter = createLimiter(rateLimits);
  const worker = new MediaWorker(db, media, log);
  const digests = summarize && new Digests(db, summarize, log);
  let ready = true;
  const drain = () => {
    ready = false;
    streams.close();
  };
  const app = createApp({
    handlers: {
      ...handlers,
      ...mediaHandlers(media, worker, limiter),
      ...reviewHandlers(translate && new Translator(db, translate, log), limiter),
      ...digestHandlers(digests, translate !== undefined, limiter),
      ...changesHandlers(streams),
      ...staffHandlers(limiter),
    },
    ...{ db, log, metrics, now, version: VERSION },
    directory: new Directory(db),
    limiter,
    isReady: () => ready,
  });
  return {
    metrics,
    fetch: async (request, info) => app.fetch(request, info ?? {}),
    drain,
    async close() {
      drain();
      await worker.close();
      await digests?.close();
      await offersTold(db);
      return hub.close();
    },
  };
}
