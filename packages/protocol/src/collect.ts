import * as z from 'zod/mini';
import { Channel, Id, Instant } from './common.ts';
import type { ErrorCode } from './constants.ts';
import { route } from './route.ts';

/** Segment's message types. */
export const MessageType = z.enum(['track', 'identify', 'page', 'screen', 'group', 'alias']);
export type MessageType = z.infer<typeof MessageType>;

/**
 * What surrounds a message. Segment's common fields, and ours: `channel`, `sessionId`, `sessionStart`.
 * Unknown fields are kept as they come.
 */
export const MessageContext = z.looseObject({
  channel: z.optional(z.catch(z.optional(Channel), undefined)),
  sessionId: z.optional(z.union([z.string(), z.number()])),
  campaign: z.optional(z.looseObject({})),
  page: z.optional(z.looseObject({})),
  locale: z.optional(z.string()),
});

const nullable = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));
const Name = z.string().check(z.minLength(1), z.maxLength(255));
const Claimed = z.union([Id, z.string().check(z.minLength(1), z.maxLength(255)), z.number()]);

/** One message in Segment's form (Segment HTTP Tracking API, common fields). */
export const Message = z.looseObject({
  type: MessageType,
  messageId: z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
  anonymousId: nullable(Claimed),
  userId: nullable(Claimed),
  previousId: nullable(Claimed),
  groupId: nullable(Claimed),
  event: z.optional(Name),
  name: nullable(z.string()),
  properties: nullable(z.looseObject({})),
  traits: nullable(z.looseObject({})),
  context: nullable(MessageContext),
  integrations: nullable(z.looseObject({})),
  timestamp: nullable(z.union([Instant, z.string()])),
  sentAt: nullable(z.union([Instant, z.string()])),
});
export type Message = z.infer<typeof Message>;

/**
 * A batch. `batch` is unknown here on purpose: each message is checked by itself so that one bad message does not cost
 * the good ones. `token` (customer) and `device` travel in the body so that no request needs a preflight.
 */
export const Batch = z.looseObject({
  writeKey: z.optional(z.string()),
  token: z.optional(z.string()),
  device: z.optional(z.string()),
  sentAt: nullable(z.string()),
  context: nullable(MessageContext),
  batch: z.array(z.unknown()),
});
export type Batch = z.infer<typeof Batch>;

export const Rejection = z.object({
  index: z.int(),
  messageId: z.optional(z.string()),
  code: z.string() as unknown as z.ZodMiniType<ErrorCode>,
  detail: z.string(),
});

/** `success` is true when the request was understood, even where single messages were rejected. */
export const CollectResult = z.object({
  success: z.boolean(),
  accepted: z.int(),
  rejected: z.array(Rejection),
});
export type CollectResult = z.infer<typeof CollectResult>;

/** The path of each single-message route, long and short, and the type of the message it takes. */
export const MESSAGE_PATHS: Readonly<Record<string, MessageType>> = {
  track: 'track',
  t: 'track',
  identify: 'identify',
  i: 'identify',
  page: 'page',
  p: 'page',
  screen: 'screen',
  s: 'screen',
  group: 'group',
  g: 'group',
  alias: 'alias',
  a: 'alias',
};

const single = (path: string, type: MessageType) =>
  route({
    id: `collect.${path}`,
    method: 'POST',
    path: `/v1/${path}`,
    summary: `Takes one ${type} message`,
    credentials: ['write-key'],
    body: z.looseObject({}),
    status: 200,
    response: CollectResult,
    errors: ['collect/unknown-key', 'request/too-large'],
    idempotency: 'natural',
  });

const batch = (path: string) =>
  route({
    id: `collect.${path}`,
    method: 'POST',
    path: `/v1/${path}`,
    summary:
      'Takes a batch of messages; the good ones are kept, the answer tells which were rejected and why',
    credentials: ['write-key'],
    body: Batch,
    status: 200,
    response: CollectResult,
    errors: ['collect/unknown-key', 'request/too-large'],
    idempotency: 'natural',
  });

export const collectRoutes = {
  batch: batch('batch'),
  b: batch('b'),
  ...(Object.fromEntries(
    Object.entries(MESSAGE_PATHS).map(([path, type]) => [path, single(path, type)]),
  ) as Record<string, ReturnType<typeof single>>),
  settings: route({
    id: 'collect.settings',
    method: 'GET',
    path: '/v1/projects/{writeKey}/settings',
    summary: "Settings in the form that Segment's browser client loads",
    credentials: ['none'],
    params: z.object({ writeKey: Id }),
    status: 200,
    response: z.looseObject({}),
  }),
};
