import { MESSAGE_PATHS, routes, type CollectResult, type MessageType, type Trust } from '@continuo/protocol';
import { transact } from '../database/transact.ts';
import { handle, type Context, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { findKey, hashKey } from '../workspaces/index.ts';
import './erase.ts';
import { readMessage, type Arrival, type EventRow, type Rejection } from './rules.ts';
import { storeEvents } from './store.ts';

type Collecting = Context<typeof routes.collect.batch>;
const TRUST = {
  public: 'public',
  device: 'device',
  customer: 'customer',
  secret: 'server',
} as const satisfies Record<Collecting['actor']['kind'], Trust>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function collect(
  { actor, db, ws, now, metrics }: Pick<Collecting, 'actor' | 'db' | 'ws' | 'now' | 'metrics'>,
  messages: readonly unknown[],
  envelope: { sentAt?: unknown; context?: unknown },
  type?: MessageType,
): Promise<CollectResult> {
  const received = now();
  const arrival: Arrival = {
    trust: TRUST[actor.kind],
    userId: actor.kind === 'customer' ? actor.userId : undefined,
    deviceId: actor.kind === 'customer' || actor.kind === 'device' ? actor.deviceId : undefined,
    received,
    sentAt: envelope.sentAt,
    context: isObject(envelope.context) ? envelope.context : undefined,
  };
  const rows: EventRow[] = [];
  const rejected: Rejection[] = [];
  messages.forEach((message, index) => {
    const result = readMessage(message, index, arrival, type);
    if ('row' in result) rows.push(result.row);
    else rejected.push(result.rejected);
  });
  const fresh = await transact(db, (tx) => storeEvents(tx, ws, rows, received), { retryUnique: true });
  metrics.events('accepted', fresh);
  metrics.events('duplicate', rows.length - fresh);
  metrics.events('rejected', rejected.length);
  return { success: true, accepted: rows.length, rejected };
}

const batchHandler = handle(routes.collect.batch, async (c) => ({
  body: await collect(c, c.body.batch, { sentAt: c.body.sentAt, context: c.body.context }),
}));

// But for its body, which is the message, a single-message route is as the batch.
const single = ([path, type]: [string, MessageType]) =>
  [
    `collect.${path}`,
    handle(routes.collect.batch, async (c) => ({ body: await collect(c, [c.body], {}, type) })),
  ] as const;

export const handlers: Handlers = {
  [routes.collect.batch.id]: batchHandler,
  [routes.collect.b.id]: batchHandler,
  ...Object.fromEntries(Object.entries(MESSAGE_PATHS).map(single)),

  // What Segment's browser client loads before it starts: only our own destination, at this address.
  [routes.collect.settings.id]: handle(routes.collect.settings, async ({ db, params, request }) => {
    const key = await findKey(db, hashKey(params.writeKey));
    if (key?.kind !== 'publishable')
      throw problem('request/not-found', { detail: 'This write key is unknown' });
    const url = new URL(request.url);
    const protocol =
      request.headers.get('X-Forwarded-Proto') === 'https' ? 'https' : url.protocol.slice(0, -1);
    const segment = {
      apiKey: params.writeKey,
      apiHost: `${url.host}/v1`,
      protocol,
      unbundledIntegrations: [],
    };
    return {
      body: {
        integrations: { 'Segment.io': { ...segment, addBundledMetadata: false, versionSettings: {} } },
        plan: { track: {}, identify: {}, group: {} },
        edgeFunction: {},
        analyticsNextEnabled: true,
        middlewareSettings: {},
        enabledMiddleware: {},
        metrics: { sampleRate: 0 },
        legacyVideoPluginsEnabled: false,
        remotePlugins: [],
      },
      headers: { 'Cache-Control': 'public, max-age=300' },
    };
  }),
};
