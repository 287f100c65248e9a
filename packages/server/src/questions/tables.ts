import type {
  AnswerDraft,
  QuestionDraft,
  RefusalReason,
  ReportReason,
  ReviewState,
} from '@continuo/protocol';
import type { ColumnType, Generated } from 'kysely';

interface Written {
  ws: number;
  /** Made by the author's device with the draft; of the merchant's answers by the backend. */
  id: string;
  product_id: string;
  /** As whom the author proved to be: a customer, else a guest on a device. */
  user_id: string | null;
  device_id: string | null;
  state: ReviewState;
  reason: RefusalReason | null;
  body: string;
  locale: string;
  author: string;
  /** What the automatic checks pointed out when it was submitted. */
  flags: string[];
  at: Date;
  decided_at: Date | null;
  /** That nobody at the desk has answered yet. */
  reports: Generated<number>;
  /** Of the first of these. */
  reported_at: Date | null;
  /** Hash of the folded text, for finding copies; null where it says too little. */
  said: string | null;
  /** Words, see `search.ts` of the reviews. */
  search: ColumnType<never, string, string>;
}

export interface QuestionsTable extends Written {
  /** The author, at the end of the pointers of the identity graph. */
  person: string;
  /** Published ones. */
  answers: Generated<number>;
}

export interface AnswersTable extends Written {
  question_id: string;
  /** Null of the merchant's. */
  person: string | null;
  brand: boolean;
  best: Generated<boolean>;
  /** 2 of the best one, 1 of the merchant's, 0 of others: they come in this order, then by `score`. */
  rank: Generated<number>;
  yes: Generated<number>;
  no: Generated<number>;
  score: Generated<number>;
  /** Whether those who wait for an answer were told of this one. */
  told: Generated<boolean>;
}

/** How many published questions a product has, kept in the transactions that publish and refuse. */
export interface QuestionCountsTable {
  ws: number;
  product_id: string;
  questions: Generated<number>;
  /** Counts the changes of anything that the product's list shows. */
  version: Generated<number>;
}

interface Said {
  ws: number;
  person: string;
  user_id: string | null;
  device_id: string | null;
  at: Date;
}
interface Reported extends Said {
  reason: ReportReason;
  detail: string | null;
  /** When a decision answered it. */
  closed_at: Date | null;
}

interface Draft<D> {
  ws: number;
  /** `u:<userId>` or `d:<deviceId>`. */
  owner: string;
  draft: ColumnType<D, string, string>;
  /** By the clock of the device, in milliseconds since 1970. */
  changed_ms: number;
}

export interface QuestionTables {
  questions: QuestionsTable;
  answers: AnswersTable;
  question_counts: QuestionCountsTable;
  /** Who is told of new answers, besides the one who asked. */
  question_subscriptions: Said & { question_id: string };
  question_reports: Reported & { question_id: string };
  answer_reports: Reported & { answer_id: string };
  answer_votes: Said & { answer_id: string; helpful: boolean };
  question_drafts: Draft<QuestionDraft> & { product_id: string };
  answer_drafts: Draft<AnswerDraft> & { question_id: string };
}
