import { routes, type ImportEvent } from '@continuo/protocol';
import type { Logger } from 'pino';
import { handle, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { startImport } from './engine.ts';
import { startReviewImport } from './reviews/engine.ts';
import { exportReviews } from './reviews/export.ts';
import { BusyError } from './scope.ts';

/** Bytes of answers that may wait for a caller who still sends; then the import waits. */
const WAITING_BYTES = 1_000_000;

export const handlers: Handlers = {
  [routes.imports.create.id]: handle(routes.imports.create, async ({ query, ws, db, request, now, log }) => {
    const market = ws.markets.find(({ id }) => id === query.market);
    if (!market) throw problem('catalog/market-unknown');
    if (!market.locales.includes(query.locale))
      throw problem('request/invalid', {
        detail: `The market ${market.id} is sold in ${market.locales.join(', ')}`,
        issues: [{ path: 'query.locale', message: `one of ${market.locales.join(', ')}` }],
      });
    if ((query.kind === 'jsonl') !== (query.format === 'jsonl')) throw problem('import/format-unknown');
    const { kind, format, source, locale } = query;
    const options = { kind, format, source, market, locale, force: query.force === 'true', now };
    return told(startImport(db, ws.id, options, bytesOf(request)), log);
  }),

  [routes.reviewFiles.import.id]: handle(
    routes.reviewFiles.import,
    async ({ query, ws, db, request, now, log }) => {
      const { format, source, locale, endpoint = new URL(request.url).origin } = query;
      const options = { format, source, locale, endpoint, dryRun: query.dryRun === 'true', now };
      return told(startReviewImport(db, ws, options, bytesOf(request)), log);
    },
  ),

  [routes.reviewFiles.export.id]: handle(routes.reviewFiles.export, ({ query, ws, db, request, log }) => {
    const { format } = query;
    const endpoint = query.endpoint ?? (format === 'csv' ? new URL(request.url).origin : undefined);
    return Promise.resolve(
      streamed(exportReviews(db, ws, format, endpoint), log, {
        type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
        name: `reviews.${format}`,
      }),
    );
  }),
};

/** Answers an import with its events, as they happen. */
async function told(started: Promise<AsyncGenerator<ImportEvent>>, log: Logger): Promise<Response> {
  try {
    return streamed(linesOf(await started), log, { type: 'application/x-ndjson' });
  } catch (error) {
    if (error instanceof BusyError) throw problem('import/busy', { detail: error.message });
    throw error;
  }
}

async function* linesOf(events: AsyncGenerator<ImportEvent>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}

async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body) yield* request.body;
}

/** Texts as they come. An import that the caller no longer listens to stops: it is not known to have sent all of its feed. */
function streamed(
  texts: AsyncGenerator<string>,
  log: Logger,
  { type, name }: { type: string; name?: string },
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await texts.next();
          if (next.done) controller.close();
          else controller.enqueue(encoder.encode(next.value));
        } catch (error) {
          log.error({ err: error }, 'a file broke off');
          controller.error(error);
        }
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    { highWaterMark: WAITING_BYTES, size: (chunk) => chunk.byteLength },
  );
  const headers = new Headers({ 'Content-Type': type, 'Cache-Control': 'no-store' });
  if (name !== undefined) headers.set('Content-Disposition', `attachment; filename="${name}"`);
  return new Response(body, { headers });
}
