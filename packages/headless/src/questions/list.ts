import type { Client } from '@continuo/core';
import type { Answer, AnswerList, Question, QuestionList } from '@continuo/protocol';
import { createPaged, type Paged } from '../paged.ts';
import type { QuestionPage, QuestionQuery } from './types.ts';

const ALL: QuestionQuery = { q: '', sort: 'answers' };

/** The published questions about a product as the backend gives them; `seen`, as this visitor does. */
export const createList = (
  client: Client,
  productId: string,
  seen: (question: Question) => Question,
): Paged<QuestionQuery, Question, QuestionPage> =>
  createPaged<QuestionQuery, QuestionList, Question, QuestionPage>(client, {
    path: `/v1/products/${encodeURIComponent(productId)}/questions`,
    all: ALL,
    asked: ({ q, sort }) => ({
      q: q.trim() || undefined,
      sort: sort === ALL.sort ? undefined : sort,
      // Undefined keeps the client's own language out: questions of all languages are wanted.
      locale: undefined,
    }),
    items: ({ questions }) => questions,
    seen,
    page: (questions, { total, next, searched }) => ({ questions, total, more: !!next, searched }),
  });

/** All answers to a question, instead of the first ones that the list brings. */
export async function allAnswers(client: Client, questionId: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  let cursor: string | undefined;
  do {
    const page: AnswerList = await client.request(`/v1/questions/${encodeURIComponent(questionId)}/answers`, {
      query: { locale: undefined, cursor },
    });
    answers.push(...page.answers);
    cursor = page.next;
  } while (cursor);
  return answers;
}
