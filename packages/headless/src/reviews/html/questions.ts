import type { Answer, Question, QuestionList } from '@continuo/protocol';
import { day, isolated } from '../text.ts';
import { escape, scriptJson } from './escape.ts';
import type { ListOptions } from './html.ts';
import type { QuestionHtmlWords } from './question-words.ts';

interface Rows {
  words: QuestionHtmlWords;
  tag: string;
  /** Level of a question's heading. */
  level: number;
}

/** Keeps the room of something that is to be pressed. */
const later = (name: string, text = ''): string =>
  `<span class="${name} later"${text && ` data-text="${escape(text)}"`}></span>`;

const byline = ({ tag }: Rows, at: string, author: string): string =>
  `<p class="byline muted"><bdi>${escape(author)}</bdi> <time datetime="${escape(at)}">${day(tag, at)}</time></p>`;

function answerHtml(answer: Answer, rows: Rows): string {
  const { best, brand, author, helpful, body, locale, at } = answer;
  const { words } = rows;
  const badges = [
    ...(best ? [[words.best, words.bestMeaning]] : []),
    ...(brand ? [[words.brand, words.brandMeaning(isolated(author))]] : []),
  ].map(
    ([name, meaning]) =>
      `<details class="badge"><summary>${escape(name!)}</summary><p class="muted">${escape(meaning!)}</p></details>`,
  );
  const all = helpful.yes + helpful.no;
  const { helpful: asks, yes, no, report } = words.later;
  return [
    '<li><div class="answer">',
    badges.length ? `<div class="badges">${badges.join('')}</div>` : '',
    `<p class="text" lang="${escape(locale)}" dir="auto">${escape(body)}</p>${byline(rows, at, author)}`,
    `<div class="actions"><div class="votes">${later('muted', asks)}${later('button small', yes)}${later('button small', no)}</div>`,
    all ? `<span class="muted count">${escape(words.helpfulCount(helpful.yes, all))}</span>` : '',
    `${later('button small quiet', report)}</div></div></li>`,
  ].join('');
}

function questionHtml(question: Question, rows: Rows): string {
  const { body, author, at, locale, answers, answerCount } = question;
  const { words, level } = rows;
  return [
    `<li><article class="question"><h${level} lang="${escape(locale)}" dir="auto">${escape(body)}</h${level}>`,
    byline(rows, at, words.askedBy(isolated(author))),
    answers.length
      ? `<ul class="answers">${answers.map((answer) => answerHtml(answer, rows)).join('')}</ul>`
      : `<p class="muted">${words.noAnswers}</p>`,
    answerCount > answers.length ? later('button small quiet', words.later.allAnswers(answerCount)) : '',
    `<div class="actions">${later('button small', words.later.answer)}${later('button small', words.later.tellMe)}`,
    `${later('button small quiet', words.later.report)}</div></article></li>`,
  ].join('');
}

/** What `continuo-question-list` shows at first: the first page of questions with their first answers. */
export function questionsHtml(
  { questions, total, next }: QuestionList,
  words: QuestionHtmlWords,
  { tag = words.locale, headingLevel: level = 2 }: Pick<ListOptions, 'tag' | 'headingLevel'> = {},
): string {
  const rows: Rows = { words, tag, level: level + 1 };
  const head = `<section class="base"><h${level}>${words.title}</h${level}>`;
  if (!questions.length)
    return `${head}<ul class="list"></ul><div class="message"><p><strong>${words.none}</strong> ${words.noneHint}</p></div></section>`;
  const field = (name: string, text: string) =>
    `<span class="field${name}">${later('label', text)}${later('button')}</span>`;
  return [
    `${head}<div class="bar">${field(' search', words.later.search)}${field('', words.later.sort)}</div>`,
    `<p>${words.results(total)}</p>`,
    `<ul class="list">${questions.map((question) => questionHtml(question, rows)).join('')}</ul>`,
    next ? later('button') : '',
    '</section>',
  ].join('');
}

const answerData = ({ body, author, brand, at, helpful, locale }: Answer) => ({
  '@type': 'Answer',
  text: body,
  author: { '@type': brand ? 'Organization' : 'Person', name: author },
  datePublished: at.slice(0, 10),
  inLanguage: locale,
  upvoteCount: helpful.yes,
});

/**
 * JSON for `<script type="application/ld+json">`: a QAPage of one question and the answers that the page shows. Give it only
 * a page whose subject this question is; a list of them on a product page is none. Undefined where nobody has answered.
 * @param url the address of that page
 */
export function questionJsonLd(question: Question, url?: string): string | undefined {
  const { body, author, at, locale, answerCount, answers } = question;
  const [first, ...others] = answers;
  if (!first) return undefined;
  const accepted = first.best ? first : undefined;
  return scriptJson({
    '@context': 'https://schema.org',
    '@type': 'QAPage',
    url,
    mainEntity: {
      '@type': 'Question',
      name: body,
      text: body,
      author: { '@type': 'Person', name: author },
      datePublished: at.slice(0, 10),
      inLanguage: locale,
      answerCount,
      ...(accepted && { acceptedAnswer: answerData(accepted) }),
      suggestedAnswer: (accepted ? others : answers).map(answerData),
    },
  });
}
