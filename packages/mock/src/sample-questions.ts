import type { Answer, Question } from '@continuo/protocol';

/** A question as a mock takes it: its answers stand beside it. */
export type AskedQuestion = Omit<Question, 'answers' | 'answerCount'>;

const question = (id: string, body: string, more: Partial<AskedQuestion> = {}): AskedQuestion => ({
  ...{ id, productId: 'harbour-teapot', body, locale: 'en', author: 'Jo', at: '2026-02-20T10:00:00.000Z' },
  ...more,
});
const answer = (id: string, questionId: string, body: string, more: Partial<Answer> = {}): Answer => ({
  ...{ id, questionId, productId: 'harbour-teapot', body, locale: 'en', author: 'Mei L.' },
  ...{ at: '2026-02-22T09:00:00.000Z', brand: false, best: false, helpful: { yes: 0, no: 0 } },
  ...more,
});
const brand = { brand: true, author: 'Slow Crossing' };

export const sampleQuestions: readonly AskedQuestion[] = [
  question('sample-wash', 'Can it go into the dishwasher?'),
  question('sample-stove', 'Does it work on an induction stove?', {
    ...{ author: 'Kai', at: '2026-03-02T18:30:00.000Z' },
  }),
  question('sample-weight', '空壺有多重？', {
    ...{ locale: 'zh-Hant', author: '阿明', at: '2026-03-09T02:00:00.000Z' },
  }),
  question('sample-cup-size', 'How much does the cup hold?', { productId: 'quay-cup', author: 'Sam' }),
];

export const sampleAnswers: readonly Answer[] = [
  answer('sample-wash-brand', 'sample-wash', 'The pot may; wash its bamboo handle by hand.', {
    ...{ ...brand, at: '2026-02-21T08:00:00.000Z', helpful: { yes: 4, no: 0 } },
  }),
  answer(
    'sample-wash-best',
    'sample-wash',
    'I take the handle off first. A year now, and the glaze is as new.',
    {
      ...{ best: true, helpful: { yes: 9, no: 1 } },
    },
  ),
  answer('sample-wash-no', 'sample-wash', 'I would not risk it.', {
    ...{ author: 'Sam', helpful: { yes: 1, no: 3 } },
  }),
  answer('sample-wash-cup', 'sample-wash', 'The cups of the same glaze go in every day.', {
    ...{ author: 'Jo', at: '2026-02-25T09:00:00.000Z', helpful: { yes: 2, no: 0 } },
  }),
  answer('sample-stove-brand', 'sample-stove', 'No: it is made of stoneware. Warm it over a candle.', {
    ...{ ...brand, at: '2026-03-03T08:00:00.000Z' },
  }),
];
