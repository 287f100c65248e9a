import type { CartState, Seen, Sender } from '@continuo/cart/model';
import type {
  Change,
  MarketInfo,
  OwnReview,
  Product,
  ReviewDraft,
  ReviewSettings,
  Vote,
  WorkspaceInfo,
} from '@continuo/protocol';

/** A review with whose it is. */
export interface StoredReview extends OwnReview {
  /** `u:<userId>`, `d:<deviceId>`, or that of nobody here. */
  person: string;
  /** The device of a guest who wrote it. */
  deviceId?: string;
  /** Votes of nobody here. */
  helpfulBefore: { yes: number; no: number };
}

export interface StoredCart {
  id: string;
  epoch: string;
  owner: string;
  market: MarketInfo;
  locale: string;
  state: CartState;
  seen: readonly Seen[];
  senders: Map<string, Sender>;
}

type Told = Change extends infer C ? (C extends Change ? Pick<C, 'kind' | 'data'> : never) : never;

/** All that the mock remembers; gone with it. */
export interface State {
  workspace: WorkspaceInfo;
  products: readonly Product[];
  reviews: readonly StoredReview[];
  settings: readonly ReviewSettings[];
  /** By review, then by person. */
  votes: Map<string, Map<string, { vote: Vote; deviceId?: string }>>;
  reports: Map<string, Set<string>>;
  /** By person and product. */
  drafts: Map<string, ReviewDraft>;
  /** Device ids by idempotency key. */
  devices: Map<string, string>;
  /** Customers by device. */
  joined: Map<string, string>;
  carts: Map<string, StoredCart>;
  /** By person. */
  changes: Map<string, Change[]>;
  cursor: number;
}

/** Tells a person what is new. */
export function tell(state: State, person: string, told: Told, now: Date): void {
  const known = state.changes.get(person) ?? [];
  const prev = known.at(-1)?.cursor ?? 0;
  state.cursor += 1;
  known.push({ ...told, prev, cursor: state.cursor, at: now.toISOString() });
  state.changes.set(person, known);
}
