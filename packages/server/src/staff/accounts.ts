import { createHash, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import type { Db } from '../database/types.ts';
import type { Role } from '@continuo/protocol';
import { onErased } from '../identity/index.ts';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const COST = { N: 16_384, r: 8, p: 5, maxmem: 64 * 1024 * 1024 };

/** Milliseconds that a session lives. */
const SESSION_MS = 12 * 3_600_000;
export const STAFF_COOKIE = 'continuo_staff';

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password.normalize('NFKC'), salt, 32, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Takes the same time whether or not there is such an account: pass undefined for none. */
export async function checkPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, n, r, p, salt, hash] = (stored ?? '').split('$');
  const expected = Buffer.from(hash ?? '', 'base64url');
  const cost = {
    N: Number(n ?? COST.N),
    r: Number(r ?? COST.r),
    p: Number(p ?? COST.p),
    maxmem: COST.maxmem,
  };
  const given = await derive(password.normalize('NFKC'), Buffer.from(salt ?? 'none', 'base64url'), 32, cost);
  return stored !== undefined && expected.length === 32 && timingSafeEqual(given, expected);
}

const hashToken = (token: string) => createHash('sha256').update(token).digest('hex');

export interface NewStaff {
  email: string;
  name: string;
  role: Role;
  /** At least ten characters. */
  password: string;
}

/** Makes an account, or gives an existing one (by mail) this name, role and password. */
export async function putStaff(db: Db, ws: { readonly id: number }, staff: NewStaff): Promise<string> {
  if (staff.password.length < 10) throw new TypeError('A password has at least ten characters');
  const email = staff.email.trim().toLowerCase();
  const values = { name: staff.name, role: staff.role, password: await hashPassword(staff.password) };
  const { id } = await db
    .insertInto('staff')
    .values({ ws: ws.id, id: `st_${randomBytes(9).toString('base64url')}`, email, ...values })
    .onConflict((c) => c.columns(['ws', 'email']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface Session {
  ws: number;
  staffId: string;
  role: Role;
  name: string;
  email: string;
  expires: Date;
}

/** The living session of a cookie. */
export async function sessionOf(db: Db, token: string, now: Date): Promise<Session | undefined> {
  return db
    .selectFrom('staff_sessions as s')
    .innerJoin('staff', (j) => j.onRef('staff.ws', '=', 's.ws').onRef('staff.id', '=', 's.staff_id'))
    .select([
      's.ws',
      's.staff_id as staffId',
      's.expires_at as expires',
      'staff.role',
      'staff.name',
      'staff.email',
    ])
    .where('s.hash', '=', hashToken(token))
    .where('s.expires_at', '>', now)
    .executeTakeFirst();
}

/** Opens a session; returns the cookie's value, which is stored as its hash only. */
export async function openSession(
  db: Db,
  ws: number,
  staffId: string,
  now: Date,
): Promise<{ token: string; expires: Date }> {
  const token = randomBytes(32).toString('base64url');
  const expires = new Date(now.getTime() + SESSION_MS);
  await db
    .insertInto('staff_sessions')
    .values({ ws, hash: hashToken(token), staff_id: staffId, expires_at: expires })
    .execute();
  return { token, expires };
}

export async function closeSession(db: Db, ws: number, token: string): Promise<void> {
  await db.deleteFrom('staff_sessions').where('ws', '=', ws).where('hash', '=', hashToken(token)).execute();
}

export async function forgetSessions(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('staff_sessions').where('expires_at', '<', now).execute();
}

/** Writes down who did what. */
export async function logAct(
  db: Db,
  ws: { readonly id: number },
  staffId: string,
  act: string,
  target?: string,
): Promise<void> {
  await db
    .insertInto('staff_acts')
    .values({ ws: ws.id, staff_id: staffId, act, target: target ?? null })
    .execute();
}

/** What a member of staff is called now. */
export async function staffName(db: Db, ws: { readonly id: number }, staffId: string): Promise<string> {
  const { name } = await db
    .selectFrom('staff')
    .select('name')
    .where('ws', '=', ws.id)
    .where('id', '=', staffId)
    .executeTakeFirstOrThrow();
  return name;
}

/** The acts stay, whom they were about does not. */
onErased(async (tx, ws, { persons }) => {
  await tx
    .updateTable('staff_acts')
    .set({ target: null })
    .where('ws', '=', ws.id)
    .where('target', 'in', persons)
    .execute();
});
