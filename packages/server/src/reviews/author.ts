import { sql, type RawBuilder } from 'kysely';
import { announceAll, type Subject } from '../changes/index.ts';
import type { Db, Tx } from '../database/index.ts';
import { customerOf, personIdOf, rootOf, type Visitor } from '../identity/index.ts';
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

/** The condition under which a row, as `s`, is the visitor's, in the way of `isOwn`. */
export async function ownRowsOf(db: Db, ws: Ws, actor: Visitor): Promise<RawBuilder<unknown>> {
  const isCustomer = actor.kind === 'customer';
  const id = isCustomer
    ? personIdOf(ws.id, 'user', actor.userId)
    : personIdOf(ws.id, 'device', actor.deviceId);
  const person = isCustomer ? id : ((await rootOf(db, ws, id)) ?? id);
  // A device may be a customer's by now: it still shows only what guests did on it.
  return isCustomer
    ? sql`s.ws = ${ws.id}::int and s.person = ${person}`
    : sql`s.ws = ${ws.id}::int and s.person = ${person} and s.user_id is null and s.device_id = ${actor.deviceId}`;
}

/** Whose changes tell the author of something: a customer's on all devices, and those of the device it was written on as a guest. */
export async function subjectsOf(db: Db, ws: Ws, row: Owned): Promise<Subject[]> {
  const userId = row.user_id ?? (await customerOf(db, ws, row.person));
  return [
    ...(userId === undefined ? [] : [`u:${userId}` as const]),
    ...(row.user_id === null && row.device_id !== null ? [`d:${row.device_id}` as const] : []),
  ];
}

/** Tells the author, on all devices, what became of the review. Last in a transaction. */
export async function tellAuthor(tx: Tx, ws: Ws, row: ReviewRow): Promise<void> {
  const data = { review: ownReviewOf(row) };
  const subjects = await subjectsOf(tx, ws, row);
  await announceAll(
    tx,
    ws,
    subjects.map((subject) => ({ subject, kind: 'review', data })),
  );
}
