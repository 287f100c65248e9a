import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { ReviewList } from '@continuo/protocol';
import { atom } from 'nanostores';
import { failed, keepFresh, type Loaded } from '../loaded.ts';
import type { Highlights, ReviewHighlightsStore } from './types.ts';

/**
 * The most helpful praise and the most helpful criticism of a product, whatever a list of it is filtered by; `empty` where
 * there are not both. All callers with the same client and id share one store.
 */
export const createReviewHighlights = (
  client: Client,
  { productId }: { productId: string },
): ReviewHighlightsStore =>
  client.slot(`review-highlights:${productId}`, () => {
    const $highlights = atom<Loaded<Highlights>>({ phase: 'loading' });
    keepFresh(client, $highlights, () => {
      const path = `/v1/products/${encodeURIComponent(productId)}/reviews`;
      // Of all languages: that of the client stays out. The reviews themselves are not needed.
      client.request<ReviewList>(path, { query: { locale: undefined, limit: '1' } }).then(
        ({ highlights }) =>
          $highlights.set(highlights ? { phase: 'ready', data: highlights } : { phase: 'empty' }),
        (error: ContinuoErrorLike) => $highlights.set(failed($highlights.get(), error)),
      );
    });
    return $highlights;
  });
