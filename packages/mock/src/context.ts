import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from '@continuo/protocol';
import { MockProblem } from './problem.ts';
import type { State } from './state.ts';

export type Visitor =
  { kind: 'device'; deviceId: string } | { kind: 'customer'; userId: string; deviceId?: string };
export type Actor = { kind: 'public' } | Visitor;

/** What a handler is given. */
export interface Context<R extends Route = Route> {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  actor: R['credentials'][number] extends 'device' | 'customer' | 'staff' | 'secret' ? Visitor : Actor;
  state: State;
  /** What there is, as the fault of the route shows it. */
  shown: Shown;
  headers: Headers;
  /** The body of a route that reads it as it comes. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Headers that the answer gets besides its own, and a problem too. */
  sends: Headers;
  /** Where this backend is said to be. */
  endpoint: string;
  now: Date;
}
/** The body, of a file its bytes. */
type Answer<R extends Route> =
  (R['response'] extends 'file' ? Uint8Array<ArrayBuffer> : ResponseOf<R>) | undefined;
export type Handler<R extends Route = Route> = (context: Context<R>) => Answer<R> | Promise<Answer<R>>;
export type Handlers = Readonly<Record<string, Handler>>;

/** What a fault may show otherwise. */
export type Shown = Pick<State, 'products' | 'reviews' | 'digests' | 'questions' | 'answers'>;

/** Gives a handler the types of its route. */
export const handle = <R extends Route>(route: R, handler: Handler<R>): Handlers => ({
  [route.id]: handler,
});

/** The name under which everything of a visitor is kept; a device that was joined is its customer. */
export const personOf = (state: State, actor: Visitor): string =>
  actor.kind === 'customer'
    ? `u:${actor.userId}`
    : (state.joined.get(actor.deviceId) ?? `d:${actor.deviceId}`);

/** Of what a guest wrote their device is the owner, also after they logged in. */
export const isOwn = (
  state: State,
  actor: Visitor,
  { person, deviceId }: { person: string; deviceId?: string },
): boolean => (actor.kind === 'customer' ? person === personOf(state, actor) : deviceId === actor.deviceId);

export function hasProduct({ products }: Pick<State, 'products'>, productId: string): void {
  if (!products.some(({ id }) => id === productId)) throw new MockProblem('catalog/product-unknown');
}

/** The language of a list that suits best: the same, else one that begins the same, else the first. */
export function localeOf(asked: string | undefined, known: readonly string[]): string {
  const language = asked?.split('-')[0];
  return (
    known.find((locale) => locale === asked) ??
    known.find((locale) => locale.split('-')[0] === language) ??
    known[0] ??
    'en'
  );
}
