export { createQuestions } from './questions.ts';
export { createSimilarQuestions } from './similar.ts';
export { isQuestionSubmitted } from './submitted.ts';
export { createAnswerForm, createQuestionForm } from './writing.ts';
export type { Loaded, Phase } from '../loaded.ts';
export type {
  Answered,
  OwnAsked,
  QuestionPage,
  QuestionQuery,
  Questions,
  SimilarQuestions,
  Writing,
  WritingDraft,
} from './types.ts';
