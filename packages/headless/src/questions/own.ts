import type { Helpful, OwnQuestions, ReportReason } from '@continuo/protocol';
import type { WritableAtom } from 'nanostores';
import { createSide } from '../own-side.ts';
import type { Visitor, VisitorSide } from '../visitor.ts';
import { ANSWER_VOTES, withOwn } from './person.ts';
import { answersSubmitted } from './submitted.ts';
import type { Answered, OwnAsked } from './types.ts';

export interface OwnSide extends VisitorSide {
  report(kind: 'questions' | 'answers', id: string, reason: ReportReason): Promise<void>;
  subscribe(questionId: string, subscribed: boolean): Promise<void>;
}

interface OwnOptions {
  $answered: WritableAtom<Answered | undefined>;
  helped(answerId: string, helpful: Helpful): void;
  /** Something of this visitor was published or no longer is, or answered. */
  decided(): void;
}

/** What a visitor does about a product's questions. */
export function createOwn(visitor: Visitor<OwnAsked>, { $answered, helped, decided }: OwnOptions): OwnSide {
  const { client, productId, $own } = visitor;
  const { changes } = client;

  /** Takes something of this visitor in its new state. */
  const take = (kind: 'questions' | 'answers', one: OwnQuestions['questions' | 'answers'][number]) => {
    if (one.productId !== productId) return;
    side.hear();
    const present = $own.get();
    const was = present[kind].find(({ id }) => id === one.id)?.state;
    $own.set({ ...present, [kind]: withOwn(present[kind] as (typeof one)[], one) });
    if (was !== one.state && [was, one.state].includes('published')) decided();
  };

  const side = createSide<OwnAsked, OwnQuestions>(visitor, {
    kind: ANSWER_VOTES,
    path: '/v1/questions/mine',
    none: {
      ...{ questions: [], answers: [], votes: [], subscriptions: [] },
      reports: { questions: [], answers: [] },
    },
    votesOf: ({ votes }) => votes.map(({ answerId, vote }) => [answerId, vote]),
    ownOf: (mine, votes) => ({ ...mine, votes }),
    helped,
    channel: 'questions',
    changes: (reset) => [
      changes.on('question', ({ data }) => take('questions', data.question), reset),
      changes.on('answer', ({ data }) => take('answers', data.answer), reset),
      changes.on(
        'question.answered',
        ({ data }) => {
          if (data.answer.productId !== productId) return;
          $answered.set(data);
          decided();
          reset();
        },
        reset,
      ),
    ],
  });

  /** What a page submitted that was left before it heard what became of it: with the same id, so that it is one. */
  const giveAnswers = async () => {
    const questionIds = answersSubmitted(client);
    if (!questionIds.length) return;
    const { createAnswerForm } = await import('./writing.ts');
    for (const questionId of questionIds) {
      const form = createAnswerForm(client, { questionId });
      const stop = form.$draft.listen(() => {});
      if (await form.left()) await form.submit().catch(() => {}); // its form says why, when it is opened
      stop();
    }
  };
  /** Without them: they wait for the next visit, or for the network. */
  const give = () => void giveAnswers().catch(() => {});

  return {
    ...side,
    follow() {
      const ends = [side.follow(), client.platform.on('online', give)];
      give();
      return () => ends.forEach((end) => end());
    },
    async report(kind, id, reason) {
      await side.put(`/v1/${kind}/${encodeURIComponent(id)}/report`, { reason });
      const present = $own.get();
      const ids = [...new Set([id, ...present.reports[kind]])];
      $own.set({ ...present, reports: { ...present.reports, [kind]: ids } });
    },
    async subscribe(questionId, subscribed) {
      await side.put(`/v1/questions/${encodeURIComponent(questionId)}/subscription`, { subscribed });
      const present = $own.get();
      const rest = present.subscriptions.filter((id) => id !== questionId);
      $own.set({ ...present, subscriptions: subscribed ? [questionId, ...rest] : rest });
    },
  };
}
