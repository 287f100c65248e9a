import { createClient, type Client, type ClientOptions, type Platform, type Records } from '@continuo/core';

export interface Sent {
  url: string;
  body: {
    writeKey: string;
    sentAt: string;
    token?: string;
    device?: string;
    batch: { [field: string]: unknown; messageId: string; context: Record<string, unknown> }[];
  };
  keepalive: boolean;
  contentType: string | null;
  gzip: boolean;
}

type Reply = { status: number; headers?: Record<string, string>; body?: object } | 'refused';

export interface Tab {
  client: Client;
  fire(event: 'hide' | 'show' | 'online'): void;
}

/** A disk that never fails. */
function storeOf(): Records {
  const map = new Map<string, unknown>();
  return {
    kind: 'disk',
    get: async <T>(key: string) => structuredClone(map.get(key)) as T | undefined,
    async set(entries) {
      for (const [key, value] of entries) map.set(key, structuredClone(value));
    },
    async update<T>(key: string, fn: (old: T | undefined) => T | undefined) {
      const value = fn(map.get(key) as T | undefined);
      if (value === undefined) map.delete(key);
      else map.set(key, value);
      return value;
    },
    async delete(keys) {
      for (const key of keys) map.delete(key);
    },
    entries: async <T>() => structuredClone([...map]) as [string, T][],
    async wipe() {
      map.clear();
    },
  };
}

/** Tabs of one browser: what they store, lock and tell each other is shared; the network is `reply`. */
export function world() {
  const small = new Map<string, string>();
  const stores = new Map<string, Records>();
  const locks = new Map<string, Promise<unknown>>();
  const channels = new Map<string, Set<(data: unknown) => void>>();
  const watchers = new Set<{ tab: object; listener: (name: string) => void }>();
  const it = {
    sent: [] as Sent[],
    /** What the network answers; the default takes everything. */
    reply: (() => ({ status: 200, body: { success: true, rejected: [] } })) as (
      request: Sent,
    ) => Reply | Promise<Reply>,
    online: true,
    /** Milliseconds that a word takes from tab to tab; 0: it is heard before the present task ends. */
    wordMs: 0,
    small,
    /** All that lies in the stores of records. */
    stored: async () =>
      (await Promise.all([...stores.values()].map((store) => store.entries<object>()))).flat(),
    /** Events that were answered 2xx, in order. */
    delivered: [] as Sent['body']['batch'],
    tab,
  };

  function platform(): [Platform, Tab['fire']] {
    const me = {};
    const listeners = new Map<string, Set<() => void>>();
    const changed = (name: string) => {
      for (const { tab, listener } of [...watchers]) if (tab !== me) queueMicrotask(() => listener(name));
    };
    const made: Platform = {
      visible: true,
      privacyControl: false,
      small: {
        get: (name) => small.get(name) ?? null,
        set(name, value) {
          small.set(name, value);
          changed(name);
        },
        remove(name) {
          small.delete(name);
          changed(name);
        },
        onChange(listener) {
          const watcher = { tab: me, listener };
          watchers.add(watcher);
          return () => void watchers.delete(watcher);
        },
      },
      records(name) {
        if (!stores.has(name)) stores.set(name, storeOf());
        return stores.get(name)!;
      },
      async wipe(matches) {
        for (const name of [...small.keys()]) if (matches(name)) made.small.remove(name);
        for (const [name, store] of stores) if (matches(name)) await store.wipe();
      },
      lock<T>(name: string, fn: () => Promise<T>): Promise<T> {
        const run = (locks.get(name) ?? Promise.resolve()).then(fn, fn);
        locks.set(name, run);
        return run;
      },
      channel(name, onMessage) {
        const members = channels.get(name) ?? new Set();
        channels.set(name, members.add(onMessage));
        return {
          post: (data) =>
            members.forEach((member) => {
              if (member === onMessage) return;
              if (it.wordMs) setTimeout(() => member(data), it.wordMs);
              else queueMicrotask(() => member(data));
            }),
          close: () => void members.delete(onMessage),
        };
      },
      get online() {
        return it.online;
      },
      on(event, listener) {
        const set = listeners.get(event) ?? new Set();
        listeners.set(event, set.add(listener));
        return () => void set.delete(listener);
      },
      fetch: (async (url: string, init: RequestInit) => {
        const bytes = new Uint8Array(await new Response(init.body).arrayBuffer());
        const gzip = bytes[0] == 0x1f && bytes[1] == 0x8b;
        const text = gzip
          ? await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
          : new TextDecoder().decode(bytes);
        const request: Sent = {
          url,
          body: JSON.parse(text),
          keepalive: !!init.keepalive,
          contentType: new Headers(init.headers).get('content-type'),
          gzip,
        };
        it.sent.push(request);
        const reply = await Promise.race([
          it.reply(request),
          new Promise<never>((_, reject) =>
            init.signal!.addEventListener('abort', () => reject(new Error('aborted'))),
          ),
        ]);
        if (reply == 'refused') throw new TypeError('refused');
        if (reply.status < 300) it.delivered.push(...request.body.batch);
        return Response.json(reply.body ?? {}, { status: reply.status, headers: reply.headers ?? {} });
      }) as typeof fetch,
    };
    return [made, (event) => listeners.get(event)?.forEach((listener) => listener())];
  }

  /** A tab; its visitor has agreed unless `consent` says otherwise. */
  function tab(options: Partial<ClientOptions> & { agreed?: boolean } = {}): Tab {
    const { agreed = true, ...rest } = options;
    const [made, fire] = platform();
    const client = createClient({ endpoint: 'https://api.example', key: 'pk_1', platform: made, ...rest });
    if (agreed) client.consent.choose({ analytics: true }, 'test');
    return { client, fire };
  }

  return it;
}

/** A customer token that only the client reads. */
export const tokenOf = (sub: string): string =>
  [{ alg: 'none' }, { sub, exp: Math.floor(Date.now() / 1000) + 900 }, {}]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

export const settle = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
