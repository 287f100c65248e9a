export { createReviewDigest, namedBy } from './digest.ts';
export { factsOf, inWords, webLink } from './facts.ts';
export { createReviewForm } from './form.ts';
export { han } from './han.ts';
export { createReviewHighlights } from './highlights.ts';
export { NO_FILTERS } from './list.ts';
export { narrows } from './narrows.ts';
export { percent } from './numbers.ts';
export { createRatings } from './ratings.ts';
export { createReviews } from './reviews.ts';
export { createReviewSettings } from './settings.ts';
export { starRow } from './stars.ts';
export { isReviewSubmitted } from './submitted.ts';
export { day, isLong, isolated } from './text.ts';
export { createReviewTranslations, translated } from './translations.ts';
export type { FormPhase } from '../form.ts';
export type { Loaded, Phase } from '../loaded.ts';
export type {
  DraftChange,
  Highlights,
  Own,
  Ratings,
  ReviewAttribute,
  ReviewDigestStore,
  ReviewFilters,
  ReviewForm,
  ReviewHighlightsStore,
  ReviewPage,
  Reviews,
  ReviewSettingsStore,
  ReviewTranslations,
  Translated,
} from './types.ts';
