import { routes } from '@continuo/protocol';
import { transact } from '../database/transact.ts';
import { handle, type Handlers } from '../http/context.ts';
import type { WorkspaceSecrets } from '../workspaces/workspace.ts';
import { problem } from '../http/problem.ts';
import { idCookie } from './cookie.ts';
import { deviceOf } from './device-token.ts';
import { erasePerson } from './erase.ts';
import { nameDevice } from './graph.ts';
import { claim } from './join.ts';

export const handlers: Handlers = {
  // nothing is stored before the device does something: the id derives from the idempotency key
  [routes.identity.createDevice.id]: handle(routes.identity.createDevice, ({ ws, request }) =>
    Promise.resolve({
      body: deviceOf(ws as unknown as WorkspaceSecrets, request.headers.get('Idempotency-Key')!),
    }),
  ),
  [routes.identity.link.id]: handle(routes.identity.link, async ({ db, ws, actor, body, now, request }) => {
    const { userId, deviceId } = actor;
    const ids = { deviceId, anonymousId: body.anonymousId };
    const joined = await transact(db, (tx) => claim(tx, ws, userId, ids, now()), { retryUnique: true });
    if (joined && deviceId) await nameDevice(db, ws, deviceId, request.headers.get('User-Agent') ?? '');
    return { body: { userId, joined } };
  }),
  [routes.identity.erase.id]: handle(routes.identity.erase, async ({ db, ws, params, log, now }) => {
    await erasePerson(db, ws, params.userId, now());
    log.info('A customer was erased');
    return {};
  }),
  // A cookie that a page writes itself ends after seven days in some browsers; one that a server sets does not.
  [routes.identity.keep.id]: handle(routes.identity.keep, ({ ws, body, request }) => {
    if (!ws.cookieDomain)
      throw problem('request/not-found', { detail: 'This workspace names no cookie domain' });
    const secure = request.headers.get('Origin')?.startsWith('https:') ?? true;
    const cookie = idCookie(body.key, body.anonymousId, ws.cookieDomain, secure);
    return Promise.resolve({ headers: { 'Set-Cookie': cookie } });
  }),
};
