import { randomId, type Client } from '@continuo/core';
import { atom, computed, onMount } from 'nanostores';
import { ANSWER_VOTES, hasKept, keepVote, type WaitingVote } from '../reviews/device.ts';
import { counted } from '../reviews/helpful.ts';
import { createList } from './list.ts';
import type { OwnContext, OwnSide } from './own.ts';
import { NOTHING, ownOf } from './person.ts';
import type { Answered, OwnAsked, Questions } from './types.ts';

/** A product's questions and what this visitor did with them. All callers with the same client and id share one store. */
export const createQuestions = (client: Client, { productId }: { productId: string }): Questions =>
  client.slot(`questions:${productId}`, () => {
    const { identity } = client;
    const { $list: $published, ...list } = createList(client, productId);
    const $own = ownOf(client, productId);
    /** Votes that are in the counts of `$published`. */
    const $counted = atom<OwnAsked['votes']>({});
    const $answered = atom<Answered | undefined>();

    const context: OwnContext = {
      ...{ client, productId, $own, $counted, $answered },
      pressed: new Map(),
      helped(answerId, helpful) {
        const { data, ...rest } = $published.get();
        if (!data) return;
        const questions = data.questions.map((question) => ({
          ...question,
          answers: question.answers.map((one) => (one.id === answerId ? { ...one, helpful } : one)),
        }));
        $published.set({ ...rest, data: { ...data, questions } });
      },
      decided: () => void list.refresh(),
    };
    let loading: Promise<OwnSide> | undefined;
    /** Loaded once there is somebody who may have said something: most readers never do. */
    const own = () =>
      (loading ??= import('./own.ts').then(
        ({ createOwn }) => createOwn(context),
        (cause: unknown) => {
          loading = undefined;
          throw cause;
        },
      ));
    const send = () =>
      own().then(
        (its) => its.send(),
        () => {}, // Kept on the device; the next visit, vote, or return of the network tries again.
      );

    onMount($own, () => {
      let leave: (() => void) | undefined;
      let left = false;
      const look = () => {
        if (leave || !(identity.device || identity.userId || hasKept(client))) return;
        leave = () => {};
        own().then(
          (its) => {
            if (!left) leave = its.follow();
          },
          () => (leave = undefined),
        );
      };
      const ends = [identity.subscribe(look), client.platform.on('online', look)];
      // Who the customer is may not be known yet; should that fail, it is asked again by the next who needs it.
      if (client.options.getToken) identity.token().catch(() => {});
      look();
      return () => {
        left = true;
        leave?.();
        ends.forEach((end) => end());
      };
    });
    client.onWipe(() => {
      context.pressed.clear();
      $counted.set({});
      $own.set(NOTHING);
      $answered.set(undefined);
    });

    return {
      ...list,
      $own,
      $answered,
      $list: computed([$published, $own, $counted], (loaded, { votes }, before) => {
        const { data } = loaded;
        if (!data) return loaded;
        const questions = data.questions.map((question) => ({
          ...question,
          answers: question.answers.map((one) => counted(one, votes[one.id], before[one.id])),
        }));
        return { ...loaded, data: { ...data, questions } };
      }),
      vote(answerId, vote) {
        const present = $own.get();
        if ((present.votes[answerId] ?? null) === vote) return;
        const waiting: WaitingVote = { id: answerId, productId, vote, tag: randomId() };
        context.pressed.set(answerId, waiting);
        $own.set({ ...present, votes: { ...present.votes, [answerId]: vote ?? undefined } });
        void keepVote(client, ANSWER_VOTES, waiting).then(() => {
          if (context.pressed.get(answerId) === waiting) context.pressed.delete(answerId);
          return send();
        });
      },
      report: async (kind, id, reason) => (await own()).report(kind, id, reason),
      subscribe: async (questionId, subscribed) => (await own()).subscribe(questionId, subscribed),
      refresh: async () => {
        await Promise.all([
          list.refresh(),
          loading?.then(
            (its) => its.refresh(),
            () => {}, // Loaded again by the next who needs it.
          ),
        ]);
      },
    };
  });
