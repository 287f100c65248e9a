import type { Credential, Route } from '@continuo/protocol';
import { HEADERS } from '@continuo/protocol/constants';
import { deviceIdOf, workspaceOfToken } from '../identity/index.ts';
import { sessionOf, STAFF_COOKIE } from '../staff/index.ts';
import type { Db } from '../database/types.ts';
import type { Directory } from '../workspaces/directory.ts';
import type { WorkspaceSecrets } from '../workspaces/workspace.ts';
import type { Actor } from './context.ts';
import type { CustomerTokens } from './customer-token.ts';
import { problem } from './problem.ts';

/** Who calls, and for which workspace. `caller` tells callers apart, for idempotency keys. */
export interface Caller {
  workspace: WorkspaceSecrets | undefined;
  actor: Actor;
  caller: string;
}
export interface Doorkeeper {
  db: Db;
  directory: Directory;
  tokens: CustomerTokens;
  now: () => Date;
}

const field = (body: unknown, name: string): string | undefined => {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined;
  const value = (body as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const bearerOf = (request: Request): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];

/** The user name of Basic authentication: Segment's clients send the write key there. */
const basicOf = (request: Request): string | undefined => {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
  return encoded && (Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] || undefined);
};

export const cookieOf = (request: Request, name: string): string | undefined =>
  (request.headers.get('Cookie') ?? '')
    .split(/; */)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** True when the page that asks was served by this very host. */
export const isSameOrigin = (request: Request, origin: string): boolean =>
  URL.canParse(origin) && new URL(origin).host === (request.headers.get('Host') ?? new URL(request.url).host);

/** Pages of other origins may use a workspace's key only when the workspace lists them. */
function checkOrigin(request: Request, workspace: WorkspaceSecrets): void {
  const origin = request.headers.get('Origin');
  if (origin === null || workspace.origins.includes(origin) || isSameOrigin(request, origin)) return;
  throw problem('auth/origin-not-allowed', { detail: 'This origin is not among those of the workspace' });
}

/** Staff pages are served from here: any other page is refused, whatever cookie comes along. */
export function checkStaffOrigin(request: Request): void {
  const origin = request.headers.get('Origin');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (origin === null ? reads : isSameOrigin(request, origin)) return;
  throw problem('auth/origin-not-allowed', { detail: 'Staff routes are for pages of this origin' });
}

function checkNoBrowser(request: Request): void {
  if (request.headers.has('Origin'))
    throw problem('auth/secret-in-browser', {
      detail: 'A secret key came from a page: revoke it and use pk_…',
    });
}

type Door = (request: Request, body: unknown, query: URLSearchParams) => Promise<Caller | undefined>;

/** Finds out who calls. Throws a problem when the credential is missing, wrong or not enough for the route. */
export function createDoorkeeper({ db, directory, tokens, now }: Doorkeeper) {
  const invalid = (detail: string) => problem('auth/invalid', { detail });

  async function deviceIn(workspace: WorkspaceSecrets, token: string | null | undefined) {
    return token ? deviceIdOf(workspace, token) : undefined;
  }

  const doors: Record<Exclude<Credential, 'none'>, Door> = {
    async customer(request) {
      const bearer = bearerOf(request);
      if (!bearer || /^(sk|pk|till)_/.test(bearer)) return undefined;
      const { workspace, userId, expires } = await tokens.verify(bearer);
      checkOrigin(request, workspace);
      const deviceId = await deviceIn(workspace, request.headers.get(HEADERS.device));
      return { workspace, actor: { kind: 'customer', userId, deviceId, expires }, caller: `u:${userId}` };
    },
    async secret(request) {
      const bearer = bearerOf(request);
      if (!bearer?.startsWith('sk_')) return undefined;
      checkNoBrowser(request);
      const key = await directory.byKey(bearer);
      if (key?.kind !== 'secret') throw invalid('This secret key is unknown or revoked');
      return { workspace: key.workspace, actor: { kind: 'secret' }, caller: `k:${key.id}` };
    },
    async till(request) {
      const bearer = bearerOf(request);
      if (!bearer?.startsWith('till_')) return undefined;
      const key = await directory.byKey(bearer);
      if (key?.kind !== 'till') throw invalid('This till key is unknown or revoked');
      const actor = { kind: 'till', keyId: key.id, locationId: key.locationId! } as const;
      return { workspace: key.workspace, actor, caller: `k:${key.id}` };
    },
    async device(request) {
      const token = request.headers.get(HEADERS.device);
      if (!token) return undefined;
      const workspace = await directory.byId(workspaceOfToken(token));
      const deviceId = workspace && (await deviceIn(workspace, token));
      if (!workspace || !deviceId) throw invalid('This device token was not signed here');
      checkOrigin(request, workspace);
      return { workspace, actor: { kind: 'device', deviceId }, caller: `d:${deviceId}` };
    },
    async staff(request) {
      const token = cookieOf(request, STAFF_COOKIE);
      if (!token) return undefined;
      checkStaffOrigin(request);
      const session = await sessionOf(db, token, now());
      const workspace = session && (await directory.byId(session.ws));
      if (!workspace) throw invalid('This session has ended');
      const { staffId, role, expires } = session;
      return { workspace, actor: { kind: 'staff', staffId, role, expires }, caller: `s:${staffId}` };
    },
    async publishable(request, body, query) {
      const bearer = bearerOf(request);
      // The body's before all others: what a handler reads there as the key is then the key that was checked.
      const given =
        field(body, 'key') ?? query.get('key') ?? (bearer?.startsWith('pk_') ? bearer : undefined);
      if (!given) return undefined;
      const key = await directory.byKey(given);
      if (key?.kind === 'secret') checkNoBrowser(request);
      if (key?.kind !== 'publishable') throw invalid('This publishable key is unknown or revoked');
      checkOrigin(request, key.workspace);
      return { workspace: key.workspace, actor: { kind: 'public' }, caller: 'public' };
    },
    async 'write-key'(request, body) {
      const given = basicOf(request) ?? field(body, 'writeKey');
      if (!given) return undefined;
      const key = await directory.byKey(given);
      if (!key || key.kind === 'till')
        throw problem('collect/unknown-key', { detail: 'This write key is unknown or revoked' });
      const { workspace } = key;
      if (key.kind === 'secret') {
        checkNoBrowser(request);
        return { workspace, actor: { kind: 'secret' }, caller: `k:${key.id}` };
      }
      checkOrigin(request, workspace);
      const deviceId = await deviceIn(workspace, field(body, 'device'));
      const token = field(body, 'token');
      if (token) {
        const customer = await tokens.verify(token);
        if (customer.workspace.id !== workspace.id)
          throw invalid('The customer token is of another workspace');
        const { userId, expires } = customer;
        return { workspace, actor: { kind: 'customer', userId, deviceId, expires }, caller: `u:${userId}` };
      }
      if (deviceId) return { workspace, actor: { kind: 'device', deviceId }, caller: `d:${deviceId}` };
      return { workspace, actor: { kind: 'public' }, caller: 'public' };
    },
  };

  // Headers before the cookie: a shop beside the desk sends the desk's cookie along without meaning to.
  const order = ['secret', 'till', 'customer', 'write-key', 'device', 'publishable', 'staff'] as const;

  return async (route: Route, request: Request, body: unknown, query: URLSearchParams): Promise<Caller> => {
    if (route.credentials.includes('none')) {
      if (route.id.startsWith('staff.')) checkStaffOrigin(request);
      return { workspace: undefined, actor: { kind: 'public' }, caller: 'public' };
    }
    for (const credential of order) {
      if (!route.credentials.includes(credential)) continue;
      const caller = await doors[credential](request, body, query);
      if (caller?.actor.kind === 'staff' && caller.actor.role === 'moderator' && !route.moderators)
        throw problem('auth/forbidden', { detail: 'A moderator sees what waits for a decision, no persons' });
      if (caller) return caller;
    }
    for (const credential of order) {
      if (route.credentials.includes(credential)) continue;
      const other = await doors[credential](request, body, query);
      if (other)
        throw problem('auth/forbidden', { detail: `This route takes: ${route.credentials.join(', ')}` });
    }
    throw problem('auth/missing', { detail: `This route takes: ${route.credentials.join(', ')}` });
  };
}
