import type { Client, Unsubscribe } from '@continuo/core';
import type { Helpful, OwnQuestions, ReportReason, Vote } from '@continuo/protocol';
import type { WritableAtom } from 'nanostores';
import { ANSWER_VOTES, ensurePerson, waitingVotes, type WaitingVote } from '../reviews/device.ts';
import { createVotes } from '../reviews/votes.ts';
import { withOwn } from './person.ts';
import type { Answered, OwnAsked } from './types.ts';

/** What a product's store and this side of it share. */
export interface OwnContext {
  client: Client;
  productId: string;
  $own: WritableAtom<OwnAsked>;
  $counted: WritableAtom<OwnAsked['votes']>;
  $answered: WritableAtom<Answered | undefined>;
  /** Votes that were pressed on this page and are not on the device yet, by answer. */
  pressed: Map<string, WaitingVote>;
  helped(answerId: string, helpful: Helpful): void;
  /** Something of this visitor was published or no longer is, or answered. */
  decided(): void;
}

/** What this visitor does, loaded when they do it or may have done it before. */
export interface OwnSide {
  /** Loads what is this visitor's and keeps it up to date until it is left. */
  follow(): Unsubscribe;
  send(): Promise<void>;
  /** Asks again. Never rejects. */
  refresh(): Promise<void>;
  report(kind: 'questions' | 'answers', id: string, reason: ReportReason): Promise<void>;
  subscribe(questionId: string, subscribed: boolean): Promise<void>;
}

const NONE: OwnQuestions = {
  questions: [],
  answers: [],
  votes: [],
  reports: { questions: [], answers: [] },
  subscriptions: [],
};

export const createOwn = (context: OwnContext): OwnSide => {
  const { client, productId, $own, $counted, $answered, pressed } = context;
  const { identity, platform } = client;
  const votes = createVotes(client, ANSWER_VOTES);
  /** Counts what became of votes and texts meanwhile: an answer may not know of it. */
  let heard = 0;
  let visit = 0;
  /** Other tabs, which may show what was done here. */
  let others: ReturnType<typeof platform.channel> | undefined;

  const load = async (): Promise<void> => {
    const then = visit;
    const before = heard;
    // First: what waits no more by then is known to the backend.
    const waiting = await waitingVotes(client, ANSWER_VOTES);
    const mine =
      identity.device || identity.userId
        ? await client.request<OwnQuestions>('/v1/questions/mine', {
            as: 'visitor',
            query: { product: productId },
          })
        : NONE;
    if (then !== visit) return;
    if (before !== heard) return load();
    const counted = Object.fromEntries(mine.votes.map(({ answerId, vote }) => [answerId, vote]));
    const shown: Record<string, Vote | undefined> = { ...counted };
    for (const { id, vote } of [...waiting, ...pressed.values()]) shown[id] = vote ?? undefined;
    $counted.set(counted);
    $own.set({ ...mine, votes: shown });
  };
  let running: Promise<void> | undefined;
  /** What cannot be loaded stays as it is shown; the next look asks again. */
  const refresh = (): Promise<void> =>
    (running ??= load().then(
      () => (running = undefined),
      () => (running = undefined),
    ));
  const put = async (path: string, body: object): Promise<void> => {
    await ensurePerson(client);
    await client.request(path, { method: 'PUT', as: 'visitor', body });
    heard++;
  };

  votes.on(productId, ({ id, vote }, outcome, newer) => {
    heard++;
    if (outcome) {
      $counted.set({ ...$counted.get(), [id]: vote ?? undefined });
      context.helped(id, outcome);
      others?.post(null);
    } else if (!newer && !pressed.has(id)) {
      const present = $own.get();
      $own.set({ ...present, votes: { ...present.votes, [id]: $counted.get()[id] } });
    }
  });
  client.onWipe(() => visit++);

  /** Takes something of this visitor in its new state. */
  const take = (kind: 'questions' | 'answers', one: OwnQuestions['questions' | 'answers'][number]) => {
    if (one.productId !== productId) return;
    heard++;
    const present = $own.get();
    const was = present[kind].find(({ id }) => id === one.id)?.state;
    $own.set({ ...present, [kind]: withOwn(present[kind] as (typeof one)[], one) });
    if (was !== one.state && [was, one.state].includes('published')) context.decided();
  };

  return {
    follow() {
      const look = () => {
        void refresh();
        void votes.send();
      };
      let who = identity.userId;
      const reset = () => void refresh();
      const channel = (others = platform.channel('questions', reset));
      const { changes } = client;
      const ends = [
        channel.close,
        changes.on('question', ({ data }) => take('questions', data.question), reset),
        changes.on('answer', ({ data }) => take('answers', data.answer), reset),
        changes.on(
          'question.answered',
          ({ data }) => {
            if (data.answer.productId !== productId) return;
            $answered.set(data);
            context.decided();
            void refresh();
          },
          reset,
        ),
        platform.on('show', look),
        platform.on('online', look),
        identity.subscribe(() => {
          if (who === identity.userId) return;
          who = identity.userId;
          look();
        }),
      ];
      look();
      return () => ends.forEach((end) => end());
    },
    send: votes.send,
    refresh,
    async report(kind, id, reason) {
      await put(`/v1/${kind}/${encodeURIComponent(id)}/report`, { reason });
      const present = $own.get();
      const ids = [...new Set([id, ...present.reports[kind]])];
      $own.set({ ...present, reports: { ...present.reports, [kind]: ids } });
    },
    async subscribe(questionId, subscribed) {
      await put(`/v1/questions/${encodeURIComponent(questionId)}/subscription`, { subscribed });
      const present = $own.get();
      const rest = present.subscriptions.filter((id) => id !== questionId);
      $own.set({ ...present, subscriptions: subscribed ? [questionId, ...rest] : rest });
    },
  };
};
