import {
  routes,
  TOP_CONTRIBUTOR,
  type NewReview,
  type Review,
  type ReviewDigest,
  type ReviewList,
  type ReviewSettings,
  type ReviewSort,
  type ReviewSummary,
} from '@continuo/protocol';
import { handle, hasProduct, isOwn, localeOf, personOf, type Context, type Handlers } from '../context.ts';
import { draftOf, forgetDrafts, saveDraft } from './drafts.ts';
import { holdMedia } from './media.ts';
import { limitOf, order, pageOf, type Keys } from '../places.ts';
import { invalid, MockProblem } from '../problem.ts';
import { cast, helpfulOf, markedBy, setMark, tell, type State, type StoredReview } from '../state.ts';
import { saysAll, searchedOf } from '../words.ts';

const { reviews } = routes;
const MOST_PRODUCTS = 100;

/** Wilson's lower bound, as the reference backend orders by it. */
export function helpfulness(yes: number, no: number): number {
  const n = yes + no;
  const z = 1.96;
  if (n === 0) return 0;
  const share = yes / n;
  return Math.max(
    0,
    (share + (z * z) / (2 * n) - z * Math.sqrt((share * (1 - share) + (z * z) / (4 * n)) / n)) /
      (1 + (z * z) / n),
  );
}

/** With the votes that were given here. */
const votedOn = (state: State, review: StoredReview): StoredReview => ({
  ...review,
  helpful: helpfulOf(state.votes, review),
});

/** As everybody may see it. */
function published(state: State, review: StoredReview): Review {
  const {
    person: _,
    deviceId: __,
    helpfulBefore: ___,
    state: ____,
    reason: _____,
    ...rest
  } = votedOn(state, review);
  const helpful = state.reviews.filter((one) => {
    const { yes, no } = helpfulOf(state.votes, one);
    const isHelpful = yes >= TOP_CONTRIBUTOR.helpful && yes > no;
    return one.person === review.person && one.state === 'published' && isHelpful;
  });
  const isTop = helpful.length >= TOP_CONTRIBUTOR.reviews;
  return { ...rest, badges: isTop ? [...rest.badges, 'top-contributor'] : rest.badges };
}
/** As its author sees it. */
export function own(state: State, review: StoredReview) {
  const { person: _, deviceId: __, helpfulBefore: ___, ...rest } = votedOn(state, review);
  return rest;
}

const round = (value: number): number => Math.round(value * 100) / 100;

export function summaryOf(
  all: readonly StoredReview[],
  productId: string,
  settings: ReviewSettings,
  counted: boolean,
): ReviewSummary {
  const published = all.filter((review) => review.productId === productId && review.state === 'published');
  const own = published.filter(({ source }) => !source);
  const given = counted ? published : own;
  const histogram = [1, 2, 3, 4, 5].map((stars) => given.filter(({ rating }) => rating === stars).length);
  const answers = given.filter(({ recommended }) => recommended !== undefined);
  const mean = (values: readonly number[]): number =>
    values.length ? round(values.reduce((a, b) => a + b, 0) / values.length) : 0;
  return {
    productId,
    count: given.length,
    average: mean(given.map(({ rating }) => rating)),
    histogram,
    recommended: { yes: answers.filter(({ recommended }) => recommended).length, answers: answers.length },
    ratings: settings.ratings.flatMap(({ name }) => {
      const values = given.flatMap(({ ratings }) => ratings.filter((rating) => rating.name === name));
      return values.length
        ? [{ name, average: mean(values.map(({ value }) => value)), count: values.length }]
        : [];
    }),
    verified: given.filter(({ badges }) => badges.includes('verified')).length,
    media: given.filter(({ media }) => media.length).length,
    elsewhere: { count: published.length - own.length, counted },
  };
}

export function settingsOf(state: State, asked: string | undefined): ReviewSettings {
  const known = state.settings.map(({ locale }) => locale);
  const settings = state.settings.find(({ locale }) => locale === localeOf(asked, known))!;
  return { ...settings, translations: state.translate !== undefined };
}

function answersOf(path: string, written: string | undefined): Review['attributes'] {
  return (written ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) => {
      const [, name, value] = /^([a-z][a-z0-9-]*):([a-z][a-z0-9-]*)$/.exec(part) ?? [];
      if (!name || !value) throw invalid(path, 'must be name:value, parted by commas');
      return { name, value };
    });
}

const keyOf = (sort: ReviewSort, { rating, helpful }: Review): number =>
  sort === 'helpful'
    ? helpfulness(helpful.yes, helpful.no)
    : sort === 'highest'
      ? rating
      : sort === 'lowest'
        ? -rating
        : 0;

/** Those that are more alike come first, also where the oldest are asked for. */
function placed(sort: ReviewSort, review: Review, alike = 0): { review: Review; keys: Keys } {
  const { at, id } = review;
  return {
    review,
    keys: [sort === 'oldest' ? -alike : alike, keyOf(sort, review), new Date(at).getTime(), id],
  };
}

/** The most helpful praise and the most helpful criticism: both or none. */
function highlightsOf(all: readonly Review[]): ReviewList['highlights'] {
  const helpful = all.filter((review) => review.helpful.yes > 0).map((review) => placed('helpful', review));
  const [first, ...others] = helpful.sort((a, b) => order(a.keys, b.keys)).map(({ review }) => review);
  const isPraise = (review: Review) => review.rating > 3;
  const other = first && others.find((review) => isPraise(review) !== isPraise(first));
  if (!first || !other) return undefined;
  return isPraise(first) ? { positive: first, critical: other } : { positive: other, critical: first };
}

export function publishedOne({ reviews }: Pick<State, 'reviews'>, reviewId: string): StoredReview {
  const found = reviews.find(({ id }) => id === reviewId);
  if (found?.state !== 'published') throw new MockProblem('review/unknown');
  return found;
}

/** What is wrong with the answers, as the settings ask them. */
function checkAnswers(state: State, { ratings = [], attributes = [] }: NewReview): void {
  const settings = settingsOf(state, undefined);
  const names = [...ratings, ...attributes].map(({ name }) => name);
  const known =
    new Set(names).size === names.length &&
    ratings.every(({ name }) => settings.ratings.some((asked) => asked.name === name)) &&
    attributes.every(({ name, value }) =>
      settings.attributes.some(
        (asked) => asked.name === name && asked.values.some((each) => each.value === value),
      ),
    );
  if (!known) throw new MockProblem('review/answer-unknown');
}

function create({ params, body, actor, state, now }: Context<typeof reviews.create>) {
  const person = personOf(state, actor);
  const sent = state.reviews.find(({ id }) => id === body.id);
  if (sent && !isOwn(state, actor, sent)) throw new MockProblem('review/unknown');
  if (sent) return own(state, sent);
  hasProduct(state, params.productId);
  checkAnswers(state, body);
  if (
    state.reviews.some(
      (r) => r.person === person && r.productId === params.productId && r.state !== 'refused',
    )
  )
    throw new MockProblem('review/exists');
  const {
    ratings = [],
    attributes = [],
    title = '',
    body: text = '',
    media: wanted,
    author,
    incentivised,
    ...rest
  } = body;
  const media = holdMedia(state, actor, wanted);
  const review: StoredReview = {
    ...{
      ...rest,
      productId: params.productId,
      title,
      body: text,
      author: author.trim(),
      ratings,
      attributes,
      person,
    },
    ...{
      badges: incentivised ? ['incentivised'] : [],
      media,
      at: now.toISOString(),
      helpful: { yes: 0, no: 0 },
      helpfulBefore: { yes: 0, no: 0 },
    },
    ...(actor.kind === 'device' && { deviceId: actor.deviceId }),
    state: 'pending',
  };
  state.reviews = [...state.reviews, review];
  forgetDrafts(state, actor, `review ${params.productId}`);
  tell(state, person, { kind: 'review', data: { review: own(state, review) } }, now);
  return own(state, review);
}

/** A page of what is published. */
export function listOf({
  params,
  query,
  state,
  shown,
}: Pick<Context<typeof reviews.list>, 'params' | 'query' | 'state' | 'shown'>): ReviewList {
  const { key: _, sort = 'helpful', limit: asked, ...narrowing } = query;
  const limit = limitOf(asked, 20);
  const stars = query.stars?.split(',');
  const words = query.topics?.split(',').flatMap((name) => state.topics[name] ?? []);
  const wanted = answersOf('query.attributes', query.attributes);
  const like = answersOf('query.like', query.like);
  const answered = (review: Review, { name, value }: Review['attributes'][number]): boolean =>
    review.attributes.some((answer) => answer.name === name && answer.value === value);
  const found = shown.reviews
    .filter(
      (review) =>
        review.productId === params.productId &&
        review.state === 'published' &&
        (!stars || stars.includes(String(review.rating))) &&
        (query.verified !== 'true' || review.badges.includes('verified')) &&
        (query.media !== 'true' || review.media.length > 0) &&
        (query.recommended !== 'true' || review.recommended === true) &&
        (query.text !== 'true' || review.title + review.body !== '') &&
        (query.source === undefined || (query.source === 'elsewhere') === !!review.source) &&
        (query.locale === undefined || review.locale.split('-')[0] === query.locale.split('-')[0]) &&
        saysAll(`${review.title} ${review.body}`, query.q) &&
        (!words || words.some((word) => saysAll(`${review.title} ${review.body}`, word))) &&
        [...new Set(wanted.map(({ name }) => name))].every((name) =>
          wanted.some((answer) => answer.name === name && answered(review, answer)),
        ),
    )
    .map((stored) => {
      const review = published(state, stored);
      const alike = like.filter((answer) => answered(review, answer)).length;
      return placed(sort, review, alike);
    });
  const direction = sort === 'oldest' ? 1 : -1;
  const { page, next } = pageOf(found, { ...{ sort, limit, direction }, cursor: query.cursor });
  const isWhole = Object.values(narrowing).every((value) => !value);
  const highlights = isWhole ? highlightsOf(found.map(({ review }) => review)) : undefined;
  return {
    reviews: page.map(({ review }) => review),
    total: Math.min(found.length, 1_000),
    ...(highlights && { highlights }),
    ...(query.q?.trim() && { searched: searchedOf(query.q) }),
    ...(next !== undefined && { next }),
  };
}

/** What a machine made of the reviews, as far as they are published. */
export function digestOf({
  params,
  query,
  shown,
  now,
}: Pick<Context<typeof reviews.digest>, 'params' | 'query' | 'shown' | 'now'>): { digest?: ReviewDigest } {
  const of = shown.digests.filter(({ productId }) => productId === params.productId);
  const locale = localeOf(
    query.locale,
    of.map((one) => one.locale),
  );
  const found = of.find((one) => one.locale === locale);
  const there = shown.reviews.filter((review) => review.state === 'published');
  const claims = (found?.claims ?? []).flatMap(({ text, reviewIds }) => {
    const named = reviewIds.filter((id) => there.some((review) => review.id === id));
    return named.length ? [{ text, reviewIds: named }] : [];
  });
  if (!claims.length) return {};
  const named = claims.flatMap(({ reviewIds }) => reviewIds);
  const count = there.filter(({ productId }) => productId === params.productId).length;
  return {
    digest: {
      ...{ productId: params.productId, locale, at: now.toISOString(), count, claims },
      reviews: there
        .filter(({ id }) => named.includes(id))
        .map(({ id, rating, title, body, locale: of, author, at, badges, source }) => ({
          ...{ id, rating, title, body, locale: of, author, at, badges, source },
        })),
    },
  };
}

export const reviewHandlers: Handlers = {
  ...handle(reviews.summaries, ({ query, state, shown }) => {
    const products = [...new Set(query.products.split(',').filter(Boolean))];
    if (!products.length || products.length > MOST_PRODUCTS)
      throw invalid('query.products', `must name 1 to ${MOST_PRODUCTS} products`);
    const settings = settingsOf(state, undefined);
    return { summaries: products.map((id) => summaryOf(shown.reviews, id, settings, state.countElsewhere)) };
  }),

  ...handle(reviews.settings, ({ query, state }) => settingsOf(state, query.locale)),

  ...handle(reviews.list, listOf),

  ...handle(reviews.create, create),

  ...handle(reviews.own, ({ query, actor, state }) => {
    const person = personOf(state, actor);
    const isOfProduct = (reviewId: string): boolean =>
      query.product === undefined ||
      state.reviews.some(({ id, productId }) => id === reviewId && productId === query.product);
    return {
      reviews: state.reviews
        .filter((review) => isOwn(state, actor, review) && isOfProduct(review.id))
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .map((review) => own(state, review)),
      votes: [...state.votes].flatMap(([reviewId, given]) => {
        const vote = given.get(person);
        return vote && isOfProduct(reviewId) ? [{ reviewId, vote }] : [];
      }),
      reports: markedBy(state.reports, person).filter(isOfProduct),
    };
  }),

  ...handle(reviews.vote, ({ params, body, actor, state }) => {
    const review = publishedOne(state, params.reviewId);
    const person = personOf(state, actor);
    if (review.person === person) throw new MockProblem('auth/forbidden');
    cast(state.votes, review.id, person, body.vote);
    return helpfulOf(state.votes, review);
  }),

  ...handle(reviews.digest, digestOf),

  ...handle(reviews.report, ({ params, actor, state }) => {
    const review = publishedOne(state, params.reviewId);
    setMark(state.reports, review.id, personOf(state, actor), true);
    return undefined;
  }),

  ...handle(reviews.draft, ({ params, actor, state }) => draftOf(state, actor, `review ${params.productId}`)),

  ...handle(reviews.saveDraft, ({ params, body: { draft }, actor, state, now }) => {
    if (draft) hasProduct(state, params.productId);
    const isSent = state.reviews.some(({ id }) => id === draft?.id);
    return saveDraft(state, actor, `review ${params.productId}`, { draft, isSent, now });
  }),
};
