import type { Client, Records } from '@continuo/core';

/** Small value that says that this visitor has something in the records: without it, none are opened, or made. */
const MARK = 'reviews';

export const hasKept = (client: Client): boolean => !!client.platform.small.get(MARK);

/** What this visitor has on the device: votes that wait, drafts. Not to be held on to: after a logout it is another one. */
export const kept = (client: Client): Records => client.platform.records('reviews');

export const mark = (client: Client): void => client.platform.small.set(MARK, '1');

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

/** Keeps a vote until it is sent. */
export function keepVote(client: Client, { prefix }: VoteKind, vote: WaitingVote): Promise<void> {
  mark(client);
  return kept(client).set([[prefix + vote.id, vote]]);
}
