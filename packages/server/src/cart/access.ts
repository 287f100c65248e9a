import type { Actor } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import type { Cart } from './store.ts';

/** Who speaks for a shopper. */
export type Shopper = Extract<Actor, { kind: 'device' | 'customer' }>;

/** The device that a replica is bound to: customers of a server-side client have none. */
export const deviceOf = (actor: Shopper): string =>
  actor.deviceId ?? `u:${(actor as { userId: string }).userId}`;

const owns = (actor: Actor, cart: Cart): boolean => {
  switch (actor.kind) {
    case 'secret':
    case 'till':
    case 'staff':
      return true;
    case 'customer':
      return cart.owner === null
        ? actor.deviceId !== undefined && cart.deviceId === actor.deviceId
        : cart.owner === actor.userId;
    case 'device':
      return cart.owner === null && cart.deviceId === actor.deviceId;
    case 'public':
      return false;
  }
};

/**
 * The last cart of a path, if the caller may use the first and the last. Unknown and another's are the same 404; a
 * device whose cart became a customer's has to bring that customer's token.
 */
export function reach(actor: Actor, path: readonly Cart[]): Cart {
  const first = path[0];
  const last = path.at(-1);
  if (!first || !last) throw problem('cart/unknown');
  if (first.state === 'erased' || last.state === 'erased') throw problem('cart/gone');
  if (owns(actor, last)) return last;
  const opened = actor.kind === 'device' && first.deviceId === actor.deviceId;
  throw problem(opened && last.owner !== null ? 'auth/missing' : 'cart/unknown');
}
