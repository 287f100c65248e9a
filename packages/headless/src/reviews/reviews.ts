import { randomId, type Client } from '@continuo/core';
import { atom, computed, onMount } from 'nanostores';
import { hasKept, keepVote, REVIEW_VOTES, type WaitingVote } from './device.ts';
import { counted } from './helpful.ts';
import { createList } from './list.ts';
import { createRatings } from './ratings.ts';
import { NOTHING, ownOf } from './person.ts';
import type { OwnContext, OwnSide } from './own.ts';
import type { Own, Reviews } from './types.ts';

/** A product's reviews and what this visitor did with them. All callers with the same client and id share one store. */
export const createReviews = (client: Client, { productId }: { productId: string }): Reviews =>
  client.slot(`reviews:${productId}`, () => {
    const { identity } = client;
    const { $list: $published, ...list } = createList(client, productId);
    const $own = ownOf(client, productId);
    /** Votes that are in the counts of `$published`. */
    const $counted = atom<Own['votes']>({});

    const context: OwnContext = {
      client,
      productId,
      $own,
      $counted,
      pressed: new Map(),
      helped(reviewId, helpful) {
        const { data, ...rest } = $published.get();
        const reviews = data?.reviews.map((one) => (one.id === reviewId ? { ...one, helpful } : one));
        if (data && reviews) $published.set({ ...rest, data: { ...data, reviews } });
      },
      decided() {
        void list.refresh();
        createRatings(client).refresh(productId);
      },
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
    });

    return {
      ...list,
      $own,
      $list: computed([$published, $own, $counted], (loaded, { votes }, before) => {
        const { data } = loaded;
        if (!data) return loaded;
        const reviews = data.reviews.map((one) => counted(one, votes[one.id], before[one.id]));
        return { ...loaded, data: { ...data, reviews } };
      }),
      vote(reviewId, vote) {
        const present = $own.get();
        if ((present.votes[reviewId] ?? null) === vote) return;
        const waiting: WaitingVote = { id: reviewId, productId, vote, tag: randomId() };
        context.pressed.set(reviewId, waiting);
        $own.set({ ...present, votes: { ...present.votes, [reviewId]: vote ?? undefined } });
        void keepVote(client, REVIEW_VOTES, waiting).then(() => {
          if (context.pressed.get(reviewId) === waiting) context.pressed.delete(reviewId);
          return send();
        });
      },
      report: async (reviewId, reason, detail) => (await own()).report(reviewId, reason, detail),
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
