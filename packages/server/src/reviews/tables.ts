import type {
  Media,
  Review,
  ReviewDraft,
  RefusalReason,
  ReviewTranslation,
  ReportReason,
  ReviewState,
} from '@continuo/protocol';
import type { ColumnType, Generated } from 'kysely';
import type { Claim } from './digest-rules.ts';
import type { STORED_BADGES } from './rows.ts';
import type { NewReviewSettings } from './settings.ts';

type Json<T> = ColumnType<T, string, string>;
type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

export interface ReviewsTable {
  ws: number;
  /** Made by the author's device with the draft. */
  id: string;
  product_id: string;
  /** The author, at the end of the pointers of the identity graph. */
  person: string;
  /** As whom the author proved to be: a customer, else a guest on a device. */
  user_id: string | null;
  device_id: string | null;
  state: ReviewState;
  reason: RefusalReason | null;
  stars: number;
  title: string;
  body: string;
  locale: string;
  author: string;
  recommended: boolean | null;
  ratings: Json<Review['ratings']>;
  attributes: Json<Review['attributes']>;
  badges: (typeof STORED_BADGES)[number][];
  media: ColumnType<Media[], string | undefined, string>;
  /** What the automatic checks pointed out when it was submitted. */
  flags: string[];
  response: MaybeJson<NonNullable<Review['response']>>;
  source: MaybeJson<NonNullable<Review['source']>>;
  at: Date;
  decided_at: Date | null;
  yes: Generated<number>;
  no: Generated<number>;
  /** Votes of another system that an import brought: part of `yes` and `no`. */
  yes_elsewhere: Generated<number>;
  no_elsewhere: Generated<number>;
  /** How helpful it is with some certainty, 0 to 1: the place in the default order. */
  score: Generated<number>;
  /** That nobody at the desk has answered yet. */
  reports: Generated<number>;
  /** Of the first of these. */
  reported_at: Date | null;
  /** Hash of the folded text, for finding copies; null where it says too little. */
  said: string | null;
  /** Words and filters, see `search.ts`. */
  search: ColumnType<never, string, string>;
}

/** What the published reviews of a product say together, kept in the transactions that publish and refuse. */
export interface ReviewSummariesTable {
  ws: number;
  product_id: string;
  count: Generated<number>;
  stars1: Generated<number>;
  stars2: Generated<number>;
  stars3: Generated<number>;
  stars4: Generated<number>;
  stars5: Generated<number>;
  recommended: Generated<number>;
  answers: Generated<number>;
  verified: Generated<number>;
  media: Generated<number>;
  /** The parts of these that were first published elsewhere. */
  stars1_elsewhere: Generated<number>;
  stars2_elsewhere: Generated<number>;
  stars3_elsewhere: Generated<number>;
  stars4_elsewhere: Generated<number>;
  stars5_elsewhere: Generated<number>;
  recommended_elsewhere: Generated<number>;
  answers_elsewhere: Generated<number>;
  verified_elsewhere: Generated<number>;
  media_elsewhere: Generated<number>;
  /** Counts the changes of this summary. */
  counted: Generated<number>;
  /** Counts the changes of anything that the product's list shows. */
  version: Generated<number>;
}

export interface ReviewRatingsTable {
  ws: number;
  product_id: string;
  name: string;
  count: number;
  sum: number;
  /** The parts of these that were first published elsewhere. */
  count_elsewhere: Generated<number>;
  sum_elsewhere: Generated<number>;
}

/** How many published reviews of a product, by their stars, there are of what a list is filtered by, see `search.ts`. */
export interface ReviewFacetsTable {
  ws: number;
  product_id: string;
  /** A lexeme of the search vector without the mark of the product. */
  facet: string;
  stars: number;
  count: number;
}

interface Said {
  ws: number;
  review_id: string;
  person: string;
  user_id: string | null;
  device_id: string | null;
  at: Date;
}
export interface ReviewVotesTable extends Said {
  helpful: boolean;
}
export interface ReviewReportsTable extends Said {
  reason: ReportReason;
  detail: string | null;
  /** When a decision answered it. */
  closed_at: Date | null;
}

export interface ReviewDraftsTable {
  ws: number;
  product_id: string;
  /** `u:<userId>` or `d:<deviceId>`. */
  owner: string;
  draft: Json<ReviewDraft>;
  /** By the clock of the device, in milliseconds since 1970. */
  changed_ms: number;
}

export interface ReviewSettingsTable {
  ws: number;
  settings: Json<NewReviewSettings>;
  version: Generated<number>;
}

/** What was translated before, by the language it was put into; a changed text deletes its rows. */
export interface ReviewTranslationsTable {
  ws: number;
  review_id: string;
  locale: string;
  translation: Json<Pick<ReviewTranslation, 'title' | 'body' | 'response'>>;
}

/** What was made of a product's reviews, by language. A review that is withdrawn leaves its claims, see `migrations.ts`. */
export interface ReviewDigestsTable {
  ws: number;
  product_id: string;
  locale: string;
  /** When one was last begun, here or elsewhere. */
  asked_at: Date;
  /** When this one was; null while there is none. */
  made_at: Date | null;
  /** How many reviews there were at that time, and how many of them it was made of. */
  published: Generated<number>;
  count: Generated<number>;
  /** Whether a review that it rested on is there no longer, or says something else. */
  outdated: Generated<boolean>;
  claims: ColumnType<Claim[], string | undefined, string>;
}

export interface ReviewTables {
  review_digests: ReviewDigestsTable;
  review_translations: ReviewTranslationsTable;
  reviews: ReviewsTable;
  review_summaries: ReviewSummariesTable;
  review_ratings: ReviewRatingsTable;
  review_facets: ReviewFacetsTable;
  review_votes: ReviewVotesTable;
  review_reports: ReviewReportsTable;
  review_drafts: ReviewDraftsTable;
  review_settings: ReviewSettingsTable;
}
