import { routes } from '@continuo/protocol';
import type { Db } from '../database/index.ts';
import { handle, type Handlers } from '../http/context.ts';
import { cookieOf } from '../http/credentials.ts';
import type { Limiter } from '../http/limits.ts';
import { problem } from '../http/problem.ts';
import { rootOf } from '../identity/index.ts';
import {
  checkPassword,
  closeSession,
  logAct,
  openSession,
  sessionOf,
  STAFF_COOKIE,
  type Session,
} from './accounts.ts';
import { getPerson, listPersons } from './persons.ts';
import { timelineOf } from './timeline.ts';

/** Accounts of one address that are tried: each costs a derivation. */
const WORKSPACES_TRIED = 5;

/** The accounts of an address whose password this is. */
async function accountsOf(db: Db, email: string, password: string, slug: string | undefined) {
  const rows = await db
    .selectFrom('staff')
    .innerJoin('workspaces', 'workspaces.ws', 'staff.ws')
    .select(['staff.ws', 'staff.id', 'staff.password', 'staff.email', 'staff.name', 'staff.role'])
    .select(['workspaces.slug', 'workspaces.name as workspaceName'])
    .where('staff.email', '=', email)
    .$if(slug !== undefined, (s) => s.where('workspaces.slug', '=', slug!))
    .orderBy('staff.ws')
    .limit(WORKSPACES_TRIED)
    .execute();
  if (rows.length === 0) await checkPassword(password, undefined);
  const right = [];
  for (const row of rows) if (await checkPassword(password, row.password)) right.push(row);
  return right;
}

const cookie = (request: Request, value: string, seconds: number): string => {
  const isSecure = request.url.startsWith('https:') || request.headers.get('X-Forwarded-Proto') === 'https';
  const attributes = [
    'HttpOnly',
    'SameSite=Lax',
    'Path=/',
    `Max-Age=${seconds}`,
    ...(isSecure ? ['Secure'] : []),
  ];
  return `${STAFF_COOKIE}=${value}; ${attributes.join('; ')}`;
};

const sessionBody = (s: Omit<Session, 'ws'>, workspace: { slug: string; name: string }) => ({
  ...{ staffId: s.staffId, name: s.name, email: s.email, role: s.role },
  ...{ workspace: workspace.slug, workspaceName: workspace.name, expires: s.expires.toISOString() },
});

export const handlersWith = (limiter: Pick<Limiter, 'login'>): Handlers => ({
  [routes.staff.login.id]: handle(routes.staff.login, async ({ db, body, ip, request, now }) => {
    const email = body.email.trim().toLowerCase();
    await limiter.login(ip, email);
    const [account, another] = await accountsOf(db, email, body.password, body.workspace);
    if (!account) throw problem('staff/login-failed', { detail: 'No account has this address and password' });
    if (another)
      throw problem('staff/login-failed', { detail: 'Several workspaces have this account: name one' });
    const { token, expires } = await openSession(db, account.ws, account.id, now());
    await logAct(db, { id: account.ws }, account.id, 'staff.login');
    const seconds = Math.floor((expires.getTime() - now().getTime()) / 1000);
    return {
      body: sessionBody(
        { ...account, staffId: account.id, expires },
        { slug: account.slug, name: account.workspaceName },
      ),
      headers: { 'Set-Cookie': cookie(request, token, seconds) },
    };
  }),

  [routes.staff.session.id]: handle(routes.staff.session, async ({ db, ws, request, now }) => {
    const session = await sessionOf(db, cookieOf(request, STAFF_COOKIE)!, now());
    if (!session) throw problem('auth/invalid', { detail: 'This session has ended' });
    return { body: sessionBody(session, ws) };
  }),

  [routes.staff.logout.id]: handle(routes.staff.logout, async ({ db, ws, actor, request }) => {
    await closeSession(db, ws.id, cookieOf(request, STAFF_COOKIE)!);
    await logAct(db, ws, actor.staffId, 'staff.logout');
    return { headers: { 'Set-Cookie': cookie(request, '', 0) } };
  }),

  [routes.persons.list.id]: handle(routes.persons.list, async ({ db, ws, query }) => ({
    body: await listPersons(db, ws, query),
  })),

  [routes.persons.get.id]: handle(routes.persons.get, async ({ db, ws, actor, params, now }) => {
    const root = await rootOf(db, ws, params.personId);
    const person = root === undefined ? undefined : await getPerson(db, ws, root, now());
    if (!person) throw problem('person/unknown');
    await logAct(db, ws, actor.staffId, 'person.read', person.id);
    return { body: person };
  }),

  [routes.persons.timeline.id]: handle(routes.persons.timeline, async ({ db, ws, params, query }) => {
    const root = await rootOf(db, ws, params.personId);
    if (root === undefined) throw problem('person/unknown');
    return { body: await timelineOf(db, ws, root, query.cursor) };
  }),
});
