import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { RequestInfo } from '../http/app.ts';

export interface ListenOptions {
  port: number;
  host: string;
  /** Believe the last address of `X-Forwarded-For`: only behind a proxy that sets it. */
  trustProxy: boolean;
}
export interface Listener {
  readonly url: string;
  readonly port: number;
  /** Takes no new connections, lets what runs finish for a while (default ten seconds), then cuts. */
  close(graceMs?: number): Promise<void>;
}
type Fetch = (request: Request, info: RequestInfo) => Promise<Response>;

/** Milliseconds for a whole request body; imports stream for as long as they need. */
const BODY_MS = 10_000;
const LONG_BODIES = '/v1/imports';
const GRACE_MS = 10_000;
const SWEEP_MS = 50;

/** Ends slow senders: headers after 5 s, bodies after 10 s. */
function guarded(server: Server): Server {
  server.prependListener('request', (incoming) => {
    if (incoming.url?.startsWith(LONG_BODIES)) return;
    const timer = setTimeout(() => {
      if (!incoming.complete) incoming.socket.destroy();
    }, BODY_MS);
    incoming.once('close', () => clearTimeout(timer));
  });
  server.maxConnections = 4_096;
  return server;
}

export async function listen(fetch: Fetch, { port, host, trustProxy }: ListenOptions): Promise<Listener> {
  const ipOf = (incoming: {
    headers: NodeJS.Dict<string | string[]>;
    socket: { remoteAddress?: string | undefined };
  }) => {
    const forwarded = trustProxy
      ? String(incoming.headers['x-forwarded-for'] ?? '')
          .split(',')
          .at(-1)
          ?.trim()
      : '';
    return forwarded || incoming.socket.remoteAddress;
  };
  const limits = {
    headersTimeout: 5_000,
    requestTimeout: 3_600_000, // the guard above ends all but imports after 10 s
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 8_192,
  };
  const listener = getRequestListener((request, env) => {
    const { incoming } = env as { incoming: Parameters<typeof ipOf>[0] };
    return fetch(request, { ip: ipOf(incoming) });
  });
  let closing = false;
  const server = guarded(
    createServer(limits, (req, res) => {
      // Whoever comes over a connection from before goes to another server next time.
      if (closing) res.shouldKeepAlive = false;
      void listener(req, res);
    }),
  );
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => listening());
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}`,
    port: bound,
    close: (graceMs = GRACE_MS) =>
      new Promise((closed) => {
        closing = true;
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        // Those that are busy now are idle soon, and kept alive by then.
        const idle = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(idle);
          closed();
        });
      }),
  };
}
