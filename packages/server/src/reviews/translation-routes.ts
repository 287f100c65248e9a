import { routes, type ReviewTranslation } from '@continuo/protocol';
import { handle, type Handlers } from '../http/context.ts';
import type { Limiter } from '../http/limits.ts';
import { problem } from '../http/problem.ts';
import { inLanguage, settingsOf } from './settings.ts';
import { publishedReview, targetOf, versionOf, type Translator } from './translate.ts';
import { hashed, invalid } from './wire.ts';

const { reviews } = routes;

/** What depends on whether the backend was given a translator. */
export const handlersWith = (translator: Translator | undefined, limiter: Limiter): Handlers => ({
  [reviews.settings.id]: handle(reviews.settings, async ({ db, ws, query }) => {
    const settings = await settingsOf(db, ws);
    const body = { ...inLanguage(settings, query.locale), translations: translator !== undefined };
    return { etag: `${settings.version}.${hashed(body)}`, body };
  }),

  [reviews.translation.id]: handle(reviews.translation, async ({ db, ws, ip, params, query }) => {
    const { reviewId } = params;
    const row = await publishedReview(db, ws, reviewId);
    if (!translator)
      throw problem('review/translation-unavailable', { detail: 'This backend has no translator' });
    const to = targetOf(query.locale);
    if (to === undefined) throw invalid('query.locale', 'names no language');
    if (to === targetOf(row.locale)) throw invalid('query.locale', 'is the language it was written in');
    return {
      etag: hashed([to, versionOf(row)]),
      body: async (): Promise<ReviewTranslation> => {
        const texts = await translator.textsOf(ws, row, to, () => limiter.translation(ip, ws.id));
        return { reviewId, from: row.locale, to, ...texts };
      },
    };
  }),
});
