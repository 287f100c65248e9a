import type { Db } from '../database/types.ts';
import type { Actor } from '../http/context.ts';
import { devicesOf } from './graph.ts';

/** Somebody who writes: a customer, or a guest on a device. */
export type Visitor = Extract<Actor, { kind: 'device' | 'customer' }>;

/** Names of what a visitor keeps here: a customer's own first, then those of their devices, begun as a guest. */
export async function ownersOf(db: Db, ws: { readonly id: number }, actor: Visitor): Promise<string[]> {
  if (actor.kind === 'device') return [`d:${actor.deviceId}`];
  const devices = await devicesOf(db, ws, actor.userId);
  return [`u:${actor.userId}`, ...devices.map((id) => `d:${id}`)];
}
