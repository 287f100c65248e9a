import {
  changedLines,
  differenceSince,
  operationHash,
  receive,
  type CartState,
  type Received,
  type Rejected,
} from '@continuo/cart/model';
import { Operation, type CartDown, type CartUp, type Notice, type Refusal } from '@continuo/protocol';
import { CART_LIMITS, WIRE_VERSION } from '@continuo/protocol/constants';
import { transact, type Db } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import type { Workspace } from '../workspaces/index.ts';
import { deviceOf, reach, type Shopper } from './access.ts';
import { push, tell } from './announcing.ts';
import { lockReached, openingOf, type Reached } from './open.ts';
import { quoteCart, rememberUnits } from './quoting.ts';
import { findContents, readContents, save, type Contents } from './store.ts';
import type { Told } from './tables.ts';

/** Milliseconds after which a replica that only looks is noted down as met again. */
const MET_AGAIN_MS = 3_600_000;
/** Operations for which is remembered what they were told: as many as a message may hold. */
const TOLD_FOR = CART_LIMITS.opsPerRequest;

/** One message after it was dealt with: all that its answer is made of. */
export interface Turn extends Reached {
  /** Before. */
  contents: Contents;
  /** After. */
  state: CartState;
  /** Last s of the replica. */
  a: number;
  /** The version to answer from; −1: everything. */
  f: number;
  refused: readonly Refusal[];
  notices: readonly Notice[];
}

export interface Message extends Terms {
  actor: Shopper;
  cartId: string;
  up: CartUp;
}

/** For whom an answer is. */
export interface Terms {
  ws: Workspace;
  up: Pick<CartUp, 'replica' | 'market' | 'locale'>;
  now: Date;
}

/** What does not need the cart to be found wrong. */
function check({ up }: Message): void {
  if (up.p !== WIRE_VERSION && up.p !== WIRE_VERSION - 1)
    throw problem('protocol/upgrade-required', { extra: { speaks: WIRE_VERSION } });
  if (up.ops.length > CART_LIMITS.opsPerRequest)
    throw problem('request/too-large', { detail: `At most ${CART_LIMITS.opsPerRequest} operations.` });
  const wrong = up.ops.find((op) => !Operation.safeParse(op).success) as unknown;
  if (wrong !== undefined)
    throw problem('cart/op-invalid', {
      extra: { s: Array.isArray(wrong) ? (wrong[0] as unknown) : undefined },
    });
}

/** The pure model's word on a message. Throws what it refuses as a whole. */
function decide(message: Message, { named, cart }: Reached, contents: Contents): Received {
  const { up, now, actor } = message;
  const { replica } = contents;
  if (replica && replica.deviceId !== deviceOf(actor)) {
    // Somebody copied a storage from another device: what both agree on was sent by the original.
    const other = up.ops.findIndex((op, i) => !remembers(replica, op, up.tags?.[i]));
    const agreed = other < 0 ? up.ops.at(-1) : up.ops[other - 1];
    throw problem('cart/replica-forked', { extra: { same: agreed?.[0] ?? 0 } });
  }
  const result: Received | Rejected = receive({
    up,
    epoch: cart.epoch,
    cart: contents.state,
    sender: { last: replica?.last ?? 0, hashes: replica?.hashes ?? [] },
    seen: contents.seen,
    now: now.getTime(),
    ...(named.id !== cart.id && { forwarded: named.state === 'ordered' ? 'ordered' : 'merged' }),
  });
  if (result.problem === undefined) return result;
  throw problem(result.problem, { extra: 'same' in result ? { same: result.same } : { s: result.s } });
}

const remembers = (
  replica: NonNullable<Contents['replica']>,
  op: Operation,
  tag: string | undefined,
): boolean => op[0] <= replica.last && replica.hashes.at(op[0] - replica.last - 1) === operationHash(op, tag);

/** What this message is told, and what a message that comes again has to be told again. */
function toldBy(contents: Contents, { sender, refused, notices }: Received): Told[] {
  const before = contents.replica?.last ?? 0;
  const news = refused.length + notices.length > 0;
  return [
    ...(contents.replica?.told ?? []),
    ...(news ? [{ from: before + 1, to: sender.last, refused, notices }] : []),
  ].filter((told) => told.to > sender.last - TOLD_FOR);
}

/** Whether nothing has to be written. */
const isIdle = ({ up, now }: Message, contents: Contents, received: Received): boolean => {
  const before = contents.seen.find((row) => row.replica === up.replica);
  const after = received.seen.find((row) => row.replica === up.replica);
  return (
    received.cart.v === contents.state.v &&
    received.cart.horizon === contents.state.horizon &&
    received.sender.last === (contents.replica?.last ?? 0) &&
    before?.seen === after?.seen &&
    (before === undefined || now.getTime() - before.at < MET_AGAIN_MS)
  );
};

const turnOf = (message: Message, reached: Reached, contents: Contents, received: Received): Turn => {
  const first = message.up.ops[0]?.[0] ?? Infinity;
  const told = toldBy(contents, received).filter((one) => one.to >= first);
  return {
    ...reached,
    contents,
    state: received.cart,
    a: received.sender.last,
    f: received.f,
    refused: told.flatMap((one) => one.refused),
    notices: told.flatMap((one) => one.notices),
  };
};

/** Reads without a lock, in one statement: enough for whoever only looks at an open cart. */
async function look(db: Db, message: Message): Promise<Turn | undefined> {
  const { ws, actor, cartId, up } = message;
  const contents = await findContents(db, ws.id, cartId, up.replica);
  if (contents?.cart.state !== 'open') return undefined;
  const reached = { named: contents.cart, cart: reach(actor, [contents.cart]) };
  const received = decide(message, reached, contents);
  if (!isIdle(message, contents, received)) return undefined;
  return turnOf(message, reached, contents, received);
}

async function act(db: Db, message: Message): Promise<Turn> {
  const { ws, actor, cartId, up, now } = message;
  const opening = openingOf(ws, up, now);
  return transact(
    db,
    async (tx) => {
      const reached = await lockReached(tx, ws.id, actor, cartId, opening);
      const contents = await readContents(tx, ws.id, reached.cart.id, up.replica);
      const received = decide(message, reached, contents);
      const cart = { ...reached.cart, v: received.cart.v, horizon: received.cart.horizon };
      if (up.market !== undefined) cart.market = opening.market;
      if (up.locale !== undefined) cart.locale = up.locale;
      const turn = turnOf(message, { named: reached.named, cart }, contents, received);
      const moved = cart.market !== reached.cart.market || cart.locale !== reached.cart.locale;
      if (!moved && isIdle(message, contents, received)) return turn;
      const before = contents.replica?.last ?? 0;
      const { last, hashes } = received.sender;
      const edited = cart.v !== contents.state.v;
      const { put, remove } = changedLines(contents.state, received.cart);
      await save(tx, ws.id, {
        cart,
        lines: put,
        gone: remove,
        ...(last !== before && {
          replica: {
            id: up.replica,
            deviceId: deviceOf(actor),
            last,
            hashes,
            told: toldBy(contents, received),
            sentBefore: before,
          },
        }),
        seen: received.seen.filter((row) => row.replica === up.replica),
        lost: contents.seen
          .map((row) => row.replica)
          .filter((id) => !received.seen.some((row) => row.replica === id)),
        touched: edited ? now : undefined,
      });
      if (edited) await tell(tx, ws, cart, now, [push(cart, received.cart, contents.state.v)]);
      return turn;
    },
    { retryUnique: true },
  );
}

/** The answer to one message: what it missed, what became of its operations, what it costs now. */
export async function answer(db: Db, { ws, up, now }: Terms, turn: Turn): Promise<CartDown> {
  const { named, cart, contents, state } = turn;
  const { units } = contents;
  const quote = await quoteCart(
    db,
    ws,
    cart,
    { state, units },
    { market: up.market, locale: up.locale, now },
  );
  await rememberUnits(db, ws, cart.id, units, quote);
  return {
    p: WIRE_VERSION,
    cart: cart.id,
    epoch: cart.epoch,
    replica: up.replica,
    ...differenceSince(state, turn.f),
    a: turn.a,
    refused: [...turn.refused],
    notices: [...turn.notices],
    state: named.id === cart.id ? 'open' : named.state === 'ordered' ? 'ordered' : 'merged',
    quote,
  };
}

/** Opens, creates, sends and confirms: one message of one replica. */
export async function send(db: Db, message: Message): Promise<CartDown> {
  check(message);
  const idle = message.up.ops.length === 0 ? await look(db, message) : undefined;
  return answer(db, message, idle ?? (await act(db, message)));
}
