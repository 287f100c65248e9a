import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { ReviewSettings } from '@continuo/protocol';
import { atom } from 'nanostores';
import { failed, keepFresh, type Loaded } from '../loaded.ts';
import type { ReviewSettingsStore } from './types.ts';

/** What the merchant asks reviewers and says of reviews, in the page's language. One request a client. */
export const createReviewSettings = (client: Client): ReviewSettingsStore =>
  client.slot('review-settings', () => {
    const $settings = atom<Loaded<ReviewSettings>>({ phase: 'loading' });
    keepFresh(client, $settings, () => {
      client.request<ReviewSettings>('/v1/reviews/settings').then(
        (data) => $settings.set({ phase: 'ready', data }),
        (error: ContinuoErrorLike) => $settings.set(failed($settings.get(), error)),
      );
    });
    return $settings;
  });
