import type { Client, Records } from '@continuo/core';

/**
 * Small value that says that this visitor has something in the records: without it, a page that is only read does not look
 * there. Below it stands, a line each, what is not in them yet: it is there at once, also for the next page of a visitor
 * who left in the moment of a press. Browsers write it to the disk seconds late, and a killed one never.
 */
export const MARK = 'reviews';

export const hasKept = (client: Client): boolean => !!client.platform.small.get(MARK);

/** What this visitor has on the device: votes that wait, drafts. Not to be held on to: after a logout it is another one. */
export const kept = (client: Client): Records => client.platform.records('reviews');

/** Keeps something at once, until `unsaved` brings it into the records. */
export const keep = ({ platform: { small } }: Client, name: string, value: object): void =>
  small.set(MARK, `${small.get(MARK) ?? 1}\n${JSON.stringify([name, value])}`);

/** Under which name it is kept that a draft was submitted, until somebody heard what became of it. */
export const submitted = (name: string): string => `submitted:${name}`;

/** Whether a page submitted a draft and was left before it heard what became of it. */
export const isSubmitted = ({ platform: { small } }: Client, name: string): boolean =>
  !!small.get(MARK)?.includes(JSON.stringify([submitted(name)]).slice(0, -1));

/** A vote that waits to be sent. */
export interface WaitingVote {
  /** Of what is voted on. */
  id: string;
  productId: string;
  vote: 'yes' | 'no' | null;
  /** Tells it from a later one on the same. */
  tag: string;
}

/** What is voted on: where its votes wait, under names that begin so, and where they are sent. */
export interface VoteKind {
  prefix: string;
  path: string;
}
export const REVIEW_VOTES: VoteKind = { prefix: 'vote:', path: '/v1/reviews/' };
