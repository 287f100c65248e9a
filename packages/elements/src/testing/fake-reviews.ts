import type {
  OwnReview,
  Review,
  ReviewDigest,
  ReviewSettings,
  ReviewSummary,
  Searched,
} from '@continuo/protocol';
import { json, searchedOf, type Answer } from './support.ts';

export const review = (id: string, more: Partial<Review> = {}): Review => ({
  id,
  productId: 'pot',
  rating: 4,
  title: `Pours well ${id}`,
  body: 'It pours without dripping and keeps the tea warm for an hour.',
  locale: 'en',
  author: 'Mei L.',
  at: '2026-03-05T09:00:00Z',
  ratings: [],
  attributes: [],
  badges: [],
  media: [],
  helpful: { yes: 0, no: 0 },
  ...more,
});

export const ownReview = (id: string, more: Partial<OwnReview> = {}): OwnReview => ({
  ...review(id),
  state: 'pending',
  ...more,
});

/** One with all that a review can have. */
export const rich: Review = review('rich', {
  rating: 5,
  title: 'The best pot I have had',
  recommended: true,
  ratings: [
    { name: 'quality', value: 5 },
    { name: 'size', value: 2 },
  ],
  attributes: [{ name: 'drinks', value: 'oolong' }],
  badges: ['verified', 'incentivised', 'featured', 'top-contributor'],
  response: { text: 'Thank you, Mei.', author: 'Slow Crossing', at: '2026-03-06T09:00:00Z' },
  source: { name: 'Pot Forum', url: 'https://pots.example/reviews/1' },
  helpful: { yes: 12, no: 2 },
});

export const summary: ReviewSummary = {
  productId: 'pot',
  count: 78,
  average: 4.3,
  histogram: [3, 4, 8, 15, 48],
  recommended: { yes: 40, answers: 45 },
  ratings: [],
  verified: 50,
  media: 0,
  elsewhere: { count: 0, counted: true },
};

export const settings: ReviewSettings = {
  locale: 'en',
  ratings: [
    { name: 'quality', label: 'Quality' },
    { name: 'size', label: 'Size', low: 'Too small', high: 'Too large' },
  ],
  attributes: [
    {
      name: 'drinks',
      label: 'Drinks mostly',
      values: [
        { value: 'oolong', label: 'Oolong' },
        { value: 'green', label: 'Green tea' },
      ],
    },
  ],
  askIncentive: false,
  translations: false,
  topics: [
    { name: 'pouring', label: 'Pouring' },
    { name: 'lid', label: 'The lid' },
  ],
  authenticity: 'Anybody may write a review. Those of buyers are marked.',
};

export const digest: ReviewDigest = {
  ...{ productId: 'pot', locale: 'en', at: '2026-03-07T09:00:00Z', count: 78 },
  claims: [
    { text: 'It pours without dripping.', reviewIds: ['b', 'rich'] },
    { text: 'Some find it small.', reviewIds: ['c'] },
  ],
  reviews: [rich, review('b'), review('c', { rating: 2, locale: 'zh-Hant', title: '<b>太小</b>' })],
};

export interface FakeReviews {
  reviews?: Review[];
  /** What is shown by questions; default all. */
  find?: (query: URLSearchParams, all: Review[]) => Review[];
  /** Characters that are found by others. */
  variants?: Searched['variants'];
  summary?: ReviewSummary;
  settings?: Partial<ReviewSettings>;
  own?: OwnReview[];
  digest?: ReviewDigest;
  /** Answers instead, where it gives something. */
  instead?: (url: URL) => Response | Promise<Response> | undefined;
}

/** A backend of reviews in the test's hand: pages of twenty, everything else as it is given. */
export function fakeReviews(options: FakeReviews = {}): Answer {
  const { reviews = [rich, review('b'), review('c', { rating: 2 })], find = (_, all) => all } = options;
  const reports: string[] = [];
  return (url) => {
    const instead = options.instead?.(url);
    if (instead) return instead;
    const path = url.pathname;
    if (path.endsWith('/summaries')) return json({ summaries: [options.summary ?? summary] });
    if (path.endsWith('/settings')) return json({ ...settings, ...options.settings });
    if (path.endsWith('/digest')) return json({ digest: options.digest });
    if (path.endsWith('/mine')) return json({ reviews: options.own ?? [], votes: [], reports });
    if (path.endsWith('/report')) {
      reports.push(path.split('/').at(-2)!);
      return new Response(null, { status: 204 });
    }
    if (path.endsWith('/vote')) return json({ yes: 1, no: 0 });
    if (path.endsWith('/devices')) return json({ deviceId: 'd1', token: 'd1.token' }, 201);
    if (path.endsWith('/draft')) return json({});
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const found = find(url.searchParams, reviews);
    const next = from + 20 < found.length ? String(from + 20) : undefined;
    const searched = searchedOf(url, options.variants);
    return json({
      ...{ reviews: found.slice(from, from + 20), total: found.length, ...searched },
      ...(next && { next }),
    });
  };
}
