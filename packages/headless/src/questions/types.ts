import type {
  Answer,
  OwnAnswer,
  OwnQuestion,
  Question,
  QuestionDraft,
  QuestionSort,
  ReportReason,
  Searched,
  Vote,
} from '@continuo/protocol';
import type { ReadableAtom } from 'nanostores';
import type { Form } from '../form.ts';
import type { Loaded } from '../loaded.ts';

/** What is shown of a product's questions. */
export interface QuestionPage {
  readonly questions: readonly Question[];
  /** How many there are under the search; beyond 10,000 it is 10,000. */
  readonly total: number;
  readonly more: boolean;
  /** What was searched for these. */
  readonly searched: Searched | undefined;
}

/** Which questions are wanted. */
export interface QuestionQuery {
  /** Searched words, as they were typed. */
  readonly q: string;
  readonly sort: QuestionSort;
}

/** What this visitor asked and said about the product's questions; empty for who has done nothing yet. */
export interface OwnAsked {
  /** In every state, newest first. */
  readonly questions: readonly OwnQuestion[];
  readonly answers: readonly OwnAnswer[];
  /** By answer, as they were last pressed, sent or not. */
  readonly votes: Readonly<Record<string, Vote | undefined>>;
  /** Ids of the questions, and of the answers, that were reported. */
  readonly reports: { readonly questions: readonly string[]; readonly answers: readonly string[] };
  /** Ids of the questions whose answers they are told of. */
  readonly subscriptions: readonly string[];
}

/** An answer to a question that this visitor waits for, as it has just been published. */
export interface Answered {
  /** The text of the question. */
  readonly question: string;
  readonly answer: Answer;
}

export interface Questions {
  /** The list under `$query`; what was shown before stays until the answer to a new one is there. `empty`: there is none. */
  readonly $list: ReadableAtom<Loaded<QuestionPage>>;
  readonly $query: ReadableAtom<QuestionQuery>;
  /** Whether an answer is awaited that will replace or extend what is shown. */
  readonly $busy: ReadableAtom<boolean>;
  readonly $own: ReadableAtom<OwnAsked>;
  /** The last answer that was published while somebody listens, to a question this visitor waits for. */
  readonly $answered: ReadableAtom<Answered | undefined>;
  setQuery(change: Partial<QuestionQuery>): void;
  /** Adds the next ones and gives the first of them; undefined when there was none, or it failed (`$list` says why). */
  showMore(): Promise<Question | undefined>;
  /** Shows all answers to a question instead of the first ones. Rejects with a `ContinuoError`. */
  showAnswers(questionId: string): Promise<void>;
  /** Shows at once, is kept on the device until it is sent. The last one counts; `null` takes it back. */
  vote(answerId: string, vote: Vote | null): void;
  /** Rejects with a `ContinuoError` when it was not taken. */
  report(kind: 'questions' | 'answers', id: string, reason: ReportReason): Promise<void>;
  /** Whether this visitor is told of new answers. Rejects with a `ContinuoError` when it was not taken. */
  subscribe(questionId: string, subscribed: boolean): Promise<void>;
  /** Asks again, such as after an error. Never rejects. */
  refresh(): Promise<void>;
}

/** What somebody is writing: a question, or an answer to one. */
export type WritingDraft = QuestionDraft;

/** A question or an answer that is being written. Body and name must be there before it is submitted. */
export type Writing<Sent> = Form<WritingDraft, Sent>;

export interface SimilarQuestions {
  /** Questions like the text, most alike first; of a text before, until the answer to a new one is there. */
  readonly $similar: ReadableAtom<readonly Question[]>;
  /** Looks for what is like a text, once typing rests. Nothing is asked for an empty one. */
  look(text: string): void;
}
