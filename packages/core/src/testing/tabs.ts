import { memoryStore, recordsOver } from '../platform/records.ts';
import type { Platform, Records } from '../types.ts';
import type { TabChannel, TabMessage } from '../live/tabs.ts';
import type { Surroundings } from '../live.ts';
import { TIMINGS, type Timings } from '../live/timings.ts';

/** The locks of one browser, with queue, abort and steal as the Web Locks API has them. */
export class FakeLocks {
  #held = new Map<string, (reason: Error) => void>();
  #queues = new Map<string, (() => void)[]>();

  request = ((
    name: string,
    how: LockOptions | LockGrantedCallback<unknown>,
    fn?: LockGrantedCallback<unknown>,
  ) => {
    const options = typeof how === 'function' ? {} : how;
    const run = (fn ?? how) as () => unknown;
    return new Promise<unknown>((resolve, reject) => {
      const abort = () => new DOMException('aborted', 'AbortError');
      const grant = () => {
        this.#held.set(name, reject);
        void (async () => run())()
          .then(resolve, reject)
          .finally(() => {
            if (this.#held.get(name) !== reject) return;
            this.#held.delete(name);
            this.#queues.get(name)?.shift()?.();
          });
      };
      queueMicrotask(() => {
        const queue = this.#queues.get(name) ?? [];
        this.#queues.set(name, queue);
        if (options.signal?.aborted) return reject(abort());
        if (options.steal) {
          this.#held.get(name)?.(abort());
          return grant();
        }
        if (!this.#held.has(name)) return grant();
        queue.push(grant);
        options.signal?.addEventListener('abort', () => {
          const at = queue.indexOf(grant);
          if (at >= 0) queue.splice(at, 1);
          reject(abort());
        });
      });
    });
  }) as LockManager['request'];
}

export interface FakeTab {
  platform: Platform;
  around: Surroundings;
  visible: boolean;
  online: boolean;
  /** Hears nothing and says nothing, as a page whose main thread is blocked; what came is delivered afterwards. */
  blocked: boolean;
  fire(event: string, detail?: { persisted?: boolean }): void;
  show(visible: boolean): void;
}

/** One browser profile: tabs share storage, locks and channels. Messages are copied, as they are in a browser. */
export class FakeBrowser {
  readonly storage = new Map<string, string>();
  readonly records = new Map<string, Records>();
  readonly locks = new FakeLocks();
  readonly #tabs = new Set<{ tab: FakeTab; changed: Set<(name: string) => void> }>();
  readonly #channels = new Map<string, Set<{ tab: FakeTab; hear(data: unknown): void }>>();

  tab(options: {
    fetch: typeof fetch;
    timings?: Partial<Timings>;
    privacyControl?: boolean;
    open?: Surroundings['open'];
    withoutLocks?: boolean;
  }): FakeTab {
    const listeners = new Map<string, Set<(event: { persisted?: boolean }) => void>>();
    const changed = new Set<(name: string) => void>();
    const waiting: (() => void)[] = [];
    const listen = (event: string, listener: (event: { persisted?: boolean }) => void) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener);
      return () => void set.delete(listener);
    };
    const laterOf = (of: FakeTab) => (of as FakeTab & { later?: (() => void)[] }).later!;
    const write = (name: string, value: string | undefined) => {
      if (value === undefined) this.storage.delete(name);
      else this.storage.set(name, value);
      for (const other of this.#tabs)
        if (other.tab !== tab) {
          const hear = () => other.changed.forEach((listener) => listener(name));
          queueMicrotask(() => (other.tab.blocked ? laterOf(other.tab).push(hear) : hear()));
        }
    };
    const join = (name: string, hear: (data: unknown) => void) => {
      const members = this.#channels.get(name) ?? new Set();
      this.#channels.set(name, members);
      const member = { tab, hear };
      members.add(member);
      return {
        post(data: unknown) {
          if (blocked) return;
          for (const other of [...members])
            if (other !== member) {
              const copy = structuredClone(data);
              setTimeout(() => members.has(other) && other.tab.visible !== undefined && deliver(other, copy));
            }
        },
        close: () => void members.delete(member),
      };
    };
    const deliver = (member: { tab: FakeTab; hear(data: unknown): void }, data: unknown) => {
      if (member.tab.blocked) laterOf(member.tab).push(() => member.hear(data));
      else member.hear(data);
    };
    let blocked = false;
    const { storage, records } = this;
    const tab = {
      visible: true,
      online: true,
      later: waiting,
      get blocked() {
        return blocked;
      },
      set blocked(value: boolean) {
        blocked = value;
        if (!value) for (const run of waiting.splice(0)) run();
      },
      fire(event: string, detail = {}) {
        for (const listener of [...(listeners.get(event) ?? [])]) listener(detail);
      },
      show(visible: boolean) {
        tab.visible = visible;
        tab.fire(visible ? 'show' : 'hide');
        tab.fire('visibilitychange');
      },
    } as unknown as FakeTab;
    tab.platform = {
      small: {
        get: (name) => storage.get(name) ?? null,
        set: write,
        remove: (name) => write(name, undefined),
        onChange(listener) {
          changed.add(listener);
          return () => void changed.delete(listener);
        },
      },
      records(name) {
        if (!records.has(name)) records.set(name, { kind: 'memory', ...recordsOver(memoryStore()) });
        return records.get(name)!;
      },
      async wipe(matches) {
        for (const name of [...storage.keys()]) if (matches(name)) write(name, undefined);
        for (const name of [...records.keys()]) if (matches(name)) records.delete(name);
      },
      lock: (name, fn) =>
        options.withoutLocks ? fn() : (this.locks.request(name, fn as LockGrantedCallback<unknown>) as never),
      channel: (name, onMessage) => join(name, onMessage),
      get online() {
        return tab.online;
      },
      get visible() {
        return tab.visible;
      },
      on: listen,
      privacyControl: !!options.privacyControl,
      fetch: options.fetch,
    };
    tab.around = {
      locks: options.withoutLocks ? undefined : this.locks,
      channel(name) {
        const channel: TabChannel = {
          postMessage: (data) => own.post(data),
          onmessage: null,
          close: () => own.close(),
        };
        const own = join(name, (data) =>
          channel.onmessage?.call(channel as BroadcastChannel, { data: data as TabMessage } as MessageEvent),
        );
        return channel;
      },
      on: listen,
      open: options.open ?? (() => () => {}),
      timings: { ...TIMINGS, ...options.timings },
    };
    this.#tabs.add({ tab, changed });
    return tab;
  }
}

/** A JWT as far as a client reads it. */
export const fakeToken = (sub: string, claims: { exp?: number; iat?: number; n?: number } = {}): string => {
  const now = Math.floor(Date.now() / 1000);
  const body = { sub, iat: now, exp: now + 600, ...claims };
  return `e30.${Buffer.from(JSON.stringify(body)).toString('base64url')}.${claims.n ?? 'sig'}`;
};

export interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
  credentials: string | undefined;
}

/** A `fetch` that answers by function; what it was asked is in `requests`. A rejection is a connection that broke. */
export const fakeFetch = (answer: (request: Request) => unknown) => {
  const requests: Request[] = [];
  const fetch = async (input: string, init: RequestInit = {}) => {
    const url = new URL(input);
    const request: Request = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: init.body ? JSON.parse(init.body as string) : undefined,
      credentials: init.credentials,
    };
    requests.push(request);
    const aborted = new Promise<never>((_, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal!.reason as Error));
    });
    const answered = await Promise.race([(async () => answer(request))(), aborted]);
    return answered instanceof Response ? answered : Response.json(answered);
  };
  return { requests, fetch: fetch as typeof globalThis.fetch };
};

/** A problem document. */
export const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ type: 'about:blank', title: code, status, code, requestId: 'r' }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });

/** Waits until it is true: half a minute, which only a hang takes. */
export const until = async (what: () => unknown, ms = 30_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!what()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${String(what)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
