import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Review, ReviewTranslation } from '@continuo/protocol';
import { atom } from 'nanostores';
import { failed } from '../loaded.ts';
import type { ReviewTranslations, Translated } from './types.ts';

/** What was translated on this page. All callers with the same client share one store. */
export const createReviewTranslations = (client: Client): ReviewTranslations =>
  client.slot('review-translations', () => {
    const $translations = atom<Readonly<Record<string, Translated | undefined>>>({});
    const put = (id: string, translated: Translated) =>
      $translations.set({ ...$translations.get(), [id]: translated });

    return {
      $translations,
      async translate(id, locale) {
        const before = $translations.get()[id];
        const isSame = before?.locale === locale;
        if (isSame && before.phase === 'loading') return;
        if (isSame && before.data) return put(id, { ...before, shown: true });
        const loading: Translated = { phase: 'loading', locale, shown: false };
        put(id, loading);
        try {
          const path = `/v1/reviews/${encodeURIComponent(id)}/translation`;
          const data = await client.request<ReviewTranslation>(path, { query: { locale } });
          if ($translations.get()[id] === loading) put(id, { phase: 'ready', locale, data, shown: true });
        } catch (cause) {
          const error = cause as ContinuoErrorLike; // request() rejects with nothing else
          if ($translations.get()[id] === loading) put(id, { ...loading, ...failed(loading, error) });
        }
      },
      original(id) {
        const before = $translations.get()[id];
        if (before) put(id, { ...before, shown: false });
      },
    };
  });

/** A review with the texts of its translation, which is in the language that `locale` then says. */
export const translated = (review: Review, { to, title, body, response }: ReviewTranslation): Review => ({
  ...review,
  ...{ title, body, locale: to },
  ...(review.response && { response: { ...review.response, text: response ?? review.response.text } }),
});
