import * as z from 'zod/mini';
import { MEDIA_LIMITS, REVIEW_LIMITS } from './constants.ts';
import { Cursor, Id, Instant, Locale, Searched } from './common.ts';
import { AttachedMedia, Media } from './media.ts';

const Stars = z.int().check(z.minimum(1), z.maximum(5));
/** Name of a secondary rating or of an attribute, as the workspace's settings have it. */
const Name = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/));
const text = (most: number) => z.string().check(z.maxLength(most));

/**
 * What is said of a review beside its text. Each is shown as words, with their meaning. `verified` and `top-contributor`
 * (see `TOP_CONTRIBUTOR`) are facts that nobody says; `featured`: the shop points it out, which changes no order and no average.
 */
export const ReviewBadge = z.enum(['verified', 'top-contributor', 'incentivised', 'staff', 'featured']);
export type ReviewBadge = z.infer<typeof ReviewBadge>;

/** How many found it helpful, and how many did not. */
export const Helpful = z.object({ yes: z.int(), no: z.int() });
export type Helpful = z.infer<typeof Helpful>;

/** A published review. All text is text, never markup. */
export const Review = z.object({
  id: Id,
  productId: Id,
  rating: Stars,
  /** May be empty, as may the body: stars alone are a review. */
  title: z.string(),
  body: z.string(),
  /** Language that it was written in. */
  locale: Locale,
  /** The name that the author chose to be shown. */
  author: z.string(),
  /** When it was written. */
  at: Instant,
  recommended: z.optional(z.boolean()),
  /** Secondary ratings, such as of the quality or, from too small to too large, of the fit. */
  ratings: z.array(z.object({ name: Name, value: Stars })),
  /** What the author told of themselves. */
  attributes: z.array(z.object({ name: Name, value: Name })),
  badges: z.array(ReviewBadge),
  /** Photos and videos by the author, in their order. */
  media: z.array(Media),
  /** The merchant's answer. */
  response: z.optional(z.object({ text: z.string(), author: z.string(), at: Instant })),
  /** Where it was first published, if not here. */
  source: z.optional(z.object({ name: z.string(), url: z.optional(z.string()) })),
  helpful: Helpful,
});
export type Review = z.infer<typeof Review>;

export const ReviewState = z.enum(['pending', 'published', 'refused']);
export type ReviewState = z.infer<typeof ReviewState>;

/** Why a review is not published. None of them is what it says about the product. */
export const RefusalReason = z.enum([
  'off-topic',
  'offensive',
  'personal-data',
  'advertising',
  'copied',
  'fraud',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** A review as its author sees it, on all their devices, until it is decided and after. */
export const OwnReview = z.object({
  ...Review.shape,
  state: ReviewState,
  reason: z.optional(RefusalReason),
});
export type OwnReview = z.infer<typeof OwnReview>;

/**
 * What the published reviews of a product say together; every one of them counts. Where the merchant's settings say so, all
 * that were first published elsewhere are left out of every number but `elsewhere`, whatever they say.
 */
export const ReviewSummary = z.object({
  productId: Id,
  count: z.int(),
  /** Mean of all stars, rounded to two digits; 0 where there are none. */
  average: z.number(),
  /** How many gave one star, two, three, four, five. */
  histogram: z.array(z.int()).check(z.length(5)),
  /** Of how many who answered whether they would recommend it, how many would. */
  recommended: z.object({ yes: z.int(), answers: z.int() }),
  /** Means of the secondary ratings, in the order of the settings. */
  ratings: z.array(z.object({ name: Name, average: z.number(), count: z.int() })),
  verified: z.int(),
  /** How many show a photo or a video. */
  media: z.int(),
  /** How many were first published elsewhere, and whether the other numbers have them. */
  elsewhere: z.object({ count: z.int(), counted: z.boolean() }),
});
export type ReviewSummary = z.infer<typeof ReviewSummary>;

/** What a workspace asks its reviewers besides stars, and what it says of its reviews, in one language. */
export const ReviewSettings = z.object({
  locale: Locale,
  /** `low` and `high` name the ends; where both are given, the middle is best (a fit), else five is. */
  ratings: z.array(
    z.object({
      name: Name,
      label: z.string(),
      low: z.optional(z.string()),
      high: z.optional(z.string()),
    }),
  ),
  attributes: z.array(
    z.object({
      name: Name,
      label: z.string(),
      values: z.array(z.object({ value: Name, label: z.string() })),
    }),
  ),
  /** What a list can be filtered by: each finds the published reviews that hold one of its words. */
  topics: z.array(z.object({ name: Name, label: z.string() })),
  /** Whether authors are asked if they received something for the review. */
  askIncentive: z.boolean(),
  /** Whether the backend can translate reviews. */
  translations: z.boolean(),
  /** Whether and how it is made sure that reviews come from buyers (EU 2005/29 Art. 7(6)). */
  authenticity: z.string(),
});
export type ReviewSettings = z.infer<typeof ReviewSettings>;

/** A published review in another language, by a machine: never shown without saying so. Empty texts stay empty. */
export const ReviewTranslation = z.object({
  reviewId: Id,
  /** Language that it was written in. */
  from: Locale,
  to: Locale,
  title: z.string(),
  body: z.string(),
  /** Text of the merchant's answer, which is taken to be in the language of the review. */
  response: z.optional(z.string()),
});
export type ReviewTranslation = z.infer<typeof ReviewTranslation>;

/** A review that a claim of a digest rests on, as far as it is shown beside it. */
export const DigestReview = z.object({
  ...z.pick(Review, {
    id: true,
    rating: true,
    title: true,
    locale: true,
    author: true,
    at: true,
    badges: true,
  }).shape,
  /** Its beginning. */
  body: z.string(),
  source: Review.shape.source,
});
export type DigestReview = z.infer<typeof DigestReview>;

/** What published reviews of a product say, in short, by a machine: never shown without saying so. */
export const ReviewDigest = z.object({
  productId: Id,
  /** Language that it is written in. */
  locale: Locale,
  /** When it was written. */
  at: Instant,
  /** How many reviews it was made of. */
  count: z.int(),
  /** Each with the reviews that it rests on, at least one. */
  claims: z
    .array(z.object({ text: z.string(), reviewIds: z.array(Id).check(z.minLength(1)) }))
    .check(z.minLength(1)),
  /** All that claims rest on. */
  reviews: z.array(DigestReview),
});
export type ReviewDigest = z.infer<typeof ReviewDigest>;

/** What the form sends. `id` is made with the draft: the same one again is the same review. */
export const NewReview = z.object({
  id: z.string().check(z.regex(/^[\w-]{16,64}$/)),
  rating: Stars,
  title: z.optional(text(REVIEW_LIMITS.title)),
  body: z.optional(text(REVIEW_LIMITS.body)),
  locale: Locale,
  author: z.string().check(z.trim(), z.minLength(1), z.maxLength(REVIEW_LIMITS.author)),
  recommended: z.optional(z.boolean()),
  /** The author says that they received something for it: it is marked as `incentivised`. */
  incentivised: z.optional(z.boolean()),
  ratings: z.optional(z.array(z.object({ name: Name, value: Stars })).check(z.maxLength(10))),
  attributes: z.optional(z.array(z.object({ name: Name, value: Name })).check(z.maxLength(10))),
  media: z.optional(z.array(AttachedMedia).check(z.maxLength(MEDIA_LIMITS.photos + MEDIA_LIMITS.videos))),
});
export type NewReview = z.infer<typeof NewReview>;

/** What a form holds before it is sent: any of its fields, as they are. */
export const ReviewDraft = z.object({
  /** Of the review that it will be. */
  id: NewReview.shape.id,
  rating: z.optional(Stars),
  title: z.optional(text(REVIEW_LIMITS.title)),
  body: z.optional(text(REVIEW_LIMITS.body)),
  author: z.optional(text(REVIEW_LIMITS.author)),
  recommended: z.optional(z.boolean()),
  incentivised: z.optional(z.boolean()),
  ratings: NewReview.shape.ratings,
  attributes: NewReview.shape.attributes,
  media: NewReview.shape.media,
  /** When it was last changed, by the clock of the device: the later one is kept. */
  at: Instant,
});
export type ReviewDraft = z.infer<typeof ReviewDraft>;

export const ReviewSort = z.enum(['helpful', 'newest', 'oldest', 'highest', 'lowest']);
export type ReviewSort = z.infer<typeof ReviewSort>;

/** Where a review was first published: here, or at another place, which it names. */
export const ReviewOrigin = z.enum(['own', 'elsewhere']);
export type ReviewOrigin = z.infer<typeof ReviewOrigin>;

export const ReviewList = z.object({
  reviews: z.array(Review),
  /** How many there are under these filters; beyond 1,000 it is 1,000. */
  total: z.int(),
  next: z.optional(Cursor),
  /** Where something was searched. */
  searched: z.optional(Searched),
  /**
   * Where nothing is filtered, with the first page: of those with four or five stars and of those with one to three, which
   * readers found most helpful. Both or none.
   */
  highlights: z.optional(z.object({ positive: Review, critical: Review })),
});
export type ReviewList = z.infer<typeof ReviewList>;

export const Vote = z.enum(['yes', 'no']);
export type Vote = z.infer<typeof Vote>;

export const ReportReason = z.enum(['offensive', 'advertising', 'untrue', 'personal-data', 'other']);
export type ReportReason = z.infer<typeof ReportReason>;
