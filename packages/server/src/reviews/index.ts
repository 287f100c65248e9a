export { columnsOf, idsOf, isOwn, ownRowsOf, subjectsOf, type Owned } from './author.ts';
export {
  decide,
  decideReview,
  respondToReview,
  type Acted,
  type Decision,
  type DecisionColumns,
} from './decide.ts';
export { Digests, type Summarize, type SummarizeRequest } from './digest.ts';
export type { Claim } from './digest-rules.ts';
export { draftOf, eraseDrafts, forgetDrafts, saveDraft, type Drafted } from './drafts.ts';
export { factsOf } from './facts.ts';
export { linesOf, reviewLines, storeLines } from './lines.ts';
export { featureReview, markReview } from './mark.ts';
export {
  castVote,
  countReports,
  countVotes,
  joinOpinions,
  moveToCustomer,
  putReport,
  type Target,
  type Voted,
} from './opinions.ts';
export {
  countsIn,
  findReview,
  isOldestFirst,
  placeIn,
  queueIn,
  REVIEW_QUEUE,
  type Queued,
  type QueueQuery,
} from './queue.ts';
export { ownReviewOf, type ReviewRow } from './rows.ts';
export { markOf, saidOf, searchedOf, textQueryOf, textVectorOf, tokensOf } from './search.ts';
export { Translator, type Translate, type TranslationRequest } from './translate.ts';
export { inLanguage, putReviewSettings, settingsOf, type NewReviewSettings } from './settings.ts';
export { hashed, invalid } from './wire.ts';
