import { routes, type Problem, type ResponseOf, type Route } from '@continuo/protocol';
import { Problem as ProblemSchema } from '@continuo/protocol';
import { check, same } from './check.ts';

/** The backend that is tried: one that holds the suite's shop (`fixture`) and nothing that people wrote, made anew for each case. */
export interface Subject {
  /** Origin and path prefix, without `/v1`. */
  readonly endpoint: string;
  /** A publishable key that may be used from anywhere the suite runs, or from `origin`. */
  readonly key: string;
  /** Sent with every request, where the backend asks for it. */
  readonly origin?: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** A token of a customer, as the merchant's own server signs it. */
  token(userId: string): Promise<string>;
  /** Publishes or refuses what somebody wrote, as the desk does. */
  decide(what: 'review' | 'question' | 'answer', id: string, state: 'published' | 'refused'): Promise<void>;
}

/** Who calls. */
export interface By {
  device?: string;
  token?: string;
}

interface Asked extends By {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  /** JSON, unless it is bytes. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

let counted = 0;
/** An id that nobody used before, such as a device makes. */
export const newId = (): string => `conformance-${Date.now().toString(36)}-${(counted += 1)}`;

/** Calls a backend by the routes of the protocol, and holds every answer to its schema. */
export class Caller {
  readonly subject: Subject;
  constructor(subject: Subject) {
    this.subject = subject;
  }

  async raw(
    route: Route,
    { params = {}, query = {}, body, headers, device, token }: Asked = {},
  ): Promise<Response> {
    const { endpoint, key, origin, fetch } = this.subject;
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    );
    const isPublic = route.credentials.includes('publishable') && route.method === 'GET';
    const search = new URLSearchParams({ ...(isPublic && { key }), ...query });
    const all: Record<string, string> = {
      ...(origin !== undefined && { Origin: origin }),
      ...(device !== undefined && { 'Continuo-Device': device }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    };
    return fetch(
      new Request(`${endpoint}${path}${search.size ? `?${search}` : ''}`, {
        ...{ method: route.method, headers: all },
        ...(body !== undefined && {
          body:
            body instanceof Uint8Array ? new Blob([body as Uint8Array<ArrayBuffer>]) : JSON.stringify(body),
        }),
      }),
    );
  }

  /** The answer, which must be one of success. */
  async ask<R extends Route>(route: R, asked?: Asked): Promise<ResponseOf<R>> {
    const response = await this.raw(route, asked);
    const text = await response.text();
    check(response.status === route.status, `${route.id} answers ${response.status} ${text}`);
    if (route.response === 'html') {
      const type = response.headers.get('Content-Type');
      check(type?.startsWith('text/html'), `${route.id} is ${type}`);
      return text as ResponseOf<R>;
    }
    if (route.response === undefined || typeof route.response === 'string') return undefined as ResponseOf<R>;
    const body = JSON.parse(text) as unknown;
    const result = route.response.safeParse(body);
    check(
      result.success,
      `${route.id} answers what the protocol does not say: ${JSON.stringify(result.error?.issues)}`,
    );
    return body as ResponseOf<R>;
  }

  /** The problem of a request that must be refused with this code. */
  async refused(code: Problem['code'], status: number, route: Route, asked?: Asked): Promise<Problem> {
    const response = await this.raw(route, asked);
    const body = (await response.json()) as unknown;
    const result = ProblemSchema.safeParse(body);
    check(result.success, `${route.id} answers no problem document: ${JSON.stringify(body)}`);
    same([result.data.code, response.status, result.data.status], [code, status, status], route.id);
    return result.data;
  }

  /** Somebody new on a device. */
  async guest(): Promise<{ device: string }> {
    const { token } = await this.ask(routes.identity.createDevice, {
      body: { key: this.subject.key },
      headers: { 'Idempotency-Key': newId() },
    });
    return { device: token };
  }
}

/** One thing that every backend does. */
export interface Case {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}

export const conforms = (name: string, run: (caller: Caller) => Promise<void>): Case => ({
  name,
  run: (subject) => run(new Caller(subject)),
});
