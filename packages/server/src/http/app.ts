import { randomUUID } from 'node:crypto';
import { allRoutes, type Route } from '@continuo/protocol';
import { HEADERS } from '@continuo/protocol/constants';
import { openApi } from '@continuo/protocol/openapi';
import { Hono } from 'hono';
import type { Handlers } from './context.ts';
import { TUS_OPTIONS } from '../media/tus.ts';
import { addCors, preflight } from './cors.ts';
import { isSameOrigin } from './credentials.ts';
import { createPipeline, type PipelineOptions } from './pipeline.ts';
import { problem, ProblemError, problemResponse } from './problem.ts';

export interface AppOptions extends PipelineOptions {
  handlers: Handlers;
  /** False while the server stops: load balancers look elsewhere. */
  isReady: () => boolean;
  version: string;
}
/** What the fetch handler is told besides the request. */
export interface RequestInfo {
  /** Address of the caller. Default `unknown`: all such callers share one rate limit. */
  ip?: string | undefined;
}
interface State {
  Bindings: RequestInfo | undefined;
  Variables: { requestId: string; route: Route | undefined; origins: readonly string[] | undefined };
}
export type App = Hono<State>;

/** PostgreSQL's words for data that cannot be: text that is no text, numbers out of range, nesting too deep. */
const BAD_DATA: ReadonlySet<string> = new Set(['22021', '22P05', '22003', '54001']);
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

const SECURITY = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The routes of the protocol as a Hono app. A route without a handler is not served. */
export function createApp(options: AppOptions): App {
  const { db, directory, handlers, log, metrics } = options;
  const pipeline = createPipeline(options);
  const app: App = new Hono<State>();

  function failed(error: unknown, requestId: string): Response {
    if (error instanceof ProblemError) {
      if (error.cause !== undefined) log.error({ requestId, err: error }, 'request failed');
      return problemResponse(error, requestId);
    }
    if (BAD_DATA.has(codeOf(error))) {
      log.warn({ requestId, code: codeOf(error) }, 'data that the database refused');
      return problemResponse(problem('request/invalid', { detail: 'A value cannot be stored' }), requestId);
    }
    log.error({ requestId, err: error }, 'request failed');
    return problemResponse(problem('request/internal'), requestId);
  }
  app.notFound((c) => failed(problem('request/not-found'), c.get('requestId')));
  app.onError((error, c) => failed(error, c.get('requestId')));

  app.use('*', async (c, next) => {
    const requestId = randomUUID();
    const started = performance.now();
    c.set('requestId', requestId);
    await next();
    const { headers, status } = c.res;
    // A file has a policy of its own, which is stricter.
    for (const [name, value] of Object.entries(SECURITY)) if (!headers.has(name)) headers.set(name, value);
    headers.set(HEADERS.requestId, requestId);
    const route = c.get('route');
    if (c.req.method !== 'OPTIONS') {
      const origin = c.req.header('Origin') ?? null;
      const origins = c.get('origins');
      // Before it is known whose request it is, its error is readable to every origin that may call at all.
      const allowed =
        origin !== null &&
        (origins ? origins.includes(origin) : await directory.allows(origin).catch(() => false));
      addCors(headers, route, origin, allowed || (origin !== null && isSameOrigin(c.req.raw, origin)));
    }
    const seconds = (performance.now() - started) / 1000;
    metrics.request(route?.id ?? 'other', c.req.method, status, seconds);
    const line = {
      requestId,
      route: route?.id,
      method: c.req.method,
      status,
      ms: Math.round(seconds * 1000),
    };
    log.info(line, 'request');
  });

  const byPath = new Map<string, Route[]>();
  for (const route of allRoutes) {
    if (!handlers[route.id]) continue;
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    byPath.set(path, [...(byPath.get(path) ?? []), route]);
  }
  for (const [path, routes] of byPath) {
    for (const route of routes)
      app.on(route.method, path, (c) => {
        c.set('route', route);
        return pipeline({
          route,
          handler: handlers[route.id]!,
          request: c.req.raw,
          requestId: c.get('requestId'),
          ip: c.env?.ip ?? 'unknown',
          params: c.req.param(),
          onCaller: ({ workspace }) => c.set('origins', workspace?.origins),
        });
      });
    app.options(path, async (c) => {
      const origin = c.req.header('Origin') ?? null;
      const answer = preflight(routes, origin, origin !== null && (await directory.allows(origin)));
      if (routes.some((r) => r.headers?.includes('Tus-Resumable')))
        for (const [name, value] of Object.entries(TUS_OPTIONS)) answer.headers.set(name, value);
      return answer;
    });
    app.all(path, () => {
      const allow = [...routes.map((r) => r.method), 'OPTIONS'].join(', ');
      throw problem('request/method-not-allowed', { headers: { Allow: allow } });
    });
  }

  app.get('/healthz', async (c) => {
    if (!options.isReady()) return c.json({ ok: false }, 503);
    await db.selectFrom('workspaces').select('ws').limit(1).execute();
    return c.json({ ok: true });
  });
  let document: string | undefined;
  app.get('/v1/openapi.json', (c) => {
    document ??= JSON.stringify(openApi(options.version));
    return c.body(document, 200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'public, max-age=300',
    });
  });
  return app;
}
