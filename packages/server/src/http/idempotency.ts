import { createHash } from 'node:crypto';
import type { Route } from '@continuo/protocol';
import { HEADERS, IDEMPOTENCY_KEY_MS } from '@continuo/protocol/constants';
import type { Db, Tx } from '../database/types.ts';
import { problem } from './problem.ts';

/** Milliseconds after which a first request that never ended (its server was killed) may be taken over. */
const ABANDONED_MS = 60_000;
/** Short keys collide: between visitors that would be a leak. */
const KEY = /^[\x21-\x7e]{16,128}$/;

export interface Stored {
  status: number;
  /** JSON text. */
  answer: string | null;
}
interface Scope {
  db: Db;
  ws: number;
  caller: string;
  route: Route;
  request: unknown;
  now: Date;
}

export function keyOf(request: Request): string {
  const key = request.headers.get(HEADERS.idempotencyKey);
  if (key !== null && KEY.test(key)) return key;
  throw problem('idempotency/missing', {
    detail: `Send ${HEADERS.idempotencyKey}: 16 to 128 random printable characters, the same at every retry`,
  });
}

/** Runs `work` once per key: a repeat gets the first answer, another body 422, one at the same time 409. */
export async function once(key: string, scope: Scope, work: () => Promise<Stored>): Promise<Stored> {
  const { db, ws, caller, route, now } = scope;
  const hash = createHash('sha256')
    .update(`${route.id}\n${JSON.stringify(scope.request)}`)
    .digest('base64url');
  const row = () =>
    db
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('ws', '=', ws)
      .where('caller', '=', caller)
      .where('key', '=', key);
  const mine = { ws, caller, key, route: route.id, request_hash: hash, status: null, answer: null, at: now };
  const claimed = await db
    .insertInto('idempotency_keys')
    .values(mine)
    .onConflict((c) =>
      c
        .columns(['ws', 'caller', 'key'])
        .doUpdateSet({ at: now })
        .where('idempotency_keys.status', 'is', null)
        .where('idempotency_keys.request_hash', '=', hash)
        .where('idempotency_keys.at', '<', new Date(now.getTime() - ABANDONED_MS)),
    )
    .returning('key')
    .executeTakeFirst();
  if (!claimed) {
    const first = await row().executeTakeFirst();
    if (first && first.request_hash !== hash)
      throw problem('idempotency/mismatch', { detail: 'This key came before with another request' });
    if (!first || first.status === null)
      throw problem('idempotency/in-progress', {
        detail: 'The first request with this key still runs',
        headers: { 'Retry-After': '1' },
      });
    return { status: first.status, answer: first.answer };
  }
  const own = () =>
    db
      .deleteFrom('idempotency_keys')
      .where('ws', '=', ws)
      .where('caller', '=', caller)
      .where('key', '=', key);
  let result: Stored;
  try {
    result = await work();
  } catch (error) {
    await own().execute(); // nothing was done: the same key may try again
    throw error;
  }
  await db
    .updateTable('idempotency_keys')
    .set({ status: result.status, answer: result.answer })
    .where('ws', '=', ws)
    .where('caller', '=', caller)
    .where('key', '=', key)
    .execute();
  return result;
}

/** Forgets what a customer and guests on these devices were answered. */
export async function eraseKeys(
  tx: Tx,
  ws: { readonly id: number },
  { userId, devices }: { userId: string; devices: readonly string[] },
): Promise<void> {
  await tx
    .deleteFrom('idempotency_keys')
    .where('ws', '=', ws.id)
    .where('caller', 'in', [`u:${userId}`, ...devices.map((id) => `d:${id}`)])
    .execute();
}

/** Deletes keys that are older than any device may be offline. */
export async function forgetKeys(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('at', '<', new Date(now.getTime() - IDEMPOTENCY_KEY_MS))
    .execute();
}
