import { allRoutes, type Route } from '@continuo/protocol';
import { invalid, MockProblem } from './problem.ts';

const parts = (path: string): string[] => path.split('/').filter(Boolean);

/** The route that a request is for, with the parameters of its path. */
export function routeOf(method: string, path: string): { route: Route; params: Record<string, string> } {
  const asked = parts(path);
  let isPath = false;
  for (const route of fixedFirst) {
    const names = parts(route.path);
    if (names.length !== asked.length) continue;
    const fits = names.every((name, i) => name.startsWith('{') || name === asked[i]);
    if (!fits) continue;
    isPath = true;
    if (route.method !== method) continue;
    const params = names.flatMap((name, i) =>
      name.startsWith('{') ? [[name.slice(1, -1), decodeURIComponent(asked[i]!)]] : [],
    );
    return { route, params: Object.fromEntries(params) as Record<string, string> };
  }
  throw new MockProblem(isPath ? 'request/method-not-allowed' : 'request/not-found');
}
/** `/v1/reviews/mine` before `/v1/reviews/{reviewId}`. */
const fixedFirst = [...allRoutes].sort((a, b) => a.path.split('{').length - b.path.split('{').length);

/** A part of a request as its schema reads it. */
export function validated(schema: Route['params'] | Route['body'], value: unknown, where: string): unknown {
  if (schema === undefined || schema === 'stream') return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid([where, ...(result.error.issues[0]?.path ?? [])].join('.'), 'is not as the route takes it');
}

/**
 * Checks an answer against its route, so that what a preview shows a backend can give.
 * @throws Error that names the place, where it is not as the protocol says
 */
export function checkAnswer(route: Route, body: unknown): void {
  if (route.response === 'html' && typeof body !== 'string')
    throw new Error(`The mock's answer to ${route.id} is no text`);
  if (route.response === undefined || typeof route.response === 'string') return;
  const result = route.response.safeParse(body);
  if (!result.success)
    throw new Error(
      `The mock's answer to ${route.id} breaks the protocol: ${JSON.stringify(result.error.issues)}`,
    );
}
