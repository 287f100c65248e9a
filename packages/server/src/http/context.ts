import type { BodyOf, Credential, ParamsOf, QueryOf, ResponseOf, Role, Route } from '@continuo/protocol';
import type { Logger } from 'pino';
import type { Db } from '../database/types.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Metrics } from './metrics.ts';

/** Who calls, as far as it was proved. */
export type Actor =
  | { kind: 'public' }
  | { kind: 'device'; deviceId: string }
  /** `deviceId`: the device token that came along, if it was valid. */
  | { kind: 'customer'; userId: string; deviceId?: string | undefined; expires: Date }
  | { kind: 'staff'; staffId: string; role: Role; expires: Date }
  | { kind: 'till'; keyId: string; locationId: string }
  | { kind: 'secret' };

interface KindOf {
  none: 'public';
  publishable: 'public';
  device: 'device';
  customer: 'customer';
  staff: 'staff';
  till: 'till';
  secret: 'secret';
  'write-key': 'public' | 'device' | 'customer' | 'secret';
}
/** The actors that a route with these credentials can meet. */
export type ActorOf<R extends Route> = Extract<Actor, { kind: KindOf[R['credentials'][number]] }>;

/** A route that needs no credential knows no workspace. */
type WorkspaceOf<R extends Route> = R['credentials'][number] extends infer C extends Credential
  ? [C] extends ['none']
    ? undefined
    : Workspace
  : never;

/** What a handler is given. */
export interface Context<R extends Route = Route> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  readonly ws: WorkspaceOf<R>;
  readonly actor: ActorOf<R>;
  readonly db: Db;
  /** Bound to the request's id. Never log tokens, addresses or message texts. */
  readonly log: Logger;
  /** The request itself: headers, abort signal, and the body of a route whose body is `stream`. */
  readonly request: Request;
  readonly requestId: string;
  /** Address of the caller, as the server was told to believe it; never stored. */
  readonly ip: string;
  readonly now: () => Date;
  readonly metrics: Metrics;
}

/** What a handler answers. */
export interface Answer<R extends Route = Route> {
  /** A function is called only when the `etag` is not the one that the caller holds. */
  readonly body?: ResponseOf<R> | (() => Promise<ResponseOf<R>>);
  /** Default: the route's. */
  readonly status?: number;
  /** Without quotes; made from the version of the row, so that it is known before the work. */
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A `Response` is for streams only. */
export type Handler<R extends Route = Route> = (c: Context<R>) => Promise<Answer<R> | Response>;

/** Handlers by route id. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Gives a handler the types of its route: `[routes.cart.ops.id]: handle(routes.cart.ops, async (c) => …)`. */
export const handle = <R extends Route>(_route: R, handler: Handler<R>): Handler =>
  handler as unknown as Handler;
