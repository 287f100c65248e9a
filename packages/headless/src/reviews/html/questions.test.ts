import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Question } from '@continuo/protocol';
import { questionHtmlWords, questionJsonLd, questionsHtml } from './index.ts';

const answer = (id: string, more: Partial<Answer> = {}): Answer => ({
  ...{ id, questionId: 'q', productId: 'pot', body: `Answer ${id}`, locale: 'en', author: 'Ben' },
  ...{ at: '2026-01-02T00:00:00.000Z', brand: false, best: false, helpful: { yes: 2, no: 1 } },
  ...more,
});
const question = (more: Partial<Question> = {}): Question => ({
  ...{ id: 'q', productId: 'pot', body: 'Does it leak?', locale: 'en', author: 'Ann' },
  ...{ at: '2026-01-01T00:00:00.000Z', answerCount: 2 },
  answers: [answer('1', { best: true }), answer('2', { brand: true, author: 'Teaware' })],
  ...more,
});
const words = questionHtmlWords('en');

test('questions and their answers are there as text, with who wrote them and what they are', () => {
  const list = { questions: [question(), question({ answers: [], answerCount: 0 })], total: 2 };
  const html = questionsHtml(list, words);
  for (const text of [
    ...[
      'Does it leak?',
      'Asked by \u2068Ann\u2069',
      'Jan 1, 2026',
      'Answer 1',
      'Best answer',
      'Answer of the shop',
    ],
    ...['2 questions', '<bdi>Teaware</bdi>', '2 of 3 found this helpful', 'Not answered yet.'],
  ])
    assert.ok(html.includes(text), text);
  assert.match(questionsHtml({ questions: [], total: 0 }, words), /Nobody has asked anything yet\./);
  const one = { questions: [question()], total: 1 };
  assert.match(questionsHtml(one, questionHtmlWords('zh-HK')), /問與答.*最佳回答.*本店回答/);
  assert.match(
    questionsHtml(one, words, { headingLevel: 3 }),
    /<h3>Questions.*<h4 lang="en" dir="auto">Does/,
  );
});

test('what people wrote stays text, in the page and in its data', () => {
  const hostile = '</script><img src=x onerror="alert(1)">\n"\u2028';
  const nasty = question({
    ...{ body: hostile, author: hostile, locale: '"><b>' },
    answers: [answer('1', { body: hostile, author: hostile })],
  });
  const html = questionsHtml({ questions: [nasty], total: 1 }, words);
  assert.doesNotMatch(html, /<(?:img|script|b)\b/);
  const data = questionJsonLd(nasty)!;
  assert.doesNotMatch(data, /[<\u2028]/);
  assert.equal((JSON.parse(data) as { mainEntity: { name: string } }).mainEntity.name, hostile);
});

test('the data of one question says what is shown: the best answer is the accepted one', () => {
  const data = JSON.parse(questionJsonLd(question(), 'https://shop.example/q/1')!) as {
    '@type': string;
    mainEntity: Record<string, unknown>;
  };
  assert.equal(data['@type'], 'QAPage');
  const { acceptedAnswer, suggestedAnswer, answerCount } = data.mainEntity as {
    acceptedAnswer?: { text: string };
    suggestedAnswer: { text: string; author: { '@type': string } }[];
    answerCount: number;
  };
  assert.equal(acceptedAnswer?.text, 'Answer 1');
  assert.deepEqual([suggestedAnswer.map(({ text }) => text), answerCount], [['Answer 2'], 2]);
  assert.equal(suggestedAnswer[0]?.author['@type'], 'Organization');
  assert.equal(questionJsonLd(question({ answers: [], answerCount: 0 })), undefined);
  const none = JSON.parse(questionJsonLd(question({ answers: [answer('2')] }))!) as typeof data;
  assert.equal('acceptedAnswer' in none.mainEntity, false);
});
