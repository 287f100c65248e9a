import { getRequestListener } from '@hono/node-server';

/** The body of a request, as JSON. */
async function json(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {};
}

/**
 * Middleware of the browser tests: the real backend under `/v1`, on an embedded database in memory. Under `/test` is what
 * a page may not do itself, by functions of the backend and never by one of its routes:
 * - `POST /test/workspaces` `{…}` → `{id, endpoint, publishable, slug}`: a fresh workspace that allows the page's origin
 * - `POST /test/tokens` `{workspace: id, userId, claims?}` → `{token}`: what the merchant's server would sign
 */
export function testBackend() {
  let starting;
  const start = async () => {
    const { openTestBackend } = await import('@continuo/server/testing');
    const backend = await openTestBackend();
    return {
      backend,
      workspaces: new Map(),
      listener: getRequestListener(
        (request, { incoming }) => backend.backend.fetch(request, { ip: incoming.socket.remoteAddress }),
        { overrideGlobalObjects: false },
      ),
    };
  };
  const acts = {
    async workspaces({ backend, workspaces }, options, origin) {
      const workspace = await backend.workspace({
        ...options,
        origins: [origin, ...(options.origins ?? [])],
      });
      const id = String(workspaces.size + 1);
      workspaces.set(id, workspace);
      return { id, endpoint: origin, publishable: workspace.publishable, slug: workspace.workspace.slug };
    },
    async tokens({ workspaces }, { workspace, userId, claims }) {
      return { token: await workspaces.get(workspace).token(userId, claims) };
    },
  };
  return async (context, next) => {
    if (!/^\/(v1|test)\//.test(context.path)) return next();
    const state = await (starting ??= start());
    if (context.path.startsWith('/v1/')) {
      context.respond = false;
      return state.listener(context.req, context.res);
    }
    const act = acts[context.path.slice('/test/'.length)];
    if (!act) return next();
    context.body = await act(state, await json(context.req), context.origin);
  };
}
