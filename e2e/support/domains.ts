import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTestBackend, type TestWorkspace } from '@continuo/server/testing';

export const HOSTS = [
  'www.shop.example',
  'checkout.shop.example',
  'api.shop.example',
  'www.tea.example',
  'elsewhere.example',
];
const cdn = new URL('../../cdn/', import.meta.url);

/** One message as the backend stored it. */
export interface StoredEvent {
  name: string;
  anonymousId: string;
  sessionId: string;
  url: string;
}

export interface Domains {
  /** The address of a page, such as `at('www.tea.example', '/landed')`. */
  at(host: string, path?: string): string;
  key: string;
  workspace: TestWorkspace;
  /** What was stored so far, in order. */
  events(): Promise<StoredEvent[]>;
  close(): Promise<void>;
}

/** Two merchants' domains with the script tag, and a backend below one of them; all on this machine, by names that lead here. */
export async function serveDomains(): Promise<Domains> {
  const backend = await openTestBackend();
  const api = await backend.listen();
  let tag = '';
  const pages = createServer((request, response) => {
    const { pathname, search } = new URL(request.url!, 'http://localhost');
    if (pathname.startsWith('/cdn/'))
      return response
        .setHeader('content-type', 'text/javascript')
        .end(readFileSync(new URL(`.${pathname.slice(4)}`, cdn)));
    // As shops do that add a language or a country: the query stays.
    if (pathname === '/moved') return response.writeHead(302, { location: `/landed${search}` }).end();
    if (pathname === '/favicon.ico') return response.writeHead(404).end();
    if (pathname === '/empty') return response.setHeader('content-type', 'text/html').end('<!doctype html>');
    const host = request.headers.host!.split(':')[0]!;
    const other = at(host.endsWith('shop.example') ? 'www.tea.example' : 'www.shop.example', '/moved?a=%20b');
    response
      .setHeader('content-type', 'text/html')
      .end(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>${pathname}</title>${tag}` +
          `<p><a id="other" href="${other}#part">Other</a></p>` +
          `<form action="${other.split('?')[0]}"><input name="q" value="tea"><button>Find</button></form>`,
      );
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const { port } = pages.address() as AddressInfo;
  const at = (host: string, path = '/') => `http://${host}:${port}${path}`;
  const workspace = await backend.workspace({
    cookieDomain: 'shop.example',
    origins: HOSTS.map((host) => `http://${host}:${port}`),
  });
  tag =
    `<script async src="/cdn/continuo.js" data-endpoint="http://api.shop.example:${new URL(api.url).port}" ` +
    `data-key="${workspace.publishable}" data-link-domains="shop.example tea.example" ` +
    `data-cookie-domain="shop.example" data-cookie-server></script>`;
  return {
    at,
    key: workspace.publishable,
    workspace,
    async events() {
      const rows = await backend.database.db
        .selectFrom('events')
        .select(['name', 'type', 'anonymous_id', 'session_id', 'body'])
        .where('ws', '=', workspace.workspace.id)
        .orderBy('at')
        .execute();
      return rows.map(({ name, type, anonymous_id, session_id, body }) => ({
        name: name ?? type,
        anonymousId: anonymous_id!,
        sessionId: session_id!,
        url: (body as { context: { page: { url: string } } }).context.page.url,
      }));
    },
    async close() {
      pages.closeAllConnections();
      await new Promise((resolve) => pages.close(resolve));
      await backend.close();
    },
  };
}
