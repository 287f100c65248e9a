import type { Route } from '@continuo/protocol';
import { CART_LIMITS, COLLECT_LIMITS } from '@continuo/protocol/constants';
import type { Logger } from 'pino';
import type { Db } from '../database/types.ts';
import type { Directory } from '../workspaces/directory.ts';
import { readJson } from './body.ts';
import type { Answer, Context, Handler } from './context.ts';
import { createDoorkeeper, type Caller } from './credentials.ts';
import { CustomerTokens } from './customer-token.ts';
import { keyOf, once } from './idempotency.ts';
import type { Limiter } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { problem } from './problem.ts';
import { respond, send, settle } from './respond.ts';
import { validate } from './validate.ts';

export interface PipelineOptions {
  db: Db;
  directory: Directory;
  limiter: Limiter;
  log: Logger;
  metrics: Metrics;
  now: () => Date;
}
/** One request on its way to its handler. */
export interface Call {
  route: Route;
  handler: Handler;
  request: Request;
  requestId: string;
  ip: string;
  params: Readonly<Record<string, string>>;
  /** Called as soon as it is known who calls. */
  onCaller(caller: Caller): void;
}

/** Bytes of any body but those of events: the largest is that of cart operations. */
const JSON_BYTES = CART_LIMITS.requestBytes + 1_536;
/** The answer derives from the key itself, so that the token in it need not be stored. */
const DERIVED: ReadonlySet<string> = new Set(['identity.createDevice']);

function bodyOf(route: Route, request: Request): Promise<unknown> {
  if (route.body === undefined || route.body === 'stream') return Promise.resolve(undefined);
  const lenient = route.credentials.includes('write-key');
  return readJson(request, { lenient, limit: lenient ? COLLECT_LIMITS.batchBytes : JSON_BYTES });
}

function refuseNul(values: Readonly<Record<string, string>>): void {
  if (Object.values(values).some((v) => v.includes('\0')))
    throw problem('request/invalid', { detail: 'No name and no id holds U+0000' });
}

/** Body, credential, rate limit, validation, idempotency, handler, answer: the same for every route. */
export function createPipeline({ db, directory, limiter, log, metrics, now }: PipelineOptions) {
  const authenticate = createDoorkeeper({ db, directory, now, tokens: new CustomerTokens(directory, now) });

  return async ({ route, handler, request, requestId, ip, params, onCaller }: Call): Promise<Response> => {
    const search = new URL(request.url).searchParams;
    const json = await bodyOf(route, request);
    const caller = await authenticate(route, request, json, search);
    onCaller(caller);
    const ws = caller.workspace;
    await limiter.request(route, ip, ws?.id);
    // of a name that comes twice the first counts
    const query = Object.fromEntries([...search].reverse());
    refuseNul(params);
    refuseNul(query);
    const context = {
      params: route.params && validate(route.params, params, 'params'),
      query: route.query && validate(route.query, query, 'query'),
      body: route.body && route.body !== 'stream' ? validate(route.body, json, 'body') : undefined,
      ...{ ws, actor: caller.actor, db, log: log.child({ requestId }), request, requestId, ip, now, metrics },
    } as unknown as Context;

    if (route.idempotency !== 'key' || !ws || DERIVED.has(route.id)) {
      if (route.idempotency === 'key') keyOf(request);
      const answer = await handler(context);
      return answer instanceof Response ? answer : respond(request, answer, route);
    }
    const scope = { db, ws: ws.id, caller: caller.caller, route, request: [params, query, json], now: now() };
    const work = async () => settle((await handler(context)) as Answer, route.status);
    return send(await once(keyOf(request), scope, work), new Headers({ 'Cache-Control': 'no-store' }));
  };
}
