import { createClient, memoryPlatform, type Client, type ClientOptions, type Platform } from '@continuo/core';
import type { Change, OwnReview, Review, ReviewSummary } from '@continuo/protocol';

export const review = (id: string, more: Partial<Review> = {}): Review => ({
  id,
  productId: 'pot',
  rating: 5,
  title: `Title ${id}`,
  body: `Body ${id}`,
  locale: 'en',
  author: 'Ann',
  at: '2026-01-01T00:00:00.000Z',
  ratings: [],
  attributes: [],
  badges: [],
  media: [],
  helpful: { yes: 3, no: 1 },
  ...more,
});

export const ownReview = (id: string, more: Partial<OwnReview> = {}): OwnReview => ({
  ...review(id),
  state: 'pending',
  ...more,
});

export const summary = (productId: string, more: Partial<ReviewSummary> = {}): ReviewSummary => ({
  productId,
  count: 3,
  average: 4.33,
  histogram: [0, 0, 1, 0, 2],
  recommended: { yes: 2, answers: 3 },
  ratings: [],
  verified: 1,
  media: 0,
  elsewhere: { count: 0, counted: true },
  ...more,
});

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown> | undefined;
  device: string | null;
}
export type Answer = (asked: Asked) => Response | Promise<Response> | undefined;

export const json = (body: unknown, status = 200): Response => Response.json(body, { status });

/** One browser: what its tabs share, with a lock that holds. */
export function browser() {
  const shared = memoryPlatform();
  const locks = new Map<string, Promise<unknown>>();
  const tabs = new Map<string, Set<(data: unknown) => void>>();
  return { shared, locks, tabs, online: true };
}

/**
 * A tab: a client on a network of one function, with the page's events and the changes feed in the test's hand. Makes
 * devices; all else is `answer`'s. Where that gives nothing, the network fails.
 */
export function tab(answer: Answer, at = browser(), options: Partial<ClientOptions> = {}) {
  const listeners = new Map<string, Set<() => void>>();
  const asked: Asked[] = [];
  const platform: Platform = {
    ...at.shared,
    get online() {
      return at.online;
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
    lock(name, fn) {
      const next = (at.locks.get(name) ?? Promise.resolve()).then(fn);
      at.locks.set(
        name,
        next.catch(() => {}),
      );
      return next;
    },
    channel(name, onMessage) {
      const all = at.tabs.get(name) ?? new Set();
      at.tabs.set(name, all.add(onMessage));
      return {
        post: (data) => all.forEach((each) => each !== onMessage && each(data)),
        close: () => all.delete(onMessage),
      };
    },
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const one: Asked = {
        method: init?.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        body: typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : undefined,
        device: new Headers(init?.headers).get('Continuo-Device'),
      };
      asked.push(one);
      if (!at.online) throw new TypeError('no network');
      if (one.path === '/v1/devices') return json({ deviceId: 'd1', token: 'dt_1' }, 201);
      const given = await answer(one);
      init?.signal?.throwIfAborted();
      if (!given) throw new TypeError('no network');
      return given;
    },
  };
  const feed = new Set<{ kind: string; change: (change: Change) => void; reset: () => void }>();
  const client: Client = createClient({ endpoint: 'https://api.test', key: 'pk_test', platform, ...options });
  Object.assign(client, {
    changes: {
      on(kind: string, listener: (change: Change) => void, reset: () => void) {
        const entry = { kind, change: listener, reset };
        feed.add(entry);
        return () => feed.delete(entry);
      },
    },
  });
  type Told = Change extends infer C ? (C extends Change ? Pick<C, 'kind' | 'data'> : never) : never;
  const hear = (told: Told) =>
    feed.forEach(({ kind, change }) => kind === told.kind && change({ ...told, prev: 0, cursor: 1, at: '' }));
  return {
    client,
    asked,
    at,
    to: (path: string, method?: string) =>
      asked.filter((one) => one.path === path && (!method || one.method === method)),
    page: (event: string) => [...(listeners.get(event) ?? [])].forEach((listener) => listener()),
    tell: (told: OwnReview) => hear({ kind: 'review', data: { review: told } }),
    hear,
  };
}

/** The page is gone before anything that is written comes to the disk. */
export const isLeft = ({ platform }: Client): void => {
  const never = () => new Promise<never>(() => {});
  const { kind, get, entries, wipe } = platform.records('reviews');
  platform.lock = never;
  platform.records = () => ({ kind, get, entries, wipe, set: never, update: never, delete: never });
};

export const listen = (store: { listen(listener: () => void): () => void }) => store.listen(() => {});
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when the condition holds; fails with its words after half a minute, which only a hang takes. */
export async function until(what: string, condition: () => unknown): Promise<void> {
  for (const end = performance.now() + 30_000; !(await condition());) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await pause(5);
  }
}
