import { questionHtmlWords, questionsHtml } from '@continuo/headless/reviews/html';
import '../../define/question-list.ts';
import { answer, fakeQuestions, question, richQuestion } from '../../testing/fake-questions.ts';
import { fakeClient } from '../../testing/support.ts';
import { takesOver } from '../../testing/take-over.ts';
import { lightStyles } from '../light-styles.ts';

const SELECTORS = [
  ...['h2', '.bar', '.list', '.question', '.question h3', '.byline', '.byline time', '.answers', '.answer'],
  ...['.badges', '.badge', '.badge summary', '.text', '.actions', '.votes', '.count', '.question > .muted'],
];
const long = 'Does it keep warm, or will it be cold before the second cup is poured? '.repeat(5);
const questions = [
  richQuestion,
  question('long', {
    body: `${long}\n\n${'x'.repeat(200)}`,
    locale: 'en',
    answerCount: 1,
    answers: [
      answer('none', { body: `${long}\n${long}`, helpful: { yes: 0, no: 0 }, best: true, brand: true }),
    ],
  }),
  ...Array.from({ length: 10 }, (_, n) => question(`other-${n}`)),
];

describe('the questions that a server wrote', () => {
  for (const lang of ['en', 'zh-HK', 'zh-CN'])
    it(`are taken over without a visible change, in ${lang}`, () => {
      const list = { questions: questions.slice(0, 10), total: questions.length, next: '10' };
      const inner = questionsHtml(list, questionHtmlWords(lang), { tag: lang });
      return takesOver('continuo-question-list', lightStyles(), {
        written: `<continuo-question-list product-id="pot">${inner}</continuo-question-list>`,
        ...{ lang, selectors: SELECTORS },
        client: () => fakeClient(fakeQuestions({ questions })),
      });
    });

  it('may be none', () => {
    const list = { questions: [], total: 0 };
    return takesOver('continuo-question-list', lightStyles(), {
      written: `<continuo-question-list product-id="pot">${questionsHtml(list, questionHtmlWords('en'))}</continuo-question-list>`,
      ...{ lang: 'en', state: 'empty', selectors: ['h2', '.message p'] },
      client: () => fakeClient(fakeQuestions(list)),
    });
  });
});
