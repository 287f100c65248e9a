import { ContinuoError, type Client } from '@continuo/core';
import type { OwnReview, ReviewDraft } from '@continuo/protocol';
import { createForm } from '../form.ts';
import { ownOf, withReview } from './person.ts';
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
    const mediaIds = ({ media = [] }: ReviewDraft) => media.map(({ id }) => id);

    const form = createForm<ReviewDraft, OwnReview>(client, {
      name: `draft:${productId}`,
      path: `/v1/products/${encodeURIComponent(productId)}/reviews`,
      blank: {},
      async before(draft) {
        const ids = mediaIds(draft);
        const uploads = ids.length ? await media() : undefined;
        uploads?.follow(ids);
        await uploads?.settled(ids);
        return () => uploads?.release(ids);
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
