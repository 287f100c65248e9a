import type { Client, Unsubscribe } from '@continuo/core';
import type { Helpful, OwnReview, ReportReason, Vote } from '@continuo/protocol';
import type { WritableAtom } from 'nanostores';
import { ensurePerson, REVIEW_VOTES, waitingVotes, type WaitingVote } from './device.ts';
import { withReview } from './person.ts';
import type { Own } from './types.ts';
import { createVotes } from './votes.ts';

/** What a product's store and this side of it share. */
export interface OwnContext {
  client: Client;
  productId: string;
  $own: WritableAtom<Own>;
  $counted: WritableAtom<Own['votes']>;
  /** Votes that were pressed on this page and are not on the device yet, by review. */
  pressed: Map<string, WaitingVote>;
  helped(reviewId: string, helpful: Helpful): void;
  /** A review of this visitor was published, or no longer is. */
  decided(): void;
}

/** What this visitor does, loaded when they do it or may have done it before. */
export interface OwnSide {
  /** Loads what is this visitor's and keeps it up to date until it is left. */
  follow(): Unsubscribe;
  send(): Promise<void>;
  /** Asks again. Never rejects. */
  refresh(): Promise<void>;
  report(reviewId: string, reason: ReportReason, detail?: string): Promise<void>;
}

interface Mine {
  reviews: OwnReview[];
  votes: { reviewId: string; vote: Vote }[];
  reports: string[];
}

export const createOwn = (context: OwnContext): OwnSide => {
  const { client, productId, $own, $counted, pressed } = context;
  const { identity, platform } = client;
  const votes = createVotes(client, REVIEW_VOTES);
  /** Counts what became of votes and reviews meanwhile: an answer may not know of it. */
  let heard = 0;
  let visit = 0;
  /** Other tabs, which may show what was done here. */
  let others: ReturnType<typeof platform.channel> | undefined;

  const load = async () => {
    const then = visit;
    const before = heard;
    // First: what waits no more by then is known to the backend.
    const waiting = await waitingVotes(client, REVIEW_VOTES);
    const person = identity.device || identity.userId;
    const mine = person
      ? await client.request<Mine>('/v1/reviews/mine', { as: 'visitor', query: { product: productId } })
      : { reviews: [], votes: [], reports: [] };
    if (then !== visit) return;
    if (before !== heard) return load();
    const counted = Object.fromEntries(mine.votes.map(({ reviewId, vote }) => [reviewId, vote]));
    const shown: Record<string, Vote | undefined> = { ...counted };
    for (const { id, vote } of [...waiting, ...pressed.values()]) shown[id] = vote ?? undefined;
    $counted.set(counted);
    $own.set({ reviews: mine.reviews, votes: shown, reports: mine.reports });
  };
  let running: Promise<void> | undefined;
  /** What cannot be loaded stays as it is shown; the next look asks again. */
  const refresh = (): Promise<void> =>
    (running ??= load().then(
      () => (running = undefined),
      () => (running = undefined),
    ));

  votes.on(productId, ({ id: reviewId, vote }, outcome, newer) => {
    heard++;
    if (outcome) {
      $counted.set({ ...$counted.get(), [reviewId]: vote ?? undefined });
      context.helped(reviewId, outcome);
      others?.post(null);
    } else if (!newer && !pressed.has(reviewId)) {
      const present = $own.get();
      $own.set({ ...present, votes: { ...present.votes, [reviewId]: $counted.get()[reviewId] } });
    }
  });
  client.onWipe(() => visit++);

  return {
    follow() {
      const look = () => {
        void refresh();
        void votes.send();
      };
      let who = identity.userId;
      const channel = (others = platform.channel('reviews', () => void refresh()));
      const ends = [
        channel.close,
        client.changes.on(
          'review',
          ({ data: { review } }) => {
            if (review.productId !== productId) return;
            heard++;
            const present = $own.get();
            const was = present.reviews.find(({ id }) => id === review.id)?.state;
            $own.set(withReview(present, review));
            if (was !== review.state && [was, review.state].includes('published')) context.decided();
          },
          () => void refresh(),
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
    async report(reviewId, reason, detail) {
      await ensurePerson(client);
      await client.request(`/v1/reviews/${encodeURIComponent(reviewId)}/report`, {
        method: 'PUT',
        as: 'visitor',
        body: { reason, ...(detail && { detail }) },
      });
      heard++;
      const present = $own.get();
      $own.set({ ...present, reports: [...new Set([reviewId, ...present.reports])] });
    },
  };
};
