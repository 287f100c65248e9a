import type { Answer } from './context.ts';
import type { Stored } from './idempotency.ts';

/** Whether `If-None-Match` holds the tag. */
export function holds(request: Request, etag: string): boolean {
  const given = request.headers.get('If-None-Match');
  return given !== null && given.split(',').some((t) => t.trim().replace(/^W\//, '') === `"${etag}"`);
}

/** Calls for the body where it is a function. */
export async function settle(answer: Answer, status: number): Promise<Stored> {
  const { body } = answer;
  const value: unknown = typeof body === 'function' ? await (body as () => Promise<unknown>)() : body;
  return { status: answer.status ?? status, answer: value === undefined ? null : JSON.stringify(value) };
}

/** The response of an answer; 304 when the caller holds the `etag`. */
export async function respond(request: Request, answer: Answer, status: number): Promise<Response> {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const headers = new Headers({
    'Cache-Control': answer.etag === undefined ? 'no-store' : 'private, no-cache',
    ...(answer.etag === undefined ? {} : { ETag: `"${answer.etag}"` }),
    ...answer.headers,
  });
  if (reads && answer.etag !== undefined && holds(request, answer.etag))
    return new Response(null, { status: 304, headers });
  return send(await settle(answer, status), headers);
}

export function send({ status, answer }: Stored, headers: Headers): Response {
  if (answer === null) return new Response(null, { status, headers });
  headers.set('Content-Type', 'application/json');
  return new Response(answer, { status, headers });
}
