import type { Unsubscribe } from '@continuo/core';
import type { EcommerceEvents } from '@continuo/protocol';
import type { Campaign } from './context/utm.ts';

/** Names and property types of a shop's own events. */
export type EventMap<Custom> = { [Name in keyof Custom]: object };

/** All events a tracker takes: Segment's e-commerce events and the shop's own. */
export type Events<Custom> = EcommerceEvents & Custom;

/** Properties may be left out where none is required. */
type Properties<P> = object extends P ? [properties?: P] : [properties: P];

/** Why events were not delivered. */
export type DropReason =
  /** Analytics is not allowed, or was withdrawn while they waited. */
  | 'consent'
  /** They waited when the customer logged out. */
  | 'logout'
  /** Too many wait (before consent 1,000 events; later 16 million characters). */
  | 'full'
  /** One event over 32,000 characters. */
  | 'too-large'
  /** Cannot be written as JSON: a circle, a BigInt. */
  | 'invalid'
  /** The collector refused the event itself. */
  | 'refused'
  /** Older than 30 days, after which the backend could not tell a repetition; or stored by a version unknown to this one. */
  | 'expired';

/** What `tracker.on` tells. */
export interface Diagnostics {
  deliver: { count: number };
  drop: { count: number; reason: DropReason; code?: string | undefined };
}

/** Adds something to a tracker; what it returns undoes that when the tracker is destroyed. */
export type Plugin = (tracker: AnyTracker) => Unsubscribe | void;

/** A tracker whatever its own events are, as plugins take it: only Segment's e-commerce events. */
export type AnyTracker = Tracker<object>;

export interface TrackerOptions {
  plugins?: readonly Plugin[];
  /**
   * Says where a visit came from. Default: the UTM parameters of the address. `campaignOf` of `@continuo/tracker/sources`
   * knows click ids, search engines, social networks, assistants and mail as well.
   */
  campaignOf?: (url: URL, referrer: string) => Campaign;
  /** Events wait in memory until this is settled: what `linker` of `@continuo/tracker/linker` answers. One that rejects is told in the console. */
  arrival?: Promise<void>;
  /** When the present call happened, milliseconds since 1970, for who keeps calls back and makes them later. */
  now?: () => number;
  /**
   * A Segment-compatible collector to send to instead of the client's backend. It gets plain JSON and neither the
   * customer token nor the device token.
   */
  collector?: { url: string; writeKey: string };
}

/** Every method returns at once and none throws; what cannot be sent is told by `on('drop')`. */
export interface Tracker<Custom extends EventMap<Custom> = object> {
  /** Something happened: an e-commerce event of Segment's specification, or one of `Custom`. */
  track<Name extends keyof Events<Custom> & string>(
    event: Name,
    ...properties: Properties<Events<Custom>[Name]>
  ): void;
  /** A page is seen. `url`, `path`, `search`, `title` and `referrer` are added. */
  page(name?: string, properties?: object): void;
  /** A screen of an app is seen. */
  screen(name: string, properties?: object): void;
  /**
   * Labels this and later events with a customer's id, and tells traits. It opens nothing: only a customer token does.
   * `undefined` tells traits of a visitor without a name.
   */
  identify(userId: string | undefined, traits?: object): void;
  group(groupId: string, traits?: object): void;
  /** `userId` and `previousId` (default: the present userId, else the anonymousId) are the same person. */
  alias(userId: string, previousId?: string): void;
  /** Forgets who this is: the next event starts a new anonymousId and a new session. Waiting events keep theirs. */
  reset(): void;
  /** Sends what waits; resolves when it was tried, whether it worked or not. */
  flush(): Promise<void>;
  use(plugin: Plugin): void;
  /** Ends plugins and timers. What waits on the disk is sent by the next visit. */
  destroy(): void;
  on<K extends keyof Diagnostics>(type: K, listener: (detail: Diagnostics[K]) => void): Unsubscribe;
}
