import { routes, type ReviewDraft, type ReviewList } from '@continuo/protocol';
import { checkProduct, productTitle } from '../catalog/index.ts';
import { handle, type Handlers } from '../http/context.ts';
import { problem } from '../http/problem.ts';
import { VERSION } from '../version.ts';
import { createReview } from './create.ts';
import { draftOf, REVIEW_DRAFTS, saveDraft } from './drafts.ts';
import './erase.ts';
import { fragmentOf } from './fragment.ts';
import './join.ts';
import { listReviews, type ListQuery } from './list.ts';
import { putBadges } from './mark.ts';
import { ownOf } from './own.ts';
import { readCursor, writeCursor } from './rules.ts';
import { parseAnswers } from './search.ts';
import { inLanguage, settingsOf, topicWordsOf } from './settings.ts';
import { stateOf, summariesOf } from './summary.ts';
import { report, vote } from './votes.ts';
import { hashed, invalid } from './wire.ts';

const { reviews } = routes;

const MOST_PRODUCTS = 100;
const MOST_LISTED = 50;
const DEFAULT_LISTED = 20;
/** Answers that a list can be filtered by and compared with. */
const MOST_ANSWERS = 20;

function answersOf(path: string, written: string | undefined) {
  const answers = parseAnswers(written);
  if (!answers) throw invalid(path, 'must be name:value, parted by commas');
  if (answers.length > MOST_ANSWERS) throw invalid(path, `may name ${MOST_ANSWERS} answers at most`);
  return answers;
}

/** Which reviews are by top contributors: votes on other products decide that, so no version of this one tells. */
function topTag({
  reviews: page,
  highlights,
}: Pick<ReviewList, 'reviews' | 'highlights'>): string | undefined {
  const all = [...page, ...Object.values(highlights ?? {})];
  const top = all.filter(({ badges }) => badges.includes('top-contributor'));
  return top.length ? hashed(top.map(({ id }) => id)) : undefined;
}

/** What everybody is shown first. */
const FIRST_PAGE: ListQuery = {
  filters: { stars: [], verified: false, media: false, recommended: false, attributes: [] },
  like: [],
  sort: 'helpful',
  limit: DEFAULT_LISTED,
};

export const handlers: Handlers = {
  [reviews.summaries.id]: handle(reviews.summaries, async ({ db, ws, query }) => {
    const products = [...new Set(query.products.split(',').filter(Boolean))];
    if (!products.length || products.length > MOST_PRODUCTS)
      throw invalid('query.products', `must name 1 to ${MOST_PRODUCTS} products`);
    const settings = await settingsOf(db, ws);
    const { summaries, states } = await summariesOf(db, ws, products, settings);
    return { etag: hashed([settings.version, states]), body: { summaries } };
  }),

  [reviews.list.id]: handle(reviews.list, async ({ db, ws, params, query }) => {
    const { sort = 'helpful', cursor, limit: asked, stars, locale, q } = query;
    const limit = asked === undefined ? DEFAULT_LISTED : Number(asked);
    if (limit < 1 || limit > MOST_LISTED) throw invalid('query.limit', `must be from 1 to ${MOST_LISTED}`);
    const attributes = answersOf('query.attributes', query.attributes);
    const like = answersOf('query.like', query.like);
    const after = cursor === undefined ? undefined : readCursor(cursor, sort);
    if (cursor !== undefined && !after) throw invalid('query.cursor', 'is not one of this list');
    const { version, histogram } = await stateOf(db, ws, params.productId);
    // Read only where it is asked for: what belongs to a topic is what the settings say at this moment.
    const settings = query.topics === undefined ? undefined : await settingsOf(db, ws);
    const filters = {
      stars: stars?.split(',') ?? [],
      verified: query.verified === 'true',
      media: query.media === 'true',
      recommended: query.recommended === 'true',
      source: query.source,
      locale,
      attributes,
      topicWords: settings && topicWordsOf(settings, query.topics!.split(',')),
      q,
    };
    const list = { filters, like, sort, after, limit };
    const { next, ...page } = await listReviews(db, ws.id, params.productId, list, histogram);
    return {
      etag: [version, settings?.version, topTag(page)].filter((part) => part !== undefined).join('.'),
      body: { ...page, ...(next && { next: writeCursor(next) }) },
    };
  }),

  [reviews.fragment.id]: handle(reviews.fragment, async ({ db, ws, params, query, request }) => {
    const { productId } = params;
    const all = await settingsOf(db, ws);
    const settings = { ...inLanguage(all, query.locale), translations: false };
    const { locale = settings.locale, endpoint = new URL(request.url).origin } = query;
    const name = await productTitle(db, ws.id, productId, locale);
    const highlighted = query.highlights === 'true';
    if (name === undefined) throw problem('catalog/product-unknown');
    const { version, histogram } = await stateOf(db, ws, productId);
    const { next, ...page } = await listReviews(db, ws.id, productId, FIRST_PAGE, histogram);
    return {
      // A new release may write it in another way.
      etag: `${version}.${hashed([VERSION, all.version, name, locale, endpoint, highlighted, topTag(page)])}`,
      body: async () => {
        const { summaries } = await summariesOf(db, ws, [productId], all);
        const list = { ...page, ...(next && { next: writeCursor(next) }) };
        const shown = { productId, name, summary: summaries[0]!, list, settings, locale, highlighted };
        return fragmentOf({ ...shown, endpoint: endpoint.replace(/\/+$/, '') });
      },
    };
  }),

  [reviews.create.id]: handle(reviews.create, async ({ db, ws, actor, params, body, now }) => ({
    body: await createReview(db, { ws, actor, productId: params.productId, review: body, now: now() }),
  })),

  [reviews.own.id]: handle(reviews.own, async ({ db, ws, actor, query }) => ({
    body: await ownOf(db, ws, actor, query.product),
  })),

  [reviews.vote.id]: handle(reviews.vote, async ({ db, ws, actor, params, body, now }) => ({
    body: await vote(db, { ws, actor, reviewId: params.reviewId, now: now() }, body.vote),
  })),

  [reviews.report.id]: handle(reviews.report, async ({ db, ws, actor, params, body, now }) => {
    await report(db, { ws, actor, reviewId: params.reviewId, now: now() }, body);
    return {};
  }),

  [reviews.mark.id]: handle(reviews.mark, async ({ db, ws, params, body }) => {
    await putBadges(db, ws, params.reviewId, body);
    return {};
  }),

  [reviews.draft.id]: handle(reviews.draft, async ({ db, ws, actor, params }) => {
    const draft = await draftOf<ReviewDraft>(db, REVIEW_DRAFTS, { ws, actor, about: params.productId });
    return { body: draft ? { draft } : {} };
  }),

  [reviews.saveDraft.id]: handle(reviews.saveDraft, async ({ db, ws, actor, params, body, now }) => {
    const { productId: about } = params;
    const drafting = { ws, actor, about, now: now() };
    const draft = await saveDraft(db, REVIEW_DRAFTS, drafting, body.draft, (tx) =>
      checkProduct(tx, ws.id, about),
    );
    return { body: draft ? { draft } : {} };
  }),
};
