/** What is stored: events of one owner, made in one task, already written as JSON. */
export interface EventRecord {
  /** Its key: sorts by age. */
  k: string;
  /** The customer they were made under; empty: nobody; undefined: nobody had asked yet. */
  u: string | undefined;
  /** The device they were made on. */
  d: string | undefined;
  /** When the first was made, milliseconds since 1970. */
  t: number;
  /** How many. */
  n: number;
  /** Their JSON, joined by commas. */
  b: string;
  /** When a request took them whose answer may be lost with its page. */
  h?: number | undefined;
}

/** Failed deliveries, shared by all tabs and the next visit. */
export interface Pause {
  /** Its key: `PAUSE`. */
  k: string;
  from: number;
  ms: number;
  tries: number;
  /** The server named the time: being online again does not end it. */
  asked: boolean;
}

/** Key of the pause; sorts behind every record. */
export const PAUSE = '~';
/** Characters after which a new record begins: small enough that a hiding page can hand over some of many. */
export const RECORD_CHARS = 16_000;
/** Characters of one event, and characters that may wait. */
export const EVENT_CHARS = 32_000;
export const QUEUE_CHARS = 16_000_000;
/** Bytes of events in one request; with all that stands around them they fit into the backend's 512 KiB. */
export const BATCH_BYTES = 480_000;
/** The same for all requests together that outlive a page. Browsers refuse more than 65,536. */
export const LAST_BYTES = 60_000;
/** Milliseconds an answer is waited for, while the page is there and when it may go. */
export const ANSWER_MS = 20_000;
export const LAST_ANSWER_MS = 8_000;
/** Milliseconds after which events are sent again whose answer was lost with a page; more than an answer may take. */
export const HANDED_MS = 10_000;

/** Whether `then` is less than `ms` away; false for none. A clock that was set back by more has left it. */
export const near = (then: number | undefined, now: number, ms: number): boolean =>
  Math.abs(now - then!) < ms;

const encoder = new TextEncoder();
export const bytesOf = (text: string): number => encoder.encode(text).length;
