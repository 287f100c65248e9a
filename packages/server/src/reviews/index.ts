export { decideReview, respondToReview, type Decision } from './decide.ts';
export { linesOf, reviewLines, storeLines } from './lines.ts';
export { findReview, placeIn, queueCounts, queueOf } from './queue.ts';
export { ownReviewOf, type ReviewRow } from './rows.ts';
export { putReviewSettings, type NewReviewSettings } from './settings.ts';
