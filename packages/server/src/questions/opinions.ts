import type { Helpful, ReportReason, Vote } from '@continuo/protocol';
import { transact, type Db } from '../database/index.ts';
import { problem } from '../http/problem.ts';
import { holdPerson, type Visitor } from '../identity/index.ts';
import { castVote, columnsOf, idsOf, putReport } from '../reviews/index.ts';
import { ANSWERS, holdPublishedAnswer, holdPublishedQuestion, QUESTIONS, touch } from './hold.ts';

interface Saying {
  ws: { readonly id: number };
  actor: Visitor;
  id: string;
  now: Date;
}

/** Takes a vote on an answer, changes it, or takes it back (null). The person is one on all devices. */
export const vote = (db: Db, { ws, actor, id, now }: Saying, given: Vote | null): Promise<Helpful> =>
  transact(
    db,
    async (tx) => {
      const person = await holdPerson(tx, ws, idsOf(actor), now);
      const answer = await holdPublishedAnswer(tx, ws, id);
      if (answer.person === person)
        throw problem('auth/forbidden', { detail: 'Nobody votes on their own answer' });
      const counted = await castVote(tx, ws, ANSWERS, { id, person, actor, now }, given);
      if (!counted) return { yes: answer.yes, no: answer.no };
      await touch(tx, ws, answer.product_id);
      return counted;
    },
    { retryUnique: true },
  );

/** Brings a question or an answer before a moderator: one report a person, also after it was answered. */
export const report = (
  db: Db,
  kind: 'question' | 'answer',
  { ws, actor, id, now }: Saying,
  said: { reason: ReportReason; detail?: string | undefined },
): Promise<void> =>
  transact(
    db,
    async (tx) => {
      const person = await holdPerson(tx, ws, idsOf(actor), now);
      if (kind === 'question') await holdPublishedQuestion(tx, ws, id);
      else await holdPublishedAnswer(tx, ws, id);
      const target = kind === 'question' ? QUESTIONS : ANSWERS;
      await putReport(tx, ws, target, { id, person, actor, now }, said);
    },
    { retryUnique: true },
  );

/** Whether somebody is told of new answers to a question. */
export const subscribe = (db: Db, { ws, actor, id, now }: Saying, subscribed: boolean): Promise<void> =>
  transact(
    db,
    async (tx) => {
      const person = await holdPerson(tx, ws, idsOf(actor), now);
      await holdPublishedQuestion(tx, ws, id);
      const key = { ws: ws.id, question_id: id, person };
      if (!subscribed) {
        await tx
          .deleteFrom('question_subscriptions')
          .where((e) => e.and(key))
          .execute();
        return;
      }
      const columns = columnsOf(actor);
      await tx
        .insertInto('question_subscriptions')
        .values({ ...key, ...columns, at: now })
        .onConflict((c) => c.columns(['ws', 'question_id', 'person']).doUpdateSet(columns))
        .execute();
    },
    { retryUnique: true },
  );
