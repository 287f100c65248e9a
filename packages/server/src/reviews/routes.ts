import { routes, type ReviewDraft } from '@continuo/protocol';
import { checkProduct } from '../catalog/index.ts';
import { handle, type Handlers } from '../http/context.ts';
import { topTag } from './contributors.ts';
import { createReview } from './create.ts';
import { draftOf, REVIEW_DRAFTS, saveDraft } from './drafts.ts';
import './erase.ts';
import './join.ts';
import { listReviews } from './list.ts';
import { putBadges } from './mark.ts';
import { ownOf } from './own.ts';
import { readCursor, writeCursor } from './rules.ts';
import { parseAnswers, searchedOf } from './search.ts';
import { settingsOf, topicWordsOf } from './settings.ts';
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
      text: query.text === 'true',
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
      body: {
        ...page,
        ...(q?.trim() && { searched: searchedOf(q) }),
        ...(next && { next: writeCursor(next) }),
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
