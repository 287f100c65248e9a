import type { Generated } from 'kysely';
import type { Channel, MessageType, Trust } from '@continuo/protocol';

/** Partitioned by month of arrival. */
export interface EventsTable {
  ws: number;
  received_at: Date;
  mid: string;
  /** When it happened, by the server's clock. */
  at: Date;
  type: MessageType;
  /** Of a track, page or screen message. */
  name: string | null;
  trust: Trust;
  channel: Channel;
  session_id: string | null;
  person_id: string | null;
  /** Proved: by a customer token or a secret key. */
  user_id: string | null;
  /** Only said, by an event with trust `public` or `device`. */
  claimed_user_id: string | null;
  device_id: string | null;
  anonymous_id: string | null;
  /** The message as it came, without credentials and addresses. */
  body: unknown;
}
/** Partitioned by hash: a message id is taken once. Kept 30 days. */
export interface EventIdsTable {
  ws: number;
  mid: string;
  seen: Generated<Date>;
}
export interface CollectTables {
  events: EventsTable;
  event_ids: EventIdsTable;
}
