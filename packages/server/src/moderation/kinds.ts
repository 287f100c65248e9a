import type { ModerationItem, ModerationKind } from '@continuo/protocol';
import { productTitles } from '../catalog/index.ts';
import type { Db, Tx } from '../database/index.ts';
import type { Place } from '../http/cursor.ts';
import {
  ANSWER_QUEUE,
  answerAsBrand,
  decideAnswer,
  decideQuestion,
  findAnswer,
  findQuestion,
  findQuestions,
  ownAnswerOf,
  ownQuestionsOf,
  QUESTION_QUEUE,
  type AnswerRow,
  type QuestionRow,
} from '../questions/index.ts';
import {
  decideReview,
  findReview,
  ownReviewOf,
  placeIn,
  queueIn,
  respondToReview,
  REVIEW_QUEUE,
  type Decision,
  type Queued,
  type QueueQuery,
  type ReviewRow,
} from '../reviews/index.ts';
import type { Workspace } from '../workspaces/index.ts';

type Row = ReviewRow | QuestionRow | AnswerRow;
type Common = Pick<ModerationItem, 'id' | 'state' | 'productTitle' | 'flags' | 'reports' | 'personId'>;

/** One item of the queue, of whichever kind, with its place in it. */
export interface Placed {
  place: Place;
  item: ModerationItem;
}
/** What was done about an item. `published`: an answer published its question, too. */
export interface Act {
  acted: boolean;
  published?: boolean;
}

/** What the desk does with one kind of thing that visitors write. Undefined: there is no such thing, or it takes no answer. */
export interface Kind {
  /** Before the ids of its items, so that these are one of all kinds. */
  prefix: string;
  queue(db: Db, ws: Workspace, query: QueueQuery): Promise<Placed[]>;
  find(db: Db, ws: Workspace, id: string): Promise<ModerationItem | undefined>;
  decide(tx: Tx, ws: Workspace, id: string, decision: Decision, now: Date): Promise<Act | undefined>;
  respond(tx: Tx, ws: Workspace, id: string, text: string, now: Date): Promise<Act | undefined>;
}

const commonOf = (prefix: string, row: Row, titles: ReadonlyMap<string, string>): Common => ({
  id: prefix + row.id,
  state: row.state,
  productTitle: titles.get(row.product_id) ?? row.product_id,
  flags: [...row.flags, ...(row.reports > 0 ? ['reported'] : [])],
  reports: row.reports,
  ...(row.person !== null && { personId: row.person }),
});

const review: Kind = kindOf(REVIEW_QUEUE, findReview, {
  parts: async (_db, _ws, rows: readonly ReviewRow[]) =>
    rows.map((row) => ({ kind: 'review', review: ownReviewOf(row) })),
  decide: decideReview,
  respond: respondToReview,
});

const question: Kind = kindOf(QUESTION_QUEUE, findQuestion, {
  parts: async (db, ws, rows: readonly QuestionRow[]) => {
    const questions = await ownQuestionsOf(db, ws, rows);
    return questions.map((one) => ({ kind: 'question', question: one }));
  },
  decide: decideQuestion,
  respond: answerAsBrand,
});

const answer: Kind = kindOf(ANSWER_QUEUE, findAnswer, {
  parts: async (db, ws, rows: readonly AnswerRow[]) => {
    const asked = await findQuestions(
      db,
      ws,
      rows.map((row) => row.question_id),
    );
    return rows.map((row) => {
      const { body, locale } = asked.get(row.question_id)!;
      const of = { id: QUESTION_QUEUE.prefix + row.question_id, body, locale };
      return { kind: 'answer', answer: ownAnswerOf(row), question: of };
    });
  },
  decide: decideAnswer,
  // The question is answered, not its answers.
  respond: async () => undefined,
});

export const kinds: Readonly<Record<ModerationKind, Kind>> = { review, question, answer };

/** What an item says besides what all have in common. */
type Parts = ModerationItem extends infer I ? (I extends unknown ? Omit<I, keyof Common> : never) : never;

function kindOf<R extends Row>(
  from: Queued,
  findRow: (db: Db, ws: Workspace, id: string) => Promise<R | undefined>,
  does: Pick<Kind, 'decide' | 'respond'> & {
    parts(db: Db, ws: Workspace, rows: readonly R[]): Promise<Parts[]>;
  },
): Kind {
  const { prefix } = from;
  const itemsOf = async (db: Db, ws: Workspace, rows: readonly R[]): Promise<ModerationItem[]> => {
    const titles = await productTitles(db, ws.id, [...new Set(rows.map((row) => row.product_id))]);
    const parts = await does.parts(db, ws, rows);
    return rows.map((row, i) => ({ ...commonOf(prefix, row, titles), ...parts[i]! }));
  };
  return {
    prefix,
    queue: async (db, ws, query) => {
      const rows = await queueIn<R>(db, ws, from, query);
      const items = rows.length ? await itemsOf(db, ws, rows) : [];
      return rows.map((row, i) => ({ place: placeIn(query.state, row, prefix), item: items[i]! }));
    },
    find: async (db, ws, id) => {
      const row = await findRow(db, ws, id);
      return row && (await itemsOf(db, ws, [row]))[0];
    },
    decide: does.decide,
    respond: does.respond,
  };
}

/** The kind of an item and its id among these. */
export function itemNamed(itemId: string): { kind: ModerationKind; id: string } {
  for (const kind of ['question', 'answer'] as const) {
    const { prefix } = kinds[kind];
    if (itemId.startsWith(prefix)) return { kind, id: itemId.slice(prefix.length) };
  }
  return { kind: 'review', id: itemId };
}
