import type { Client } from '@continuo/core';
import type { OwnAnswer, OwnQuestion } from '@continuo/protocol';
import { createForm } from '../form.ts';
import { ownOf, withOwn } from './person.ts';
import { answerDraft, questionDraft } from './submitted.ts';
import type { Writing } from './types.ts';

const blank = { body: '', author: '' };

/** The question that a visitor asks about a product. One a product, so that a form that is shown again goes on. */
export const createQuestionForm = (
  client: Client,
  { productId }: { productId: string },
): Writing<OwnQuestion> =>
  client.slot(`question-form:${productId}`, () =>
    createForm(client, {
      name: questionDraft(productId),
      path: `/v1/products/${encodeURIComponent(productId)}/questions`,
      blank,
      taken(sent) {
        const $own = ownOf(client, productId);
        $own.set({ ...$own.get(), questions: withOwn($own.get().questions, sent) });
      },
    }),
  );

/** The answer that a visitor gives to a question. One a question. */
export const createAnswerForm = (
  client: Client,
  { questionId }: { questionId: string },
): Writing<OwnAnswer> =>
  client.slot(`answer-form:${questionId}`, () =>
    createForm(client, {
      name: answerDraft(questionId),
      path: `/v1/questions/${encodeURIComponent(questionId)}/answers`,
      blank,
      taken(sent) {
        const $own = ownOf(client, sent.productId);
        $own.set({ ...$own.get(), answers: withOwn($own.get().answers, sent) });
      },
    }),
  );
