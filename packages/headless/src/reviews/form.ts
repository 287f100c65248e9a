import { ContinuoError, type Client } from '@continuo/core';
import type { OwnReview, ReviewDraft } from '@continuo/protocol';
import { createForm } from '../form.ts';
import type { MediaUploads } from '../media/index.ts';
import { ownOf, withReview } from './person.ts';
import { reviewDraft } from './submitted.ts';
import type { Own, ReviewForm } from './types.ts';

/** What a visitor writes about a product. One a product, so that a form that is shown again goes on. */
export const createReviewForm = (client: Client, { productId }: { productId: string }): ReviewForm =>
  client.slot(`review-form:${productId}`, () => {
    const $own = ownOf(client, productId);
    const ownAgain = async () => {
      try {
        const { reviews } = await client.request<Pick<Own, 'reviews'>>('/v1/reviews/mine', {
          as: 'visitor',
          query: { product: productId },
        });
        $own.set({ ...$own.get(), reviews });
      } catch {
        // What is said of the submission says it too.
      }
    };

    /** What becomes of the draft's photos and videos; loaded when there are any. */
    const media = () =>
      import('../media/index.ts').then(
        ({ createMedia }) => createMedia(client),
        (cause: unknown) => {
          throw new ContinuoError('net/failed', { cause });
        },
      );
    const mediaIds = ({ media = [] }: ReviewDraft) =>
      media.flatMap(({ id, poster }) => (poster === undefined ? [id] : [id, poster]));
    /** Waits for posters as long as they come on, and leaves out the others: a video is as good without. */
    const settlePosters = async ({ $uploads, follow, remove }: MediaUploads) => {
      const { media = [] } = form.$draft.get();
      const posters = media.flatMap(({ poster = [] }) => poster);
      const comesOn = (id: string) => {
        const { state, waits } = $uploads.get()[id] ?? {};
        const isOver = state === 'ready' || state === 'refused' || state === 'failed' || state === 'lost';
        // Offline nothing can be sent; else what waits was told to come later, or cannot get through.
        return !isOver && !(waits && client.platform.online);
      };
      follow(posters);
      await new Promise<void>((resolve) => {
        const stop = $uploads.subscribe(() => {
          if (posters.some(comesOn)) return;
          resolve();
          // The first call comes before there is anything to stop.
          queueMicrotask(() => stop());
        });
      });
      const left = posters.filter((id) => $uploads.get()[id]?.state !== 'ready');
      if (!left.length) return;
      form.change({
        media: media.map(({ poster, ...one }) =>
          poster === undefined || left.includes(poster) ? one : { ...one, poster },
        ),
      });
      left.forEach(remove);
    };

    const form = createForm<ReviewDraft, OwnReview>(client, {
      name: reviewDraft(productId),
      path: `/v1/products/${encodeURIComponent(productId)}/reviews`,
      blank: {},
      async before(draft) {
        const ids = draft.media?.map(({ id }) => id) ?? [];
        if (!ids.length) return () => {};
        const uploads = await media();
        uploads.follow(ids);
        await uploads.settled(ids);
        await settlePosters(uploads);
        const all = mediaIds(form.$draft.get());
        return () => uploads.release(all);
      },
      taken: (review) => $own.set(withReview($own.get(), review)),
      async failed({ code }) {
        // Written on another device: the form can show it.
        if (code === 'review/exists') await ownAgain();
      },
    });

    return {
      ...form,
      async discard() {
        const ids = form.$phase.get() === 'sent' ? [] : mediaIds(form.$draft.get());
        await form.discard();
        if (ids.length) {
          const uploads = await media();
          ids.forEach(uploads.remove);
        }
      },
    };
  });
