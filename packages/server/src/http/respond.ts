import type { Route } from '@continuo/protocol';
import type { Answer } from './context.ts';
import type { Stored } from './idempotency.ts';

/** Whether `If-None-Match` holds the tag. */
export function holds(request: Request, etag: string): boolean {
  const given = request.headers.get('If-None-Match');
  return given !== null && given.split(',').some((t) => t.trim().replace(/^W\//, '') === `"${etag}"`);
}

/** Calls for the body where it is a function. */
const bodyOf = async ({ body }: Answer): Promise<unknown> =>
  typeof body === 'function' ? await (body as () => Promise<unknown>)() : body;

export async function settle(answer: Answer, status: number): Promise<Stored> {
  const value = await bodyOf(answer);
  return { status: answer.status ?? status, answer: value === undefined ? null : JSON.stringify(value) };
}

/** The response of an answer; 304 when the caller holds the `etag`. */
export async function respond(
  request: Request,
  answer: Answer,
  { status, response }: Pick<Route, 'status' | 'response'>,
): Promise<Response> {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const headers = new Headers({
    'Cache-Control': answer.etag === undefined ? 'no-store' : 'private, no-cache',
    ...(answer.etag === undefined ? {} : { ETag: `"${answer.etag}"` }),
    ...answer.headers,
  });
  if (reads && answer.etag !== undefined && holds(request, answer.etag))
    return new Response(null, { status: 304, headers });
  if (response !== 'html') return send(await settle(answer, status), headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  // Opened by itself, a piece of a page loads and runs nothing.
  headers.set('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
  return new Response((await bodyOf(answer)) as string, { status: answer.status ?? status, headers });
}

export function send({ status, answer }: Stored, headers: Headers): Response {
  if (answer === null) return new Response(null, { status, headers });
  headers.set('Content-Type', 'application/json');
  return new Response(answer, { status, headers });
}
