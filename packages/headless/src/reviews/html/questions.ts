import type { Answer, Question, QuestionList } from '@continuo/protocol';
import { escape, scriptJson } from './escape.ts';

/** What the rendered text of questions says. */
export interface QuestionHtmlWords {
  /** BCP 47, for dates. */
  locale: string;
  askedBy: (author: string) => string;
  answerBy: (author: string) => string;
  brand: string;
  best: string;
  helpful: (yes: number, all: number) => string;
  none: string;
}

const en: QuestionHtmlWords = {
  locale: 'en',
  askedBy: (author) => `Asked by ${author}`,
  answerBy: (author) => `Answer from ${author}`,
  brand: 'Answer of the shop',
  best: 'Best answer',
  helpful: (yes, all) => `${yes} of ${all} found this helpful`,
  none: 'Not answered yet.',
};
const hant: QuestionHtmlWords = {
  locale: 'zh-Hant',
  askedBy: (author) => `${author} 提問`,
  answerBy: (author) => `${author} 的回答`,
  brand: '本店回答',
  best: '最佳回答',
  helpful: (yes, all) => `${all} 人中有 ${yes} 人覺得有幫助`,
  none: '尚未有回答。',
};
const hans: QuestionHtmlWords = {
  locale: 'zh-Hans',
  askedBy: (author) => `${author} 提问`,
  answerBy: (author) => `${author} 的回答`,
  brand: '本店回答',
  best: '最佳回答',
  helpful: (yes, all) => `${all} 人中有 ${yes} 人觉得有帮助`,
  none: '尚未有回答。',
};

/** The words that serve a BCP 47 tag: Chinese in the script that its readers read, else English. */
export const questionHtmlWords = (tag: string): QuestionHtmlWords => {
  const [language, ...rest] = tag.toLowerCase().split('-');
  if (language !== 'zh') return en;
  if (rest.includes('hans')) return hans;
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? hant : hans;
};

/** What somebody wrote, with its own language, direction and line breaks. */
const written = (tag: string, { body, locale }: Pick<Answer, 'body' | 'locale'>): string =>
  `<${tag} lang="${escape(locale)}" dir="auto">${escape(body.trim()).replace(/\r\n?|\n/g, '<br>')}</${tag}>`;

const time = (at: string, words: QuestionHtmlWords): string => {
  const date = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' });
  return `<time datetime="${escape(at)}">${escape(date.format(new Date(at)))}</time>`;
};

function answerHtml(answer: Answer, words: QuestionHtmlWords): string {
  const { yes, no } = answer.helpful;
  const said = [
    answer.best ? words.best : '',
    answer.brand ? words.brand : '',
    yes + no ? words.helpful(yes, yes + no) : '',
  ].filter(Boolean);
  return [
    `<li>${written('p', answer)}`,
    `<p><bdi>${escape(words.answerBy(answer.author))}</bdi> · ${time(answer.at, words)}`,
    ...said.map((each) => ` · ${escape(each)}`),
    '</p></li>',
  ].join('');
}

/** A page of questions with their answers as light-DOM HTML; nothing where there are none. */
export function questionsHtml(
  { questions }: Pick<QuestionList, 'questions'>,
  words: QuestionHtmlWords,
): string {
  if (!questions.length) return '';
  const items = questions.map((question) =>
    [
      `<li><article>${written('h3', question)}`,
      `<p><bdi>${escape(words.askedBy(question.author))}</bdi> · ${time(question.at, words)}</p>`,
      question.answers.length
        ? `<ul>${question.answers.map((answer) => answerHtml(answer, words)).join('')}</ul>`
        : `<p>${escape(words.none)}</p>`,
      '</article></li>',
    ].join(''),
  );
  return `<ol class="continuo-question-list">${items.join('')}</ol>`;
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
