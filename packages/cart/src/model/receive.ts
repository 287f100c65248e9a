import type { CartUp, Notice, Operation, Refusal } from '@continuo/protocol';
import { apply, type Late } from './apply.ts';
import { compact, EXPIRY, horizonOf, liveReplicas, type Expiry, type Seen } from './compact.ts';
import { hasProperties, keyOf, lineKey, operationHash, variantOf } from './key.ts';
import type { CartState } from './line.ts';

/** What is remembered of a replica: one row of `cart_replica`. */
export interface Sender {
  /** Last s that was accepted or refused. */
  readonly last: number;
  /** Of its last operations; the last one is that of `last`. */
  readonly hashes: readonly string[];
}
export const NEW_SENDER: Sender = { last: 0, hashes: [] };

/** As many as a message may hold: a message that is repeated can be compared whole. */
const HASHES = 100;

export interface Arrival {
  readonly up: Pick<CartUp, 'replica' | 'h' | 'k' | 'ops' | 'epoch' | 'tags'>;
  /** Epoch of the cart. A message of another one is answered with everything, and changes nothing. */
  readonly epoch: string;
  readonly cart: CartState;
  readonly sender: Sender;
  readonly seen: readonly Seen[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /**
   * The message was addressed to a cart that forwards to this one: `merged`, its versions are those of a guest cart;
   * `ordered`, it speaks of what has been bought.
   */
  readonly forwarded?: 'merged' | 'ordered';
  readonly expiry?: Expiry;
}

export interface Received {
  readonly problem?: undefined;
  readonly cart: CartState;
  readonly sender: Sender;
  /** Rows of replicas that were not heard of for too long are left out. */
  readonly seen: readonly Seen[];
  /** The version to answer from (−1: everything); hand it to `differenceSince`. */
  readonly f: number;
  /** Of this message's new operations. The caller keeps them for a while: a repetition must be told the same. */
  readonly refused: readonly Refusal[];
  readonly notices: readonly Notice[];
}

/** Nothing of the message was applied. */
export type Rejected =
  | { readonly problem: 'cart/replica-forked'; readonly same: number }
  | { readonly problem: 'cart/seen-ahead' | 'cart/line-key-invalid'; readonly s: number };

/** One message, whole: repetitions skipped, gaps and forks found, operations applied, `seen` recorded, cart compacted. */
export function receive(arrival: Arrival): Received | Rejected {
  const { up, now, forwarded, expiry = EXPIRY } = arrival;
  const { replica, ops, h } = up;
  let { cart, sender } = arrival;
  const restored = !forwarded && up.epoch !== undefined && up.epoch !== arrival.epoch;
  const start = cart.v;
  const horizon = horizonOf(cart, liveReplicas(arrival.seen, start, now, expiry));
  const refused: Refusal[] = [];
  const notices: Notice[] = [];
  let gap = restored;

  for (const [i, op] of (restored ? [] : ops).entries()) {
    const s = op[0];
    const hash = operationHash(op, up.tags?.[i]);
    if (s <= sender.last) {
      if (sender.hashes.at(s - sender.last - 1) !== hash) {
        return { problem: 'cart/replica-forked', same: s - 1 };
      }
      continue;
    }
    if (s > sender.last + 1) {
      gap = true;
      break;
    }
    const problem = fault(op, forwarded ? Infinity : start);
    if (problem) return { problem, s };
    const late: Late | undefined =
      forwarded === 'ordered' ? 'ordered' : forwarded || op[1] < horizon ? 'stale' : undefined;
    const told = notices.length;
    const applied = apply(cart, replica, op, late, (notice) => notices.push(notice));
    cart = applied.cart;
    if (applied.refused) {
      refused.push({ s, code: applied.refused });
      if (notices.length === told) notices.push(refusal(replica, op));
    }
    sender = { last: s, hashes: [...sender.hashes, hash].slice(-HASHES) };
  }

  const mine = arrival.seen.find((row) => row.replica === replica);
  // Forwarded, its versions are not ours: it refers to its own parts only, as the merge left them.
  const refers = forwarded ? (mine?.seen ?? start) : Math.min(up.k ?? Math.max(h, 0), start);
  const row: Seen | undefined = gap ? mine : { replica, seen: refers, at: now };
  const rows = arrival.seen.filter((other) => other.replica !== replica).concat(row ?? []);
  const seen = liveReplicas(rows, cart.v, now, expiry);
  cart = compact(cart, horizonOf(cart, seen));
  return { cart, sender, seen, f: forwarded || restored ? -1 : h, refused, notices };
}

function fault(op: Operation, v: number): 'cart/seen-ahead' | 'cart/line-key-invalid' | undefined {
  if (op[1] > v) return 'cart/seen-ahead';
  if (op[2] !== 'a') return undefined;
  const key = keyOf(op[3]);
  const properties = op[5]?.properties;
  // Without properties the line must be known, which `apply` finds out.
  if (!properties) return undefined;
  return lineKey(hasProperties(key) ? variantOf(key) : key, properties) === key
    ? undefined
    : 'cart/line-key-invalid';
}

/** Tells a refusal that has no story of its own. */
const refusal = (replica: string, op: Operation): Notice => ({
  id: `refused:${replica}:${op[0]}`,
  kind: 'refused',
  address: op[2] === 'x' ? 'cart' : op[3],
  old: op[2] === 'n' ? op[5] : typeof op[4] === 'number' ? op[4] : null,
  new: null,
});
