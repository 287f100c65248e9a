import type { Route } from '@continuo/protocol';
import { HEADERS } from '@continuo/protocol/constants';

const EXPOSED = [
  ...['ETag', 'Retry-After', HEADERS.requestId],
  ...['Location', 'Tus-Resumable', 'Tus-Version', 'Upload-Expires', 'Upload-Length', 'Upload-Offset'],
].join(', ');
const ASKED = [
  'Authorization',
  'Content-Type',
  'If-None-Match',
  'Last-Event-ID',
  'X-Retry-Count', // of Segment's browser client
  HEADERS.device,
  HEADERS.idempotencyKey,
];

/** Pages of other origins never call staff, till or secret routes. */
const forPages = (route: Route): boolean =>
  route.credentials.some(
    (c) => c === 'publishable' || c === 'device' || c === 'customer' || c === 'write-key',
  ) || route.id === 'collect.settings';

/** `allowed`: whether the origin is one of the workspace's; the answer is then readable to it. */
export function addCors(
  headers: Headers,
  route: Route | undefined,
  origin: string | null,
  allowed: boolean,
): void {
  headers.append('Vary', 'Origin');
  if (origin === null || !allowed || !route || !forPages(route)) return;
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Expose-Headers', EXPOSED);
  if (route.setsCookie) headers.set('Access-Control-Allow-Credentials', 'true');
}

/** The answer to a preflight for the routes of one path. */
export function preflight(routes: readonly Route[], origin: string | null, allowed: boolean): Response {
  const open = routes.filter(forPages);
  const headers = new Headers({
    Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
  });
  if (origin !== null && allowed && open.length > 0) {
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Allow-Methods', [...new Set(open.map((r) => r.method))].join(', '));
    const asked = new Set([...ASKED, ...routes.flatMap((r) => r.headers ?? [])]);
    headers.set('Access-Control-Allow-Headers', [...asked].join(', '));
    headers.set('Access-Control-Max-Age', '7200');
    if (open.some((r) => r.setsCookie)) headers.set('Access-Control-Allow-Credentials', 'true');
  }
  return new Response(null, { status: 204, headers });
}
