import type {
  Answer,
  MarketInfo,
  Product,
  Review,
  ReviewSettings,
  ReviewState,
  RefusalReason,
} from '@continuo/protocol';
import type { Actor, Handlers, Visitor } from './context.ts';
import { checkAnswer, routeOf, validated } from './contract.ts';
import { decide } from './decide.ts';
import { FAULTS, shownBy, type FaultName } from './faults.ts';
import { cartHandlers } from './features/cart.ts';
import { catalogHandlers } from './features/catalog.ts';
import { fragmentHandlers } from './features/fragments.ts';
import { mediaHandlers } from './features/media.ts';
import { questionHandlers } from './features/questions.ts';
import { reviewHandlers } from './features/reviews.ts';
import { translationHandlers } from './features/translations.ts';
import { deviceOf, visitorHandlers } from './features/visitor.ts';
import { MockProblem, problemResponse } from './problem.ts';
import {
  sampleDigests,
  sampleMarkets,
  sampleProducts,
  sampleReviews,
  sampleSettings,
  sampleTopics,
  type SampleDigest,
} from './sample.ts';
import { sampleAnswers, sampleQuestions, type AskedQuestion } from './sample-questions.ts';
import type { State, Translate } from './state.ts';

export interface MockOptions {
  /** Where the backend is said to be. Default `https://backend.mock`. */
  endpoint?: string;
  /** The publishable key. Default `pk_mock`. */
  key?: string;
  /** Name of the shop. Default `Slow Crossing`. */
  name?: string;
  markets?: readonly MarketInfo[];
  products?: readonly Product[];
  /** That are published. */
  reviews?: readonly Review[];
  /** What a machine made of the reviews: claims are shown as far as the reviews that they rest on are published. */
  digests?: readonly SampleDigest[];
  /** That are published; their answers stand beside them. */
  questions?: readonly AskedQuestion[];
  /** That are published. */
  answers?: readonly Answer[];
  /** What reviewers are asked, a language each; the first is for everybody else. */
  settings?: readonly ReviewSettings[];
  /** Words of the topics of the settings, by their names. */
  topics?: Readonly<Record<string, readonly string[]>>;
  /** Whether reviews that were first published elsewhere count in summaries. Default true. */
  countElsewhere?: boolean;
  /** Translates reviews, as the reference backend is given somebody who does. Without it none is, and the settings say so. */
  translate?: Translate | undefined;
  /** Milliseconds by which the fault `slow` delays an answer; `Infinity`: it never comes. Default 2,000. */
  slowMs?: number;
  now?: () => Date;
}

/** A backend in memory. What it is told it remembers as long as it is there. */
export interface Mock {
  readonly endpoint: string;
  readonly key: string;
  /** Answers a request as a backend would: for a client's `platform`, or wherever a `fetch` is taken. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  /**
   * Has something go wrong from the next request on, or (`undefined`) nothing any more.
   * @param route id of the one route that is meant, such as `reviews.list`; default all
   */
  fault(name: FaultName | undefined, route?: string): void;
  /** Publishes or refuses a review, a question or an answer, as the desk would. */
  decide(id: string, state: Exclude<ReviewState, 'pending'>, reason?: RefusalReason): void;
  /** A customer's token, good for this mock alone. */
  token(userId: string): string;
}

const handlers: Handlers = {
  ...{ ...visitorHandlers, ...catalogHandlers, ...cartHandlers },
  ...{ ...reviewHandlers, ...questionHandlers, ...mediaHandlers },
  ...{ ...fragmentHandlers, ...translationHandlers },
};

/** Makes a backend in memory, with a small shop in it unless another is given. */
export function createMock(options: MockOptions = {}): Mock {
  const {
    endpoint = 'https://backend.mock',
    key = 'pk_mock',
    slowMs = 2_000,
    now = () => new Date(),
  } = options;
  const { markets = sampleMarkets, products = sampleProducts, settings = sampleSettings } = options;
  const { topics = sampleTopics, digests = sampleDigests } = options;
  const state: State = {
    workspace: {
      ...{ workspace: 'mock', name: options.name ?? 'Slow Crossing', markets: [...markets] },
      consent: { mode: 'opt-in', textVersion: '1' },
    },
    ...{ products, settings, drafts: new Map(), devices: new Map(), joined: new Map(), carts: new Map() },
    ...{ topics, digests },
    countElsewhere: options.countElsewhere ?? true,
    translate: options.translate,
    ...{ votes: new Map(), answerVotes: new Map(), subscriptions: new Map(), uploads: new Map() },
    ...{ reports: new Map(), questionReports: new Map(), answerReports: new Map() },
    ...{ changes: new Map(), cursor: 0 },
    reviews: (options.reviews ?? sampleReviews).map((one) => ({ ...there(one), helpfulBefore: one.helpful })),
    questions: (options.questions ?? sampleQuestions).map(there),
    answers: (options.answers ?? sampleAnswers).map((one) => ({
      ...{ ...there(one), helpfulBefore: one.helpful, told: true },
    })),
  };
  const faults = new Map<string, FaultName>();

  async function answer(request: Request, sends: Headers): Promise<Response> {
    const url = new URL(request.url);
    const { route, params } = routeOf(
      request.method === 'HEAD' ? 'GET' : request.method,
      url.pathname.slice(new URL(endpoint).pathname.replace(/\/$/, '').length),
    );
    const fault = faults.get(route.id) ?? faults.get('');
    if (fault === 'offline') throw new TypeError('There is no network');
    if (fault === 'slow') await late(slowMs, request.signal);
    if (fault === '500') throw new MockProblem('request/internal');
    const handler = handlers[route.id];
    if (!handler) throw new MockProblem('request/not-found', { detail: `The mock has no ${route.id}` });
    const query = Object.fromEntries(url.searchParams);
    const isJson = route.body !== undefined && route.body !== 'stream';
    const json = isJson ? await jsonOf(request) : undefined;
    const bytes = route.body === 'stream' ? new Uint8Array(await request.arrayBuffer()) : new Uint8Array();
    const actor = actorOf(route.credentials, request.headers, query, json, key);
    const body = await handler({
      params: validated(route.params, params, 'params'),
      query: validated(route.query, query, 'query'),
      body: validated(route.body, json, 'body'),
      ...{ actor, state, shown: shownBy(fault, state), now: now() },
      ...{ headers: request.headers, bytes, sends, endpoint },
    } as unknown as Parameters<typeof handler>[0]);
    if (body === undefined) return new Response(null, { status: route.status });
    checkAnswer(route, body);
    if (request.method === 'HEAD') return new Response(null, { status: route.status });
    if (route.response === 'file') return new Response(body as unknown as Uint8Array<ArrayBuffer>);
    if (route.response === 'html')
      return new Response(body as string, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    return Response.json(body, { status: route.status });
  }

  return {
    endpoint,
    key,
    async fetch(input, init) {
      const sends = new Headers();
      const response = await answer(new Request(input, init), sends).catch((error: unknown) => {
        if (error instanceof MockProblem) return problemResponse(error);
        throw error;
      });
      for (const [name, value] of sends) response.headers.set(name, value);
      return response;
    },
    fault(name, route = '') {
      if (name === undefined) faults.delete(route);
      else if (FAULTS.includes(name)) faults.set(route, name);
      else throw new Error(`There is no fault ${String(name)}: ${FAULTS.join(', ')}`);
    },
    decide: (id, to, reason = 'off-topic') => decide(state, id, { state: to, reason }, now()),
    token: (userId) => {
      const part = (value: object): string => btoa(JSON.stringify(value)).replace(/=+$/, '');
      return `${part({ alg: 'none' })}.${part({ sub: userId, exp: Math.floor(now().getTime() / 1000) + 900 })}.mock`;
    },
  };
}

/** What was there before anybody came: published, and of nobody here. */
const there = <T extends { id: string }>(one: T) => ({
  ...one,
  state: 'published' as const,
  person: `nobody ${one.id}`,
});

/** Waits; a request that is given up ends at once. */
const late = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    if (ms !== Infinity) setTimeout(resolve, ms);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text()) as unknown;
  } catch {
    throw new MockProblem('request/not-json');
  }
}

function userOf(token: string): string | undefined {
  try {
    const { sub } = JSON.parse(atob(token.split('.')[1] ?? '')) as { sub?: string };
    return sub;
  } catch {
    // Not a token: that is the answer.
    return undefined;
  }
}

/** Who calls. Signatures are not checked: nobody's secrets are here. */
function actorOf(
  credentials: readonly string[],
  headers: Headers,
  query: Readonly<Record<string, string>>,
  body: unknown,
  key: string,
): Actor {
  if (credentials.includes('none') || credentials.includes('write-key')) return { kind: 'public' };
  const device = headers.get('Continuo-Device');
  const bearer = /^Bearer (.+)$/.exec(headers.get('Authorization') ?? '')?.[1];
  if (credentials.includes('publishable')) {
    const given = query['key'] ?? (body as { key?: string } | undefined)?.key ?? bearer;
    if (given === undefined) throw new MockProblem('auth/missing');
    if (given !== key) throw new MockProblem('auth/invalid');
    return { kind: 'public' };
  }
  const deviceId = device === null ? undefined : deviceOf(device);
  if (bearer !== undefined && credentials.includes('customer')) {
    const userId = userOf(bearer);
    if (userId === undefined) throw new MockProblem('auth/invalid');
    return { kind: 'customer', userId, ...(deviceId !== undefined && { deviceId }) } satisfies Visitor;
  }
  if (device === null || !credentials.includes('device')) throw new MockProblem('auth/missing');
  if (deviceId === undefined) throw new MockProblem('auth/invalid');
  return { kind: 'device', deviceId };
}
