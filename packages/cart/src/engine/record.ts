import type { Notice, Operation, Quote, Refusal } from '@continuo/protocol';
import { apply } from '../model/apply.ts';
import type { CartState, Line } from '../model/line.ts';
import { randomId, uuidv7 } from './random.ts';

/** An operation that waits for its answer, with its tag. */
export type Pending = readonly [op: Operation, tag: string];

type Tail<T> = T extends readonly [number, number, ...infer Rest] ? Rest : never;
/** An operation without its number and what its author saw. */
export type Press = Tail<Operation>;

/** Why a press does not count. `invalid`: not understood by the backend; `lost`: the cart it was made on is gone. */
export type RefusedCode = Refusal['code'] | 'invalid' | 'lost';

/**
 * All of one cart lineage on one device, in one record, so that the cart and the queue change together. Everything
 * below is pure; tabs meet in the record's transactions.
 */
export interface CartRecord {
  readonly sv: 1;
  /** Of the lineage; a press belongs to the lineage that it was made on, or to none. */
  readonly id: string;
  readonly cart: string;
  readonly epoch: string | undefined;
  readonly v: number;
  /** The version held: `v`, or −1 while there is no snapshot or everything must be taken anew. */
  readonly h: number;
  /** The version held before: another tab may still show it. */
  readonly k: number;
  readonly replica: string;
  /** Last s given, last s sent, last s confirmed. */
  readonly seq: number;
  readonly sent: number;
  readonly acked: number;
  readonly lines: Readonly<Record<string, Line>>;
  readonly pend: readonly Pending[];
  /** The batches that were taken in last, by name. Absent in what an older release wrote. */
  readonly recent?: readonly string[] | undefined;
  /** The last refusals, by tag. */
  readonly refused: readonly (readonly [tag: string, code: RefusedCode])[];
  readonly notices: readonly Notice[];
  readonly quote: Quote | undefined;
  /** When (ms) it came. Its own `expires` is by the backend's clock, and clocks are never compared. */
  readonly quotedAt: number;
  /** Whether it is the customer's cart, who logged in here; else a guest's. */
  readonly owned: boolean;
  /** When (ms) the backend last answered, and when checkout was last begun. */
  readonly at: number;
  readonly checkoutAt: number;
}

/** Presses that belong together, from the moment they are made until they are in the record. */
export interface Batch {
  /** The last tag names the batch. */
  readonly presses: readonly (readonly [Press, tag: string])[];
  /** What was on screen: the version, and of what. */
  readonly seen: number;
  readonly on: Pick<CartRecord, 'id' | 'cart' | 'epoch'> | undefined;
}

/** How many batches are remembered: what a killed browser left unsaved may be a minute old, and long taken in. */
const RECENT = 100;

/** Milliseconds for which a quote is shown as fresh. The order is compared with the cart by the backend in any case. */
export const QUOTE_LIFE_MS = 15 * 60_000;

export const newRecord = (now: number, known?: Partial<CartRecord>): CartRecord => ({
  sv: 1,
  id: randomId(8),
  cart: uuidv7(now),
  epoch: undefined,
  v: 0,
  h: -1,
  k: 0,
  replica: randomId(16),
  seq: 0,
  sent: 0,
  acked: 0,
  lines: {},
  pend: [],
  refused: [],
  notices: [],
  quote: undefined,
  quotedAt: 0,
  owned: false,
  at: now,
  checkoutAt: 0,
  ...known,
});

export const confirmed = ({ v, lines }: CartRecord): CartState => ({ v, horizon: 0, lines });

/** What is shown: the confirmed cart with what waits on top. */
export const screen = (record: CartRecord): CartState =>
  record.pend.reduce((cart, [op]) => apply(cart, record.replica, op).cart, confirmed(record));

const nameOf = ({ presses }: Batch) => presses.at(-1)![1];

/** Whether the batch was taken in: by the page it was made in, or by another that found it unsaved. */
export const holds = (record: CartRecord, batch: Batch): boolean => !!record.recent?.includes(nameOf(batch));

/** Takes a batch in, once, and numbers its presses. Where it was made on another cart, nothing of this one was seen. */
export function append(record: CartRecord, batch: Batch, online: boolean): CartRecord {
  if (holds(record, batch)) return record;
  const { presses, on } = batch;
  const seen = on?.cart === record.cart && on.epoch === record.epoch ? batch.seen : 0;
  const pend = presses.map(([press, tag], i): Pending => [
    [record.seq + 1 + i, seen, ...press] as unknown as Operation,
    tag,
  ]);
  const seq = record.seq + presses.length;
  // Where there is a network they are on their way at once; it saves a write before sending.
  return {
    ...record,
    seq,
    sent: online ? seq : record.sent,
    pend: [...record.pend, ...pend],
    recent: [...(record.recent ?? []), nameOf(batch)].slice(-RECENT),
  };
}
