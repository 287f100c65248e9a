/** A browser profile with tabs, a disk, locks and channels in memory; any of them may be killed at any await. */
import type { Client, Identity, Platform, Records } from '@continuo/core';
import type { CartBackend, CartListener } from '../backend.ts';
import { createCart, type Cart } from '../cart.ts';
import { Fault } from './fault.ts';
import type { FakeServer, Announced } from './fake-server.ts';

const never = new Promise<never>(() => {});
const pause = (ms = 0) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What happens to a request: `fine`, its answer is lost, it never arrives, or it is answered like this. */
export type Fate = 'fine' | 'lose-answer' | 'lose-request' | Fault;

export class Profile {
  disk = new Map<string, Map<string, unknown>>();
  small = new Map<string, string>();
  readonly locks = new Map<string, Promise<unknown>>();
  readonly tabs = new Set<Tab>();
  device: string | undefined;
  user: string | undefined;
  online = true;
  /** The disk is refused. */
  blocked = false;
  /** Web Locks are refused. */
  lockless = false;
  fates: Fate[] = [];
  /** Milliseconds a request takes, each way. */
  latency = 1;
  readonly server: FakeServer;
  readonly name: string;

  constructor(server: FakeServer, name: string) {
    this.server = server;
    this.name = name;
  }

  open(): Tab {
    const tab = new Tab(this);
    this.tabs.add(tab);
    return tab;
  }

  setOnline(online: boolean): void {
    this.online = online;
    for (const tab of this.tabs) tab.emit(online ? 'online' : 'offline');
  }

  login(user: string): void {
    this.user = user;
    for (const tab of this.tabs) tab.changed();
  }

  async logout(from: Tab): Promise<void> {
    await Promise.race([Promise.allSettled([...from.beforeLogout].map((task) => task())), pause(2_000)]);
    this.user = this.device = undefined;
    this.disk.clear();
    this.small.clear();
    for (const tab of this.tabs) for (const listener of tab.wipes) listener();
    for (const tab of this.tabs) tab.changed();
  }

  /** A copy of all that is stored, such as a backup or a second computer. */
  copy(name: string): Profile {
    const copy = new Profile(this.server, name);
    copy.disk = structuredClone(this.disk);
    copy.small = structuredClone(this.small);
    copy.device = this.device;
    return copy;
  }
}

export class Tab {
  dead = false;
  /** Awaits until it dies. */
  life = Infinity;
  awaits = 0;
  visible = true;
  /** Changes reach this tab. */
  live = true;
  readonly wipes = new Set<() => void>();
  readonly beforeLogout = new Set<() => Promise<void>>();
  readonly #events = new Map<string, Set<() => void>>();
  readonly #channels = new Map<string, Set<(data: unknown) => void>>();
  readonly #changes = new Set<() => void>();
  readonly listeners = new Set<CartListener>();
  readonly profile: Profile;
  readonly cart: Cart;

  constructor(profile: Profile) {
    this.profile = profile;
    this.cart = createCart(this.#client(), { backend: this.#backend() });
  }

  emit(event: string): void {
    if (!this.dead) for (const listener of this.#events.get(event) ?? []) listener();
  }

  changed(): void {
    if (!this.dead) for (const listener of this.#changes) listener();
  }

  kill(): void {
    this.dead = true;
    this.profile.tabs.delete(this);
    this.cart.destroy();
  }

  /** One await: what comes after it happens only if the tab is still alive. */
  async #breathe<T>(value: Promise<T>): Promise<T> {
    if (++this.awaits >= this.life && !this.dead) this.kill();
    if (this.dead) {
      value.catch(() => {});
      return never;
    }
    let result: T;
    try {
      result = await value;
    } catch (error) {
      if (this.dead) return never;
      throw error;
    }
    return this.dead ? never : result;
  }

  #records(name: string): Records {
    const own = new Map<string, unknown>();
    const store = () => {
      if (this.profile.blocked) return own;
      if (!this.profile.disk.has(name)) this.profile.disk.set(name, new Map());
      return this.profile.disk.get(name)!;
    };
    const run = <T>(fn: () => T): Promise<T> => this.#breathe(pause().then(() => (this.dead ? never : fn())));
    const blocked = () => this.profile.blocked;
    return {
      get kind() {
        return blocked() ? 'memory' : 'disk';
      },
      // To look leaves no trace.
      get: <T>(key: string) =>
        run(() => {
          const there = this.profile.blocked ? own : this.profile.disk.get(name);
          return structuredClone(there?.get(key)) as T | undefined;
        }),
      set: (entries) =>
        run(() => {
          for (const [key, value] of entries) store().set(key, structuredClone(value));
        }),
      update: <T>(key: string, fn: (old: T | undefined) => T | undefined) =>
        run(() => {
          const value = fn(structuredClone(store().get(key)) as T | undefined);
          if (value === undefined) store().delete(key);
          else store().set(key, structuredClone(value));
          return value;
        }),
      delete: (keys) => run(() => keys.forEach((key) => store().delete(key))),
      entries: <T>() => run(() => [...store()] as [string, T][]),
      wipe: () => run(() => store().clear()),
    };
  }

  #platform(): Platform {
    const { profile } = this;
    const unsupported = () => {
      throw new Error('not used by the cart');
    };
    return {
      small: {
        get: (name) => profile.small.get(name) ?? null,
        set: (name, value) => void profile.small.set(name, value),
        remove: (name) => void profile.small.delete(name),
        onChange: () => () => {},
      },
      records: (name) => this.#records(name),
      wipe: unsupported,
      lock: async (name, fn) => {
        if (profile.lockless) return fn();
        const before = profile.locks.get(name) ?? Promise.resolve();
        let release = () => {};
        const done = new Promise<void>((resolve) => (release = resolve));
        profile.locks.set(
          name,
          before.then(() => done),
        );
        await before;
        // A tab that dies lets go of its locks.
        const watch = setInterval(() => {
          if (!this.dead) return;
          clearInterval(watch);
          release();
        }, 5);
        try {
          return await fn();
        } finally {
          clearInterval(watch);
          release();
        }
      },
      channel: (name, onMessage) => {
        const listeners = this.#channels.get(name) ?? new Set();
        this.#channels.set(name, listeners.add(onMessage));
        return {
          post: (data) => {
            if (this.dead) return;
            for (const tab of profile.tabs) {
              if (tab === this) continue;
              const others = tab.#channels.get(name) ?? [];
              setTimeout(() => !tab.dead && others.forEach((listener) => listener(structuredClone(data))), 1);
            }
          },
          close: () => void listeners.delete(onMessage),
        };
      },
      get online() {
        return profile.online;
      },
      visible: true,
      on: (event, listener) => {
        const listeners = this.#events.get(event) ?? new Set();
        this.#events.set(event, listeners.add(listener));
        return () => void listeners.delete(listener);
      },
      privacyControl: false,
      fetch: unsupported,
    };
  }

  #client(): Client {
    const { profile } = this;
    const slots = new Map<string, unknown>();
    const identity: Identity = {
      get device() {
        return profile.device ? { deviceId: profile.device, token: profile.device } : undefined;
      },
      get userId() {
        return profile.user;
      },
      ensureDevice: () =>
        this.#breathe(
          pause().then(() => {
            if (!profile.online) throw new Fault('net/offline', 0);
            profile.device ??= `device-${profile.name}-${Math.random()}`;
            return { deviceId: profile.device, token: profile.device };
          }),
        ),
      token: async () => profile.user ?? null,
      subscribe: (listener) => {
        this.#changes.add(listener);
        return () => void this.#changes.delete(listener);
      },
    };
    const enter = <T>(set: Set<T>, one: T) => {
      set.add(one);
      return () => void set.delete(one);
    };
    return {
      options: { endpoint: '', key: 'pk_test', channel: 'web' },
      platform: this.#platform(),
      identity,
      slot: <T>(name: string, make: () => T) => {
        if (!slots.has(name)) slots.set(name, make());
        return slots.get(name) as T;
      },
      beforeLogout: (task: () => Promise<void>) => enter(this.beforeLogout, task),
      onWipe: (listener: () => void) => enter(this.wipes, listener),
    } as Partial<Client> as Client;
  }

  #backend(): CartBackend {
    const { profile } = this;
    const { server } = profile;
    const who = () => ({ device: profile.device, user: profile.user });
    const request = <T>(answer: () => T): Promise<T> =>
      this.#breathe(
        (async () => {
          const fate = profile.fates.shift() ?? 'fine';
          await pause(profile.latency);
          if (!profile.online) throw new Fault('net/offline', 0);
          if (fate === 'lose-request') throw new Fault('net/failed', 0);
          if (fate instanceof Fault) throw fate;
          const result = answer();
          await pause(profile.latency);
          if (fate === 'lose-answer') throw new Fault('net/timeout', 0);
          return result;
        })(),
      );
    return {
      can: { ops: true, live: true, merge: true, later: false, codes: false },
      send: (ref, up) => request(() => server.send(who(), ref.cart, up)),
      merge: (ref) => request(() => server.merge(who(), ref.cart, ref.replica)),
      checkout: (ref) => request(() => ({ quote: server.quote(who(), ref.cart) })),
      live: (listener) => {
        const mine = {
          who,
          on: (told: Announced) => {
            if (this.dead || !this.live || !profile.online) return;
            if (told.kind === 'cart') listener.push(told.push);
            else if (told.kind === 'quote') listener.quote(told.cart, told.quote);
            else listener.moved(told.cart);
          },
        };
        server.listeners.add(mine);
        setTimeout(() => !this.dead && this.live && listener.reset(), 3);
        return () => void server.listeners.delete(mine);
      },
    };
  }
}

/** What a tab shows. */
export const shows = ({ cart }: Tab): Record<string, number> =>
  Object.fromEntries(cart.$lines.get().map((line) => [line.key, line.quantity]));

/** Waits until it holds; says what it was waiting for when it does not. */
export async function until(holds: () => boolean, what: string, ms = 30_000): Promise<void> {
  for (const end = Date.now() + ms; !holds(); await pause(2)) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
  }
}

/** Until nothing waits in any of the tabs; what is not read yet may. */
export const quiet = (...tabs: Tab[]): Promise<void> =>
  until(
    () =>
      tabs.every(({ cart }) => {
        const { phase, pending, saved } = cart.$status.get();
        return phase !== 'loading' && pending === 0 && saved;
      }),
    'all edits confirmed',
  );

export { pause };
