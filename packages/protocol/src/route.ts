import type * as z from 'zod/mini';
import type { ErrorCode } from './constants.ts';

/**
 * Who may call a route. `none` needs nothing. A route that lists several takes any one of them.
 * - `publishable`: the key `pk_…` from an allowed origin (`?key=` on reads, `key` in the body or `Authorization` on writes)
 * - `device`: header `Continuo-Device`; opens that visitor's own rows
 * - `customer`: `Authorization: Bearer <JWT>` signed by the merchant
 * - `staff`: session cookie and an Origin check
 * - `till`, `secret`: `Authorization: Bearer till_…` / `sk_…`
 * - `write-key`: Segment's way: `writeKey` in the body or Basic auth, a publishable or a secret key
 */
export type Credential =
  'none' | 'publishable' | 'device' | 'customer' | 'staff' | 'till' | 'secret' | 'write-key';

/** One route as data: what the server implements, the OpenAPI document shows and the isolation test walks. */
export interface Route {
  /** Stable name, `feature.verb`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for path parameters. */
  readonly path: string;
  readonly summary: string;
  readonly credentials: readonly Credential[];
  /** True where the role `moderator` suffices at the desk; other routes want an `agent` or `admin`. */
  readonly moderators?: true;
  readonly params?: z.ZodMiniObject;
  readonly query?: z.ZodMiniObject;
  /** Names of headers that the request must have besides its credential. */
  readonly headers?: readonly string[];
  /** The JSON body. `stream` stands for a body that is read as it comes (imports, uploads). */
  readonly body?: z.ZodMiniType | 'stream';
  /** Status and body of success; `file` for a picture or video, `html` for a piece of a page. */
  readonly status: 200 | 201 | 202 | 204;
  readonly response?: z.ZodMiniType | 'stream' | 'file' | 'html';
  /** Media type of a `stream` that is answered. Default text/event-stream. */
  readonly streams?: 'application/x-ndjson';
  /** The codes this route may answer besides those that any route may. */
  readonly errors?: readonly ErrorCode[];
  /**
   * How a repeated write is recognised. `key`: header `Idempotency-Key`. `natural`: by ids in the body or path.
   * Reads have none.
   */
  readonly idempotency?: 'key' | 'natural';
  /** True where the answer sets a cookie of the shop's own domain: pages call it with credentials. */
  readonly setsCookie?: true;
  /** True where the path names a row that belongs to somebody: a foreign credential gets 404. */
  readonly namesRow?: boolean;
}

/** Keeps the literal types of a route. */
export const route = <const R extends Route>(r: R): R => r;

type Out<T> = T extends z.ZodMiniType ? z.output<T> : undefined;
export type ParamsOf<R extends Route> = Out<R['params']>;
export type QueryOf<R extends Route> = Out<R['query']>;
export type BodyOf<R extends Route> = Out<R['body']>;
export type ResponseOf<R extends Route> = R['response'] extends 'html' ? string : Out<R['response']>;
