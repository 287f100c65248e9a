/** What messages and answers do to the record. Part of the chunk that is loaded when there is something to say. All pure. */
import type { CartDown, CartPush, CartUp, Operation, Quote } from '@continuo/protocol';
import { CART_LIMITS, WIRE_VERSION } from '@continuo/protocol/constants';
import { patch } from '../model/difference.ts';
import { lostEdits, quoteNotices, replacedSets, withNotices } from './notices.ts';
import { randomId } from './random.ts';
import { confirmed, type CartRecord, type Pending } from './record.ts';

/** Bodies of requests that outlive a page end at 64 kB; in characters, which are up to three bytes. */
const MESSAGE_CHARACTERS = 20_000;

/** The next message: what waits, from the first on. `most`: how many at most. */
export function message(record: CartRecord, most: number): CartUp {
  const part: Pending[] = [];
  let size = 0;
  for (const pending of record.pend) {
    size += JSON.stringify(pending).length;
    if (part.length === Math.min(most, CART_LIMITS.opsPerRequest)) break;
    if (part.length > 0 && size > MESSAGE_CHARACTERS) break;
    part.push(pending);
  }
  return {
    p: WIRE_VERSION,
    epoch: record.epoch,
    replica: record.replica,
    h: record.h,
    k: Math.min(record.k, record.v, ...record.pend.map(([op]) => op[1])),
    ops: part.map(([op]) => op),
    tags: part.map(([, tag]) => tag),
  };
}

/** Takes an answer to `up`, which was sent to the cart with the id `to`. */
export function take(record: CartRecord, to: string, up: CartUp, down: CartDown, now: number): CartRecord {
  // To a former replica, or overtaken by a move to another cart.
  if (up.replica !== record.replica || to !== record.cart) return record;
  if (down.cart === record.cart && record.epoch !== undefined && down.epoch !== record.epoch) {
    return takeRestored(record, down, now);
  }
  // Only what was in the message has been compared: a higher number may be a copy's.
  const acked = Math.max(record.acked, Math.min(down.a, up.ops.at(-1)?.[0] ?? 0));
  const tagOf = (s: number) => up.tags?.[up.ops.findIndex((op) => op[0] === s)] ?? '';
  let next: CartRecord = {
    ...record,
    acked,
    sent: Math.max(record.sent, up.ops.at(-1)?.[0] ?? 0),
    pend: record.pend.filter(([op]) => op[0] > acked),
    refused: [...record.refused, ...down.refused.map(({ s, code }) => [tagOf(s), code] as const)].slice(-20),
    notices: withNotices(record.notices, down.notices),
    at: now,
  };
  if (down.cart !== record.cart) {
    // The backend forwards what was meant for the old cart, and knows how: go on there until nothing waits.
    if (next.pend.length > 0 || down.f >= 0) return next;
    const from = down.state === 'merged' ? { ...next, owned: true } : { ...next, checkoutAt: 0 };
    next = { ...from, cart: down.cart, epoch: down.epoch, v: 0, h: -1, quote: undefined, lines: {} };
    return priced(patched(next, down), down.quote, now);
  }
  // Overtaken by a push or by another tab's answer: what it says of our operations holds all the same.
  if (down.v < record.v && record.h >= 0) return next;
  if (down.f > record.h) return { ...next, h: -1 };
  next = { ...priced(patched(next, down), down.quote, now), epoch: down.epoch };
  // The backend does not know what it confirmed, or knows more than was ever sent from here.
  const isFork = down.a < record.acked || (down.a > next.seq && next.pend.length === 0);
  return isFork ? fork(next, acked) : next;
}

/** Takes a push. The record itself, unchanged, when it must ask instead. */
export function takePush(record: CartRecord, push: CartPush): CartRecord {
  const isNext = push.cart === record.cart && push.epoch === record.epoch && record.h >= 0;
  // While something sent waits, a push may already hold it: the answer tells what, so that nothing shows twice.
  const mayHoldOwn = record.pend.some(([op]) => op[0] <= record.sent);
  if (!isNext || mayHoldOwn || push.v <= record.v || push.f > record.v) return record;
  return patched(record, push);
}

export function takeQuote(record: CartRecord, cart: string, quote: Quote, now: number): CartRecord {
  return cart === record.cart && quote.v >= record.v ? priced(record, quote, now) : record;
}

function patched(record: CartRecord, difference: CartPush): CartRecord {
  const { v, lines } = patch(confirmed(record), difference);
  const lost = replacedSets(record.replica, record.lines, lines);
  return { ...record, v, h: v, k: Math.min(record.v, v), lines, notices: withNotices(record.notices, lost) };
}

function priced(record: CartRecord, quote: Quote | undefined, now: number): CartRecord {
  if (!quote) return record;
  const notices = withNotices(record.notices, quoteNotices(record.quote, quote));
  return { ...record, quote, quotedAt: now, notices };
}

export const withSeen = (op: Operation, seen: number, s = op[0]): Operation =>
  [s, seen, ...op.slice(2)] as unknown as Operation;

export const renumbered = (pend: readonly Pending[], from: number): Pending[] =>
  pend.map(([op, tag], i) => [withSeen(op, op[1], from + i), tag]);

/** This copy goes on as a new replica, from what both agree on, with everything taken anew. */
export function fork(record: CartRecord, same: number): CartRecord {
  const pend = renumbered(
    record.pend.filter(([op]) => op[0] > same),
    1,
  );
  return { ...record, replica: randomId(16), pend, seq: pend.length, sent: 0, acked: 0, h: -1 };
}

/**
 * Takes the cart of a backend that was restored from a backup. What waits is sent again; what was confirmed and is
 * gone is told. Versions have begun anew, so nothing that waits can claim to have seen any.
 */
function takeRestored(record: CartRecord, down: CartDown, now: number): CartRecord {
  if (down.f >= 0) return { ...record, h: -1 };
  const next: CartRecord = {
    ...priced(patched({ ...record, v: 0, h: -1 }, down), down.quote, now),
    epoch: down.epoch,
    at: now,
    pend: record.pend.map(([op, tag]) => [withSeen(op, 0), tag]),
  };
  const told = { ...next, notices: withNotices(next.notices, lostEdits(record.lines, down.l, down.epoch)) };
  return down.a < record.acked ? { ...fork(told, record.acked), h: told.h } : told;
}
