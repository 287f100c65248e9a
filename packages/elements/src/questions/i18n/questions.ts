import type { QuestionSort, RefusalReason, ReportReason } from '@continuo/protocol';
import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './questions.en.ts';

/** Every word of questions and answers. */
export interface QuestionMessages {
  title: string;
  search: string;
  sort: string;
  sortBy: Record<QuestionSort, string>;
  count: (questions: number) => string;
  countOver: (questions: number) => string;
  updating: string;
  stale: string;
  none: string;
  noneHint: string;
  noMatch: string;
  clear: string;
  showMore: string;
  shown: (more: number, shown: number, total: string) => string;

  // one question
  askedBy: (author: string) => string;
  yours: string;
  yourAnswer: string;
  pending: string;
  pendingHint: string;
  refused: string;
  refusedFor: Record<RefusalReason, string>;
  answers: (question: string) => string;
  noAnswers: string;
  allAnswers: (answers: number) => string;
  answersFailed: string;
  answer: string;
  answerOf: (question: string) => string;
  tellMe: string;
  tellMeOf: (question: string) => string;
  told: string;
  tellFailed: string;
  /** Said when an answer that somebody waits for was published. */
  answered: (question: string) => string;

  // one answer
  brand: string;
  brandMeaning: (shop: string) => string;
  best: string;
  bestMeaning: string;
  helpful: string;
  helpfulOf: (author: string) => string;
  helpfulCount: (yes: number, all: number) => string;
  yes: string;
  no: string;

  // reporting
  report: string;
  reportOf: (what: string) => string;
  reported: string;
  reportWhat: string;
  reportReason: Record<ReportReason, string>;
  reportSend: string;
  reportSent: string;
  reportFailed: string;
  cancel: string;

  // asking and answering
  ask: string;
  askAgain: string;
  yourQuestion: string;
  yourQuestionHint: string;
  body: string;
  answerBody: string;
  required: string;
  left: (characters: number) => string;
  author: string;
  authorHint: string;
  moderation: string;
  similar: string;
  similarFound: (questions: number) => string;
  submit: string;
  submitAnswer: string;
  sending: string;
  close: string;
  discard: string;
  saved: string;
  savedInMemory: string;
  missing: string;
  bodyMissing: string;
  authorMissing: string;
  failed: string;
  waits: string;
  sent: string;
  sentAnswer: string;
  sentNext: string;
}

export const questionTexts: Texts<QuestionMessages> = texts(en, {
  'zh-Hans': () => import('./questions.zh-Hans.ts'),
  'zh-Hant': () => import('./questions.zh-Hant.ts'),
});
