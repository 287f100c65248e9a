import { routes, type ImportEvent } from '@continuo/protocol';
import type { Logger } from 'pino';
import { handle, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { startImport } from './engine.ts';
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
    try {
      const events = await startImport(db, ws.id, options, bytesOf(request));
      return new Response(ndjson(events, log), {
        headers: { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' },
      });
    } catch (error) {
      if (error instanceof BusyError) throw problem('import/busy', { detail: error.message });
      throw error;
    }
  }),
};

async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body) yield* request.body;
}

/** An import that the caller no longer listens to stops: it is not known to have sent all of its feed. */
function ndjson(events: AsyncGenerator<ImportEvent>, log: Logger): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await events.next();
          if (next.done) controller.close();
          else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
        } catch (error) {
          log.error({ err: error }, 'import broke off');
          controller.error(error);
        }
      },
      async cancel() {
        await events.return(undefined);
      },
    },
    { highWaterMark: WAITING_BYTES, size: (chunk) => chunk.byteLength },
  );
}
