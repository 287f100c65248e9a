import type { Client } from '@continuo/core';
import { atom, type WritableAtom } from 'nanostores';
import type { VoteKind } from '../reviews/device.ts';
import type { OwnAsked } from './types.ts';

export const ANSWER_VOTES: VoteKind = { prefix: 'answer-vote:', path: '/v1/answers/' };

export const NOTHING: OwnAsked = {
  questions: [],
  answers: [],
  votes: {},
  reports: { questions: [], answers: [] },
  subscriptions: [],
};

/** What this visitor did with a product's questions: one for its list and its forms. */
export const ownOf = (client: Client, productId: string): WritableAtom<OwnAsked> =>
  client.slot(`questions-own:${productId}`, () => atom(NOTHING));

/** With one in its new state, newest first. */
export const withOwn = <T extends { id: string; at: string }>(all: readonly T[], one: T): T[] =>
  [one, ...all.filter(({ id }) => id !== one.id)].sort((a, b) => (a.at < b.at ? 1 : -1));
