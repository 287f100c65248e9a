import { reviewsFragment } from '@continuo/headless/reviews/html';
import { routes } from '@continuo/protocol';
import { productTitle } from '../catalog/index.ts';
import { handle, type Handlers } from '../http/context.ts';
import type { Limiter } from '../http/limits.ts';
import { problem } from '../http/problem.ts';
import { VERSION } from '../version.ts';
import { topTag } from './contributors.ts';
import type { Digests } from './digest.ts';
import { listReviews, type ListQuery } from './list.ts';
import { writeCursor } from './rules.ts';
import { inLanguage, settingsOf } from './settings.ts';
import { stateOf, summariesOf } from './summary.ts';
import { targetOf } from './translate.ts';
import { hashed, invalid } from './wire.ts';

const { reviews } = routes;

/** What everybody is shown first. */
const FIRST_PAGE: ListQuery = {
  filters: { stars: [], verified: false, media: false, recommended: false, text: false, attributes: [] },
  like: [],
  sort: 'helpful',
  limit: 20,
};

/**
 * What depends on whether the backend was given somebody who sums up reviews.
 * @param translations whether reviews can be translated
 */
export const digestHandlers = (
  digests: Digests | undefined,
  translations: boolean,
  limiter: Limiter,
): Handlers => ({
  [reviews.digest.id]: handle(reviews.digest, async ({ db, ws, ip, params, query, now }) => {
    const { productId } = params;
    const to = targetOf(query.locale);
    if (to === undefined) throw invalid('query.locale', 'names no language');
    const { histogram } = await stateOf(db, ws, productId);
    const allow = () => limiter.digest(ip, ws.id);
    const digest = await digests?.of({ ws, productId, to, histogram, now: now(), allow });
    return { etag: hashed(digest ?? null), body: { ...(digest && { digest }) } };
  }),

  [reviews.fragment.id]: handle(reviews.fragment, async ({ db, ws, ip, params, query, request, now }) => {
    const { productId } = params;
    const all = await settingsOf(db, ws);
    const settings = { ...inLanguage(all, query.locale), translations };
    const { locale = settings.locale, endpoint = new URL(request.url).origin } = query;
    const name = await productTitle(db, ws.id, productId, locale);
    const highlighted = query.highlights === 'true';
    const digested = query.digest === 'true';
    if (name === undefined) throw problem('catalog/product-unknown');
    const { version, histogram } = await stateOf(db, ws, productId);
    const { next, ...page } = await listReviews(db, ws.id, productId, FIRST_PAGE, histogram);
    const to = digested ? targetOf(locale) : undefined;
    const allow = () => limiter.digest(ip, ws.id);
    const digest = to && (await digests?.of({ ws, productId, to, histogram, now: now(), allow }));
    const written = [translations, name, locale, endpoint, highlighted, digested, digest, topTag(page)];
    return {
      // A new release may write it in another way.
      etag: `${version}.${hashed([VERSION, all.version, ...written])}`,
      body: async () => {
        const { summaries } = await summariesOf(db, ws, [productId], all);
        const list = { ...page, ...(next && { next: writeCursor(next) }) };
        const shown = { productId, name, summary: summaries[0]!, list, settings, locale };
        const more = { highlighted, digested, ...(digest && { digest }) };
        return reviewsFragment({ ...shown, ...more, endpoint: endpoint.replace(/\/+$/, '') });
      },
    };
  }),
});
