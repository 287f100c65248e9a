import type { Client, ContinuoErrorLike, Unsubscribe } from '@continuo/core';
import type { CartPush, CartUp, ErrorCode } from '@continuo/protocol';
import type { CartBackend } from '../backend.ts';
import { fork, message, take, takePush, takeQuote } from './exchange.ts';
import { afterAbsence, anew, without } from './mending.ts';
import { newRecord, type CartRecord } from './record.ts';
import type { Shelf } from './shelf.ts';

/** A login so soon after checkout was begun is one of the checkout. */
const CHECKOUT_MS = 3_600_000;

/** What the engine and its talk with the backend both know. */
export interface Talk {
  readonly client: Client;
  readonly backend: CartBackend;
  readonly shelf: Shelf;
  destroyed: boolean;
  /** The backend must be asked although nothing waits; and a version that must be reached. */
  due: boolean;
  wanted: number;
  /** Whether the last request was answered at all. */
  reachable: boolean;
  /** Why nothing is sent any more in this page. */
  stopped: ErrorCode | undefined;
  /** Speaks, if there is a reason to. */
  kick(): void;
  /** Asks the backend now. */
  ask(): void;
  /** Tells those who wait, and tries again later unless `stopped`. */
  failed(error: ContinuoErrorLike): void;
}

export interface Sync {
  /** One message and its answer. False: not now. */
  step(): Promise<boolean>;
  /** Sends what waits with a request that outlives the page. */
  last(): void;
  /** Follows the changes. */
  follow(): void;
  forget(): void;
}

/**
 * Brings the record to the backend and the backend's word into the record. A chunk of its own: a page without a cart
 * never loads it.
 */
export function createSync(talk: Talk): Sync {
  const { client, backend, shelf } = talk;
  const { identity } = client;
  /** Operations in a message: one, while it is being found out which of them is wrong. */
  let most = Infinity;
  /** A message without an answer: it is repeated as it was. */
  let open: { to: string; up: CartUp } | undefined;
  let leave: Unsubscribe | undefined;

  const step = async (): Promise<boolean> => {
    const { visit } = shelf;
    const gone = () => visit !== shelf.visit || talk.destroyed || !shelf.record;
    let up: CartUp | undefined;
    try {
      // Other tabs may have sent or heard something meanwhile.
      if (shelf.record) await shelf.load();
      else await shelf.commit((old) => old ?? newRecord(Date.now(), { owned: true }));
      if (gone()) return false;
      const { seq, owned: isOwned } = shelf.record!;
      // Also where nothing waits: a guest's cart and the numbers given here are this device's.
      if (seq > 0 || !isOwned || !identity.userId) await identity.ensureDevice();
      // What was pressed without a network is marked as on its way.
      if (shelf.record && shelf.record.sent < shelf.record.seq) {
        await shelf.change((old) => {
          const ready = afterAbsence(old, Date.now());
          return { ...ready, sent: ready.seq };
        });
      }
      if (gone()) return false;
      const { cart: to, replica, pend, owned, checkoutAt } = shelf.record!;
      const merges = backend.merge && identity.userId && !owned && pend.length === 0;
      const isSame =
        open?.to === to && open.up.replica === replica && open.up.ops[0]?.[0] === pend[0]?.[0][0];
      const sent = (up = open && isSame ? open.up : message(shelf.record!, most));
      open = { to, up };
      talk.due = false;
      const goal = talk.wanted;
      const at = Date.now() - checkoutAt < CHECKOUT_MS ? 'checkout' : 'login';
      const down = merges
        ? await backend.merge!({ cart: to, replica }, at)
        : await backend.send({ cart: to, replica }, up);
      open = undefined;
      if (gone()) return false;
      if (goal === talk.wanted) talk.wanted = 0;
      talk.reachable = true;
      await shelf.change((old) => {
        const next = take(old, to, sent, down, Date.now());
        return merges && next.cart === down.cart ? { ...next, owned: true } : next;
      });
      if (shelf.record?.h === -1) talk.due = true;
      if (!shelf.record?.pend.length) most = Infinity;
      return true;
    } catch (error) {
      return visit === shelf.visit && mend(error as ContinuoErrorLike, up);
    }
  };

  /** Does something about a failure. False: only time can. */
  const mend = async (error: ContinuoErrorLike, up: CartUp | undefined): Promise<boolean> => {
    const { code, status } = error;
    talk.reachable = status !== 0;
    talk.due = true;
    // Who answered 401 may have forgotten the device; the next one is made with the next try.
    if ((error.retryable ?? true) || (status === 401 && !identity.device && !identity.userId)) {
      talk.failed(error);
      return false;
    }
    open = undefined;
    const of = (fn: (old: CartRecord) => CartRecord) =>
      shelf.change((old) => (old.replica === up?.replica ? fn(old) : old));
    const wrong = [400, 413, 422].includes(status) ? up?.ops.length : 0;
    if (code === 'cart/replica-forked') await of((old) => fork(old, Number(error.problem?.['same']) || 0));
    else if (code === 'cart/gone') await of((old) => anew(old, Date.now()));
    // One of them is wrong: sent alone, it is the one that is refused again.
    else if (wrong === 1) await of((old) => without(old, up!.ops[0]![0]));
    else if (wrong) most = 1;
    else {
      talk.stopped = code;
      talk.failed(error);
      return false;
    }
    return true;
  };

  const hear = async (push: CartPush) => {
    const { record } = shelf;
    if (!record) return talk.ask();
    const isMine = push.cart === record.cart && push.epoch === record.epoch;
    if (isMine && push.v <= record.v) return;
    if (takePush(record, push) !== record) {
      await shelf.change((old) => takePush(old, push));
      // What it costs now is not in a push; and what another tab had just sent kept it from being taken.
      const { v = 0, quote } = shelf.record ?? {};
      if (quote?.v !== v || v < push.v) talk.ask();
    } else if (isMine) {
      talk.wanted = Math.max(talk.wanted, push.v);
      talk.kick();
    } else talk.ask();
  };

  return {
    step,
    last() {
      const { record } = shelf;
      if (!record?.pend.length || talk.stopped || !(identity.device || identity.userId)) return;
      const { cart, replica } = record;
      const up = message(record, most);
      backend.send({ cart, replica }, up, true).then(
        (down) => shelf.change((old) => take(old, cart, up, down, Date.now())),
        () => {
          // The page goes; what is saved is sent by the next one.
        },
      );
    },
    follow() {
      leave ??= backend.live?.({
        push: (push) => void hear(push),
        quote: (cart, quote) => void shelf.change((old) => takeQuote(old, cart, quote, Date.now())),
        moved: (cart) => cart === shelf.record?.cart && talk.ask(),
        reset: talk.ask,
      });
    },
    forget() {
      open = undefined;
      leave?.();
      leave = undefined;
    },
  };
}
