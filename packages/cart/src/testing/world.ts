/** A server and its replicas in memory, with only the rules between them: what the tables and properties play on. */
import type { LineMeta, Notice, Operation, Refusal } from '@continuo/protocol';
import { apply } from '../model/apply.ts';
import { EXPIRY, type Expiry, type Seen } from '../model/compact.ts';
import { differenceSince, patch, type Difference } from '../model/difference.ts';

import { EMPTY_CART, quantityAt, type CartState } from '../model/line.ts';
import {
  NEW_SENDER,
  receive,
  type Arrival,
  type Received,
  type Rejected,
  type Sender,
} from '../model/receive.ts';

/** The part of the rules that a mutant replaces. */
export interface Rules {
  apply: typeof apply;
  receive: (arrival: Arrival) => Received | Rejected;
}
export const RULES: Rules = { apply, receive };

export interface Message {
  readonly replica: string;
  readonly h: number;
  readonly k: number;
  readonly ops: readonly Operation[];
  readonly tags: readonly string[];
}

export interface Answer {
  readonly difference: Difference;
  readonly a: number;
  readonly refused: readonly Refusal[];
  readonly notices: readonly Notice[];
}

export class World {
  cart: CartState = EMPTY_CART;
  senders = new Map<string, Sender>();
  /** What each replica was told about which of its operations. */
  told = new Map<string, { s: number; refused: readonly Refusal[]; notices: readonly Notice[] }[]>();
  seen: readonly Seen[] = [];
  now = 1_000_000;
  readonly rules: Rules;
  readonly expiry: Expiry;

  constructor(rules = RULES, expiry: Expiry = EXPIRY) {
    this.rules = rules;
    this.expiry = expiry;
  }

  take(message: Message, forwarded?: 'merged' | 'ordered'): Answer | Rejected {
    const { replica } = message;
    const received = this.rules.receive({
      up: { ...message, ops: [...message.ops], tags: [...message.tags] },
      epoch: 'e',
      cart: this.cart,
      sender: this.senders.get(replica) ?? NEW_SENDER,
      seen: this.seen,
      now: this.now,
      forwarded,
      expiry: this.expiry,
    });
    if (received.problem) return received;
    this.cart = received.cart;
    this.seen = received.seen;
    this.senders.set(replica, received.sender);
    const { refused, notices } = received;
    const told = [...(this.told.get(replica) ?? []), { s: received.sender.last, refused, notices }];
    this.told.set(replica, told);
    const again = told.filter(({ s }) => s >= (message.ops[0]?.[0] ?? Infinity));
    return {
      difference: differenceSince(this.cart, received.f),
      a: received.sender.last,
      refused: again.flatMap((t) => t.refused),
      notices: again.flatMap((t) => t.notices),
    };
  }

  q(key: string): number {
    return quantityAt(this.cart, key.includes('/') ? key : `c/${key}`);
  }
}

type Press<T> = T extends [number, number, ...infer Rest] ? Rest : never;

export class Replica {
  confirmed: CartState = EMPTY_CART;
  held = -1;
  pending: { op: Operation; tag: string }[] = [];
  s = 0;
  readonly notices: Notice[] = [];
  readonly refused: Refusal[] = [];
  readonly id: string;
  readonly world: World;

  constructor(world: World, id: string) {
    this.world = world;
    this.id = id;
  }

  get screen(): CartState {
    return this.pending.reduce(
      (cart, { op }) => this.world.rules.apply(cart, this.id, op).cart,
      this.confirmed,
    );
  }

  q(key: string): number {
    return quantityAt(this.screen, key.includes('/') ? key : `c/${key}`);
  }

  press(...rest: Press<Operation>): this {
    const op = [++this.s, this.confirmed.v, ...rest] as unknown as Operation;
    this.pending.push({ op, tag: `${this.id}${this.s}` });
    return this;
  }
  add = (key: string, n = 1, meta?: LineMeta) =>
    this.press('a', `c/${key}`, n, ...((meta ? [meta] : []) as []));
  step = (key: string, n: number) => this.press('i', `c/${key}`, n);
  type = (key: string, n: number) => this.press('s', `c/${key}`, n);
  remove = (key: string) => this.press('r', `c/${key}`);
  clear = () => this.press('x', 'c');
  note = (key: string, text: string | null) => this.press('n', `c/${key}`, 'note', text);
  later = (key: string) => this.press('m', `c/${key}`, 'l');

  message(count = 100): Message {
    const part = this.pending.slice(0, count);
    const k = Math.min(this.confirmed.v, ...this.pending.map(({ op }) => op[1]));
    return { replica: this.id, h: this.held, k, ops: part.map((p) => p.op), tags: part.map((p) => p.tag) };
  }

  /** Takes an answer; false: it starts after what is held, so ask again. */
  hear(answer: Answer | Rejected): boolean {
    if ('problem' in answer && answer.problem) throw new Error(answer.problem);
    const { difference, a, notices, refused } = answer;
    if (difference.v < this.confirmed.v) return true;
    if (difference.f > this.held) return false;
    this.confirmed = patch(this.confirmed, difference);
    this.held = difference.v;
    this.pending = this.pending.filter(({ op }) => op[0] > a);
    for (const notice of notices)
      if (!this.notices.some(({ id }) => id === notice.id)) this.notices.push(notice);
    this.refused.push(...refused);
    return true;
  }

  sync(count?: number): this {
    this.hear(this.world.take(this.message(count)));
    return this;
  }
}

/** The replicas of a story, all holding the same cart. */
export function scene(
  cart: Record<string, number>,
  ids = ['q1', 'q2', 'q3'],
): [World, Replica, Replica, Replica] {
  const world = new World();
  const seed = new Replica(world, 'q0');
  for (const [key, n] of Object.entries(cart)) seed.add(key, n);
  seed.sync();
  world.seen = [];
  const [a, b, c] = ids.map((id) => new Replica(world, id).sync());
  return [world, a!, b!, c!];
}
