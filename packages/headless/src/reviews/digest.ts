import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { ReviewDigest } from '@continuo/protocol';
import { atom } from 'nanostores';
import { failed, keepFresh, type Loaded } from '../loaded.ts';
import type { ReviewDigestStore } from './types.ts';

/**
 * What a machine made of a product's reviews, in a language, a BCP 47 tag; `empty` where there is none. Never show it
 * without saying so. All callers with the same client, id and language share one store.
 */
export const createReviewDigest = (
  client: Client,
  { productId, locale }: { productId: string; locale: string },
): ReviewDigestStore =>
  client.slot(`review-digest:${locale}:${productId}`, () => {
    const $digest = atom<Loaded<ReviewDigest>>({ phase: 'loading' });
    keepFresh(client, $digest, () => {
      const path = `/v1/products/${encodeURIComponent(productId)}/reviews/digest`;
      client.request<{ digest?: ReviewDigest }>(path, { query: { locale } }).then(
        ({ digest }) => $digest.set(digest ? { phase: 'ready', data: digest } : { phase: 'empty' }),
        (error: ContinuoErrorLike) => $digest.set(failed($digest.get(), error)),
      );
    });
    return $digest;
  });

/** The reviews that a claim of a digest rests on. */
export const namedBy = (
  { reviews }: ReviewDigest,
  { reviewIds }: ReviewDigest['claims'][number],
): ReviewDigest['reviews'] => reviews.filter(({ id }) => reviewIds.includes(id));
