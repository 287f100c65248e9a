import type { Platform, Records, Unsubscribe } from '../types.ts';
import { memoryStore, recordsOver } from './records.ts';

export type Page = typeof globalThis;

/** The surroundings' own. */
export const ownFetch: typeof fetch = (...args) => fetch(...args);

const listen = (
  target: EventTarget | undefined,
  type: string,
  listener: (event: never) => void,
): Unsubscribe => {
  target?.addEventListener(type, listener as EventListener);
  return () => target?.removeEventListener(type, listener as EventListener);
};

/**
 * What a page has; without a page, on a server, nothing. Whatever is refused or not there is done in memory, in this
 * tab, or not at all: nothing throws.
 */
export const createPlatform = (page?: Page): Platform => {
  /** Small values that the disk refused. */
  const memory = new Map<string, string>();
  const opened = new Map<string, Records>();

  /** Blocked storage throws at the mere mention, a full one when it is written to. */
  const disk = <T>(fn: (storage: Storage) => T): T | undefined => {
    try {
      return fn(page!.localStorage);
    } catch {
      return undefined;
    }
  };
  const remove = (name: string) => {
    memory.delete(name);
    disk((storage) => storage.removeItem(name));
  };
  const deleteDatabase = (name: string) => {
    try {
      // Waits for the other tabs' connections, which close themselves.
      page?.indexedDB.deleteDatabase(name);
    } catch {
      // Blocked, so there is none.
    }
  };
  const records = (name: string): Records => {
    const present = opened.get(name);
    if (present) return present;
    let kind: Records['kind'] = 'disk';
    const inMemory = () => {
      kind = 'memory';
      return memoryStore();
    };
    // A chunk of its own, fetched as soon as somebody may need it: most visits store no records.
    const store = page
      ? import('./disk.ts').then(({ createDisk }) => createDisk(page, name, inMemory), inMemory)
      : inMemory();
    const over = recordsOver(async (mode, fn) => (await store)(mode, fn));
    const made: Records = {
      ...over,
      get kind() {
        return kind;
      },
      async wipe() {
        await over.wipe();
        deleteDatabase(name);
      },
    };
    opened.set(name, made);
    return made;
  };
  const visible = () => page?.document.visibilityState !== 'hidden';

  return {
    small: {
      get: (name) => memory.get(name) ?? disk((storage) => storage.getItem(name)) ?? null,
      set(name, value) {
        memory.set(name, value);
        disk((storage) => {
          storage.setItem(name, value);
          memory.delete(name);
        });
      },
      remove,
      onChange: (listener) => listen(page, 'storage', ({ key }: StorageEvent) => listener(key ?? '')),
    },
    records,
    async wipe(matches) {
      for (const name of [...memory.keys(), ...(disk(Object.keys) ?? [])]) if (matches(name)) remove(name);
      for (const [name, its] of opened) if (matches(name)) await its.wipe();
      try {
        for (const { name } of await page!.indexedDB.databases()) if (matches(name!)) deleteDatabase(name!);
      } catch {
        // Blocked, so there are none.
      }
    },
    async lock(name, fn) {
      let ran = false;
      try {
        return await page!.navigator.locks.request(name, () => {
          ran = true;
          return fn();
        });
      } catch (error) {
        if (ran) throw error;
        // Insecure page or opaque origin.
        return fn();
      }
    },
    channel(name, onMessage) {
      let channel: BroadcastChannel | undefined;
      const close = () => (channel = void channel?.close());
      const open = () => {
        close();
        try {
          channel = new page!.BroadcastChannel(name);
          channel.onmessage = ({ data }) => onMessage(data);
        } catch {
          // No other tab can be told.
        }
      };
      open();
      // A message would drive a page out of the back/forward cache; one that comes back looks for itself.
      listen(page, 'pagehide', close);
      const end = listen(page, 'pageshow', open);
      return {
        post: (data) => channel?.postMessage(data),
        close() {
          end();
          close();
        },
      };
    },
    get online() {
      return page?.navigator.onLine !== false;
    },
    get visible() {
      return visible();
    },
    on(event, listener) {
      const hide = event === 'hide';
      if (!hide && event !== 'show') return listen(page, event, listener);
      const ends = [
        listen(page?.document, 'visibilitychange', () => visible() !== hide && listener()),
        listen(
          page,
          hide ? 'pagehide' : 'pageshow',
          ({ persisted }: PageTransitionEvent) => (hide || persisted) && listener(),
        ),
      ];
      return () => ends.forEach((end) => end());
    },
    privacyControl: !!(page?.navigator as { globalPrivacyControl?: boolean })?.globalPrivacyControl,
    fetch: ownFetch,
  };
};

/** Surroundings without disk, tabs or page: servers and tests. */
export const memoryPlatform = (): Platform => createPlatform();

/** What a browser has. On a server that renders pages, the same as `memoryPlatform()`. */
export const browserPlatform = (): Platform =>
  createPlatform(typeof document === 'undefined' ? undefined : globalThis);
