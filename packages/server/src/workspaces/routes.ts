import { routes } from '@continuo/protocol';
import { handle, type Handlers } from '../http/context.ts';

export const handlers: Handlers = {
  [routes.workspace.get.id]: handle(routes.workspace.get, ({ ws }) =>
    Promise.resolve({
      body: { workspace: ws.slug, name: ws.name, markets: ws.markets, consent: ws.consent },
      headers: { 'Cache-Control': 'public, max-age=60' },
    }),
  ),
};
