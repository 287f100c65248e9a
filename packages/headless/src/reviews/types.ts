import type {
  OwnReview,
  ReportReason,
  Review,
  ReviewDigest,
  ReviewDraft,
  ReviewList,
  ReviewOrigin,
  ReviewSettings,
  ReviewSort,
  ReviewSummary,
  ReviewTranslation,
  Searched,
  Vote,
} from '@continuo/protocol';
import type { ReadableAtom } from 'nanostores';
import type { ChangeOf, Form } from '../form.ts';
import type { Loaded } from '../loaded.ts';

/** Of the most helpful reviews one with four or five stars and one with one to three: both or none. */
export type Highlights = NonNullable<ReviewList['highlights']>;

/** What is shown of a product's reviews. */
export interface ReviewPage {
  readonly reviews: readonly Review[];
  /** How many there are under the filters that these answer; beyond 1,000 it is 1,000. */
  readonly total: number;
  readonly more: boolean;
  /** What was searched for these. */
  readonly searched: Searched | undefined;
}

export type ReviewAttribute = Review['attributes'][number];

/** Which reviews are wanted. Nothing chosen: all. */
export interface ReviewFilters {
  /** 1 to 5; empty: all. */
  readonly stars: readonly number[];
  readonly verified: boolean;
  /** Only those with photos or videos. */
  readonly media: boolean;
  /** Only those whose authors would recommend it. */
  readonly recommended: boolean;
  /** Only those that say something besides stars. */
  readonly text: boolean;
  /** Where they were first published; empty: anywhere. */
  readonly source: ReviewOrigin | '';
  /** Language such as `zh`; empty: all. */
  readonly locale: string;
  /** Only reviewers like this. */
  readonly attributes: readonly ReviewAttribute[];
  /** Names of topics of the settings: only those that hold a word of one of them. */
  readonly topics: readonly string[];
  /** Searched words, as they were typed. */
  readonly q: string;
  readonly sort: ReviewSort;
  /** Reviewers who share most of these come first. */
  readonly like: readonly ReviewAttribute[];
}

/** What this visitor wrote and said about the product's reviews; empty for who has done nothing yet. */
export interface Own {
  /** In every state, newest first. */
  readonly reviews: readonly OwnReview[];
  /** By review, as they were last pressed, sent or not. */
  readonly votes: Readonly<Record<string, Vote | undefined>>;
  /** Ids of the reviews that were reported. */
  readonly reports: readonly string[];
}

export interface Ratings {
  /** What the reviews of one product say together; it loads with its first listener, with all that are asked for in the same task. */
  get(productId: string): ReadableAtom<Loaded<ReviewSummary>>;
  /** Asks again; what is shown stays until the answer is there. */
  refresh(productId: string): void;
}

export interface Reviews {
  /** The list under `$filters`; what was shown before stays until the answer to new ones is there. `empty`: there is none. */
  readonly $list: ReadableAtom<Loaded<ReviewPage>>;
  readonly $filters: ReadableAtom<ReviewFilters>;
  /** Whether an answer is awaited that will replace or extend what is shown. */
  readonly $busy: ReadableAtom<boolean>;
  readonly $own: ReadableAtom<Own>;
  setFilters(change: Partial<ReviewFilters>): void;
  /** Adds the next ones and gives the first of them; undefined when there was none, or it failed (`$list` says why). */
  showMore(): Promise<Review | undefined>;
  /** Shows at once, is kept on the device until it is sent. The last one counts; `null` takes it back. */
  vote(reviewId: string, vote: Vote | null): void;
  /** Rejects with a `ContinuoError` when it was not taken. */
  report(reviewId: string, reason: ReportReason, detail?: string): Promise<void>;
  /** Asks again, such as after an error. Never rejects. */
  refresh(): Promise<void>;
}

/** What the visitor says in the form. A field that is given as undefined is cleared. */
export type DraftChange = ChangeOf<ReviewDraft>;

/**
 * A review that is being written. Stars and name must be there before it is submitted; photos and videos on their way are
 * waited for, and posters of videos as long as they come on.
 */
export type ReviewForm = Form<ReviewDraft, OwnReview>;

/** A translation that somebody asked for. While it is not `shown` the original is. */
export interface Translated extends Loaded<ReviewTranslation> {
  /** Language that was asked for. */
  readonly locale: string;
  readonly shown: boolean;
}

export interface ReviewTranslations {
  /** By the ids of reviews. */
  readonly $translations: ReadableAtom<Readonly<Record<string, Translated | undefined>>>;
  /** Shows a review in a language, asking for it once; after a failure again. Never rejects. */
  translate(reviewId: string, locale: string): Promise<void>;
  /** Shows it as it was written. */
  original(reviewId: string): void;
}

export type ReviewDigestStore = ReadableAtom<Loaded<ReviewDigest>>;
export type ReviewHighlightsStore = ReadableAtom<Loaded<Highlights>>;
export type ReviewSettingsStore = ReadableAtom<Loaded<ReviewSettings>>;
