import type { CartState, Seen, Sender } from '@continuo/cart/model';
import type {
  Change,
  Helpful,
  MarketInfo,
  Media,
  MediaRefusal,
  OwnAnswer,
  OwnQuestion,
  OwnReview,
  Product,
  ReviewSettings,
  Vote,
  WorkspaceInfo,
} from '@continuo/protocol';
import type { SampleDigest } from './sample.ts';

/** Whose something is. */
interface Owned {
  /** `u:<userId>`, `d:<deviceId>`, or that of nobody here. */
  person: string;
  /** The device of a guest who wrote it. */
  deviceId?: string;
}
export interface StoredReview extends OwnReview, Owned {
  /** Votes of nobody here. */
  helpfulBefore: { yes: number; no: number };
}
/** Its answers stand beside it. */
export type StoredQuestion = Omit<OwnQuestion, 'answers' | 'answerCount'> & Owned;
export interface StoredAnswer extends OwnAnswer, Owned {
  helpfulBefore: { yes: number; no: number };
  /** Whether those who wait for it have heard of it. */
  told: boolean;
}

export interface StoredUpload {
  id: string;
  person: string;
  length: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** That of its file, which nobody guesses. */
  name: string;
  /** Whether it belongs to something that was written. */
  isHeld: boolean;
  refused?: MediaRefusal;
  media?: Media;
}

/** Of a review, a question or an answer: what all of them have. */
export interface Draft {
  id: string;
  at: string;
}

/** By what they are about, then by person. */
export type Votes = Map<string, Map<string, Vote>>;
/** Persons, by what they mean. */
export type Marks = Map<string, Set<string>>;

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

/** Puts texts into another language: as many, in their order. */
export type Translate = (request: {
  readonly texts: readonly string[];
  readonly from: string;
  readonly to: string;
}) => Promise<readonly string[]>;

type Told = Change extends infer C ? (C extends Change ? Pick<C, 'kind' | 'data'> : never) : never;

/** All that the mock remembers; gone with it. */
export interface State {
  workspace: WorkspaceInfo;
  products: readonly Product[];
  reviews: readonly StoredReview[];
  digests: readonly SampleDigest[];
  questions: readonly StoredQuestion[];
  answers: readonly StoredAnswer[];
  settings: readonly ReviewSettings[];
  /** Words by name. */
  topics: Readonly<Record<string, readonly string[]>>;
  /** Whether reviews that were first published elsewhere count in summaries. */
  countElsewhere: boolean;
  translate: Translate | undefined;
  /** Of reviews. */
  votes: Votes;
  answerVotes: Votes;
  /** Of reviews. */
  reports: Marks;
  questionReports: Marks;
  answerReports: Marks;
  subscriptions: Marks;
  /** By person and what they are about. */
  drafts: Map<string, Draft>;
  uploads: Map<string, StoredUpload>;
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

/** The votes on something, with those of nobody here. */
export function helpfulOf(
  votes: Votes,
  { id, helpfulBefore: { yes, no } }: Pick<StoredAnswer, 'id' | 'helpfulBefore'>,
): Helpful {
  const given = [...(votes.get(id)?.values() ?? [])];
  return {
    yes: yes + given.filter((vote) => vote === 'yes').length,
    no: no + given.filter((vote) => vote === 'no').length,
  };
}

/** One a person; the last one counts, null takes it back. */
export function cast(votes: Votes, id: string, person: string, vote: Vote | null): void {
  const given = votes.get(id) ?? new Map<string, Vote>();
  if (vote === null) given.delete(person);
  else given.set(person, vote);
  votes.set(id, given);
}

export function setMark(marks: Marks, id: string, person: string, is: boolean): void {
  const by = marks.get(id) ?? new Set();
  if (is) by.add(person);
  else by.delete(person);
  marks.set(id, by);
}

/** What a person has marked. */
export const markedBy = (marks: Marks, person: string): string[] =>
  [...marks].flatMap(([id, by]) => (by.has(person) ? [id] : []));
