import { randomUUID } from 'node:crypto';
import { Message, type Channel, type CollectResult, type MessageType, type Trust } from '@continuo/protocol';
import { CHANNELS, COLLECT_LIMITS } from '@continuo/protocol/constants';
import * as z from 'zod/mini';
import { issuesOf } from '../http/validate.ts';

/** With what right, and when, messages arrived. */
export interface Arrival {
  trust: Trust;
  /** Of a customer token. */
  userId?: string | undefined;
  /** Of a device token. */
  deviceId?: string | undefined;
  received: Date;
  /** The sender's clock when it sent; a message's own wins. */
  sentAt?: unknown;
  /** Of the batch: what a message leaves out. */
  context?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A message as it is stored. */
export interface EventRow {
  mid: string;
  at: Date;
  type: MessageType;
  name: string | null;
  trust: Trust;
  channel: Channel;
  session_id: string | null;
  user_id: string | null;
  claimed_user_id: string | null;
  device_id: string | null;
  anonymous_id: string | null;
  /** Of `alias`: the id before. */
  previous_id: string | null;
  body: Record<string, unknown>;
}
export type Rejection = CollectResult['rejected'][number];

const DEEPEST = 64;
/** Milliseconds: a clock that says the message is older than this is wrong. */
const OLDEST_MS = 400 * 86_400_000;

/** Whether a value is nested deeper than anything we store. Walks without recursion: it may be very deep. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((v): unknown[] => (typeof v === 'object' && v !== null ? Object.values(v) : []));
  }
  return false;
}

const instant = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : NaN);

/** When it happened by our clock: received − (sentAt − timestamp), never in the future. */
export function happenedAt(received: Date, timestamp: unknown, sentAt: unknown): Date {
  const now = received.getTime();
  const [then, sent] = [instant(timestamp), instant(sentAt)];
  if (Number.isNaN(then)) return received;
  const at = Number.isNaN(sent) ? then : now - (sent - then);
  return new Date(Math.min(now, Math.max(now - OLDEST_MS, at)));
}

const idOf = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
const channelOf = (context: Record<string, unknown>, trust: Trust): Channel =>
  CHANNELS.find((c) => c === context['channel']) ?? (trust === 'server' ? 'server' : 'web');

/** What must not be stored: credentials, the caller's address. */
const HIDDEN: ReadonlySet<string> = new Set(['writeKey', 'token', 'device', 'sentAt', 'batch']);
const visible = (message: Record<string, unknown>, context: Record<string, unknown>) => {
  const { ip: _ip, ...rest } = context;
  return {
    ...Object.fromEntries(Object.entries(message).filter(([name]) => !HIDDEN.has(name))),
    context: rest,
  };
};

/** Segment's clients send '' where they have no id. */
function withoutEmpty(raw: Record<string, unknown>): Record<string, unknown> {
  const empty = ['anonymousId', 'userId', 'previousId', 'groupId', 'messageId'].filter((k) => raw[k] === '');
  return empty.length === 0
    ? raw
    : Object.fromEntries(Object.entries(raw).filter(([k]) => !empty.includes(k)));
}

const NEEDED: Readonly<Partial<Record<MessageType, 'event' | 'groupId' | 'previousId'>>> = {
  track: 'event',
  group: 'groupId',
  alias: 'previousId',
};

/** One message: the row it becomes, or why it is rejected. `type` is that of a single-message path. */
export function readMessage(
  value: unknown,
  index: number,
  arrival: Arrival,
  type?: MessageType,
): { row: EventRow } | { rejected: Rejection } {
  const invalid = (detail: string, messageId?: string) => ({
    rejected: {
      index,
      ...(messageId ? { messageId } : {}),
      code: 'collect/message-invalid' as const,
      detail,
    },
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid('not an object');
  if (isTooDeep(value)) return invalid(`nested deeper than ${DEEPEST}`);
  const raw = withoutEmpty(value as Record<string, unknown>);
  const given = raw['messageId'];
  const messageId = typeof given === 'string' && given.length <= 255 ? given : undefined;
  if (Buffer.byteLength(JSON.stringify(raw)) > COLLECT_LIMITS.messageBytes) {
    const detail = `larger than ${COLLECT_LIMITS.messageBytes} bytes`;
    return {
      rejected: { index, ...(messageId ? { messageId } : {}), code: 'collect/message-too-large', detail },
    };
  }
  const parsed = z.safeParse(Message, type ? { ...raw, type } : raw);
  if (!parsed.success) {
    const words = issuesOf(parsed.error).map((i) => `${i.path || 'message'}: ${i.message}`);
    return invalid(words.slice(0, 3).join('; '), messageId);
  }
  const message = parsed.data;
  const needed = NEEDED[message.type];
  if (needed && (message[needed] === undefined || message[needed] === null))
    return invalid(`${needed}: missing`, messageId);
  const claimed = idOf(message.userId);
  const anonymousId = idOf(message.anonymousId);
  if (!claimed && !anonymousId && !arrival.deviceId && !arrival.userId)
    return invalid('userId or anonymousId: missing', messageId);

  const { trust, received } = arrival;
  const proved = trust === 'customer' ? (arrival.userId ?? null) : trust === 'server' ? claimed : null;
  const context = { ...arrival.context, ...message.context } as Record<string, unknown>;
  const name = {
    track: message.event,
    group: idOf(message.groupId),
    page: message.name ?? message['category'] ?? message.properties?.['title'],
    screen: message.name,
    identify: undefined,
    alias: undefined,
  }[message.type];
  const session = context['sessionId'];
  return {
    row: {
      mid: message.messageId ?? randomUUID(),
      at: happenedAt(received, message.timestamp, message.sentAt ?? arrival.sentAt),
      type: message.type,
      name: typeof name === 'string' ? name.slice(0, 255) : null,
      trust,
      channel: channelOf(context, trust),
      session_id:
        typeof session === 'string' || typeof session === 'number' ? String(session).slice(0, 64) : null,
      user_id: proved,
      claimed_user_id: trust === 'public' || trust === 'device' ? claimed : null,
      device_id: arrival.deviceId ?? null,
      anonymous_id: anonymousId,
      previous_id: idOf(message.previousId),
      body: visible(message, context),
    },
  };
}
