import type { Client } from '@continuo/core';
import type { Answer, Question } from '@continuo/protocol';
import { atom } from 'nanostores';
import { counted } from '../reviews/helpful.ts';
import { createVisitor } from '../visitor.ts';
import { allAnswers, createList } from './list.ts';
import { ANSWER_VOTES, NOTHING, ownOf } from './person.ts';
import type { Answered, Questions } from './types.ts';

/** A question with its answers changed. */
const withAnswers = (question: Question, change: (answer: Answer) => Answer): Question => ({
  ...question,
  answers: question.answers.map(change),
});

/** A product's questions and what this visitor did with them. All callers with the same client and id share one store. */
export const createQuestions = (client: Client, { productId }: { productId: string }): Questions =>
  client.slot(`questions:${productId}`, () => {
    const $own = ownOf(client, productId);
    const $answered = atom<Answered | undefined>();
    const list = createList(client, productId, (question) =>
      withAnswers(question, (one) => counted(one, $own.get().votes[one.id], visitor.counted[one.id])),
    );
    const visitor = createVisitor({
      ...{ client, productId, $own },
      kind: ANSWER_VOTES,
      nothing: NOTHING,
      changed: list.edit,
      load: async (its) =>
        (await import('./own.ts')).createOwn(its, {
          $answered,
          helped: (id, helpful) =>
            list.edit((question) =>
              withAnswers(question, (one) => (one.id === id ? { ...one, helpful } : one)),
            ),
          decided: () => void list.refresh(),
        }),
    });
    client.onWipe(() => $answered.set(undefined));

    return {
      ...{ $own, $answered },
      $list: list.$list,
      $query: list.$query,
      $busy: list.$busy,
      setQuery: list.set,
      showMore: list.more,
      async showAnswers(questionId) {
        const answers = await allAnswers(client, questionId);
        list.edit((one) => (one.id === questionId ? { ...one, answers, answerCount: answers.length } : one));
      },
      vote: visitor.vote,
      report: async (...report) => (await visitor.side()).report(...report),
      subscribe: async (...asked) => (await visitor.side()).subscribe(...asked),
      refresh: async () => {
        await Promise.all([list.refresh(), visitor.refresh()]);
      },
    };
  });
