import { announceAll, type Subject } from '../changes/index.ts';
import type { Tx } from '../database/index.ts';
import { customerOf, personIdOf, type Visitor } from '../identity/index.ts';
import { ownReviewOf, type ReviewRow } from './rows.ts';

interface Ws {
  readonly id: number;
}

/** What to look up a visitor's person by: a customer's is theirs on whatever device. */
export const idsOf = (actor: Visitor): { userId?: string; deviceId?: string } =>
  actor.kind === 'customer' ? { userId: actor.userId } : { deviceId: actor.deviceId };

/** The columns that say who wrote something, voted or reported. */
export const columnsOf = (actor: Visitor): { user_id: string | null; device_id: string | null } =>
  actor.kind === 'customer'
    ? { user_id: actor.userId, device_id: null }
    : { user_id: null, device_id: actor.deviceId };

export interface Owned {
  person: string;
  user_id: string | null;
  device_id: string | null;
}

/**
 * Whether a row is the visitor's: a customer's are those of their person, so what they did as a guest is theirs after
 * they logged in there; a device sees what a guest did on it.
 */
export const isOwn = (ws: Ws, actor: Visitor, row: Owned): boolean =>
  actor.kind === 'customer'
    ? row.person === personIdOf(ws.id, 'user', actor.userId)
    : row.user_id === null && row.device_id === actor.deviceId;

/** Tells the author, on all devices, what became of the review. Last in a transaction. */
export async function tellAuthor(tx: Tx, ws: Ws, row: ReviewRow): Promise<void> {
  const userId = row.user_id ?? (await customerOf(tx, ws, row.person));
  const subjects: Subject[] = [
    ...(userId === undefined ? [] : [`u:${userId}` as const]),
    ...(row.user_id === null && row.device_id !== null ? [`d:${row.device_id}` as const] : []),
  ];
  const data = { review: ownReviewOf(row) };
  await announceAll(
    tx,
    ws,
    subjects.map((subject) => ({ subject, kind: 'review', data })),
  );
}
