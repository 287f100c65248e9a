import type { Channel, Change, ChangeKind, CONSENT_CATEGORIES, Device, ErrorCode } from '@continuo/protocol';

/** A category of consent. `necessary` is always allowed. */
export type ConsentCategory = (typeof CONSENT_CATEGORIES)[number];
export type ConsentMode = 'opt-in' | 'opt-out';

/** Stops what a subscription started. May be called twice. */
export type Unsubscribe = () => void;

export interface ClientOptions {
  /** Origin (and path prefix, if any) of the backend, without `/v1`: `https://api.example.com`. A bare host gets `https://`. */
  endpoint: string;
  /** The publishable key, `pk_…`. */
  key: string;
  /** The place this page is. Default `web`. */
  channel?: Channel;
  /** Market to quote in, such as `hk`. Default: the workspace's first. */
  market?: string;
  /** BCP 47 language for texts of the backend. Default: the page's `lang`, else `en`. */
  locale?: string;
  /** Default `opt-in`. */
  consent?: ConsentMode;
  /** Version of the words that people agree to, stored with their choice. Default `1`. */
  consentTextVersion?: string;
  /**
   * Asks the merchant's own server for a customer token; `null` when nobody is logged in. Called once for many
   * callers, again shortly before the token ends.
   */
  getToken?: () => Promise<string | null>;
  /** Where `live-worker.js` is served, if not beside the chunk that starts it. Must be of the page's own origin. */
  workerUrl?: string;
  /** What the client needs of its surroundings. Default: memory only, safe in Node. */
  platform?: Platform;
}

/**
 * What a client needs of its surroundings; `@continuo/core/browser` has the browser's. Nothing in it may throw.
 * `client.platform` is the same with every name made this client's own: `small.get('consent')` is the key
 * `continuo:<key>:consent`. All but that choice is also the present visitor's own: `records('cart')` is the database
 * `continuo:<key>:cart`, and after a logout `continuo:<key>:1:cart`.
 */
export interface Platform {
  /** Small values that must be there at once: the consent choice, the device token. Writes that fail are kept in memory. */
  readonly small: {
    get(name: string): string | null;
    set(name: string, value: string): void;
    remove(name: string): void;
    /** Another tab wrote or removed the name; an empty name: any. */
    onChange(listener: (name: string) => void): Unsubscribe;
  };
  /** A store of records, one IndexedDB database a name, opened at the first write or read. */
  records(name: string): Records;
  /**
   * Wipes the small values, before it returns, and the stores of records whose names match, whichever page or tab made
   * them. `client.platform.wipe` matches names without `continuo:<key>:`, and those of all visitors.
   */
  wipe(matches: (name: string) => boolean): Promise<void>;
  /** Runs `fn` while holding a lock of all tabs; without lock support runs it at once. */
  lock<T>(name: string, fn: () => Promise<T>): Promise<T>;
  /** Tells all tabs of this origin (not this one). */
  channel(name: string, onMessage: (data: unknown) => void): { post(data: unknown): void; close(): void };
  readonly online: boolean;
  readonly visible: boolean;
  /** `hide`: the page is hidden or goes; what is not sent or stored by then may be lost. */
  on(event: 'online' | 'offline' | 'hide' | 'show', listener: () => void): Unsubscribe;
  /** Global Privacy Control. */
  readonly privacyControl: boolean;
  /** All requests, the stream too; with the browser's own the stream is read in a worker. */
  readonly fetch: typeof fetch;
}

/** Records of one name. Every call resolves: where the disk refuses, memory keeps them and `kind` says so. */
export interface Records {
  readonly kind: 'disk' | 'memory';
  get<T>(key: string): Promise<T | undefined>;
  /** Atomic over its entries. */
  set(entries: readonly (readonly [string, unknown])[]): Promise<void>;
  /** Reads and writes one record in one transaction. */
  update<T>(key: string, fn: (old: T | undefined) => T | undefined): Promise<T | undefined>;
  delete(keys: readonly string[]): Promise<void>;
  entries<T>(): Promise<[string, T][]>;
  /** Deletes all, and the database itself where that is possible. */
  wipe(): Promise<void>;
}

/** What the visitor chose, with the proof of it. */
export interface ConsentChoice {
  categories: Record<ConsentCategory, boolean>;
  /** ISO 8601, UTC. */
  at: string;
  textVersion: string;
  /** Where the choice was made, such as `banner` or `preferences`. */
  source: string;
}

export interface Consent {
  readonly mode: ConsentMode;
  /** Undefined while the visitor has not chosen. */
  readonly choice: ConsentChoice | undefined;
  /** Whether the category may be used now: the choice, else mode and Global Privacy Control. */
  allows(category: ConsentCategory): boolean;
  /** Stores a choice (as necessary) and tells all tabs. Categories left out keep their present state. */
  choose(categories: Partial<Record<ConsentCategory, boolean>>, source: string): void;
  /** Called after every change, whichever tab made it. */
  subscribe(listener: () => void): Unsubscribe;
}

export interface Identity {
  /** This browser, once the visitor asked for something that must be kept. */
  readonly device: Device | undefined;
  /** Makes the device when there is none: one request for many callers and tabs, same answer when repeated. */
  ensureDevice(): Promise<Device>;
  /** The customer, from the token's `sub`; undefined for a guest. */
  readonly userId: string | undefined;
  /**
   * A customer token that is valid for at least 30 s more, or `null`. One refresh for many callers and tabs. Rejects
   * with a `ContinuoError` when `getToken` failed: who the visitor is, is then not known.
   */
  token(): Promise<string | null>;
  /** Called when device or customer changed (login, logout, another tab). */
  subscribe(listener: () => void): Unsubscribe;
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a `Blob` as it is, with its own type. */
  body?: unknown;
  /** `key`, `market` and `locale` are added to reads by the public. */
  query?: Record<string, string | undefined>;
  /**
   * Whose request it is. `public`: key only. `visitor`: device token, and customer token when there is one; a device
   * is *not* made. `customer`: fails with `auth/missing` when nobody is logged in. `staff`: the cookie of the desk's
   * own session, which no other request carries. Default `public`.
   */
  as?: 'public' | 'visitor' | 'customer' | 'staff';
  idempotencyKey?: string;
  /** Besides those that every request has. */
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  keepalive?: boolean;
  /** Milliseconds until `net/timeout`. Default 15,000. */
  timeout?: number;
}

/** Something that failed as such things do. `message` is for developers; what shoppers read is in the elements. */
export interface ContinuoErrorLike extends Error {
  readonly code: ErrorCode;
  /** HTTP status, 0 when there was no answer. */
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Milliseconds to wait, where the answer said so. */
  readonly retryAfter: number | undefined;
  /** The problem document, where there was one. */
  readonly problem: Record<string, unknown> | undefined;
}

export interface Changes {
  /**
   * Listens to one kind of change of this visitor. The first listener starts the stream (a lazy chunk) as soon as
   * there is a device or a customer, the last one to leave stops it. `onReset` is called when changes may have been
   * missed, so also once after each start: fetch the present state.
   */
  on<K extends ChangeKind>(
    kind: K,
    listener: (change: Extract<Change, { kind: K }>) => void,
    onReset: () => void,
  ): Unsubscribe;
}

export interface Client {
  readonly options: Readonly<Required<Pick<ClientOptions, 'endpoint' | 'key' | 'channel'>> & ClientOptions>;
  readonly platform: Platform;
  readonly consent: Consent;
  readonly identity: Identity;
  readonly changes: Changes;
  /** JSON over HTTP. Rejects with a `ContinuoError` only. `undefined` for 204. */
  request<T>(path: string, options?: RequestOptions): Promise<T>;
  /**
   * To be called when the merchant's page has logged somebody in: takes the token, joins this device to the customer.
   * Succeeds even when the joining must be repeated later.
   */
  login(): Promise<void>;
  /** Lets features send what is pending (at most 2 s), wipes storage in all tabs, closes streams. */
  logout(): Promise<void>;
  /** `task` runs before a logout wipes; it has 2 s. */
  beforeLogout(task: () => Promise<void>): Unsubscribe;
  /**
   * Called in every tab when the visitor's storage was wiped: a logout here or elsewhere, or another customer. Forget
   * what is in memory too. Device and customer are already gone when it is called.
   */
  onWipe(listener: () => void): Unsubscribe;
  /** A thing there is one of per client (the cart, the tracker), whichever bundle asks first. */
  slot<T>(name: string, make: () => T): T;
  destroy(): void;
}
