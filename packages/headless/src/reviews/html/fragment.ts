import type {
  QuestionList,
  ReviewDigest,
  ReviewList,
  ReviewSettings,
  ReviewSummary,
} from '@continuo/protocol';
import { escape } from './escape.ts';
import { listHtml, summaryHtml } from './html.ts';
import { jsonLd } from './json-ld.ts';
import { questionHtmlWords } from './question-words.ts';
import { questionsHtml } from './questions.ts';
import { htmlWords } from './words.ts';

/** What a page shows of a product's reviews at first. */
export interface ReviewsShown {
  productId: string;
  /** What the product is called, for who reads the data. */
  name: string;
  summary: ReviewSummary;
  /** The first page, in the default order. */
  list: ReviewList;
  settings: ReviewSettings;
  /** Whether the summary shows its highlights. */
  highlighted: boolean;
  /** Whether the summary shows what a machine made of the reviews, where there is one. */
  digested: boolean;
  digest?: ReviewDigest | undefined;
  /** BCP 47: what the reader asked for, or else the language of the settings. */
  locale: string;
  /** Where browsers reach the backend, without a slash at the end. */
  endpoint: string;
}

/**
 * The elements with what they show at first between their tags, and the same for search engines; where nobody has
 * reviewed the product there is nothing to tell them.
 */
export function reviewsFragment(shown: ReviewsShown): string {
  const { productId, name, summary, list, settings, highlighted, digested, digest, locale, endpoint } = shown;
  const words = htmlWords(locale);
  const id = escape(productId);
  // The summary says how it is made sure that they are real; the list need not again.
  const said = { ...settings, authenticity: '' };
  const data = jsonLd({ product: { name }, summary, reviews: list.reviews });
  const attributes = `${highlighted ? ' highlights' : ''}${digested ? ' digest' : ''}`;
  const more = { ...(highlighted && { highlights: list.highlights }), digest, tag: locale };
  return [
    `<continuo-review-summary product-id="${id}"${attributes}>${summaryHtml(summary, settings, words, more)}</continuo-review-summary>`,
    `<continuo-review-list product-id="${id}">${listHtml(list, said, words, { tag: locale, endpoint })}</continuo-review-list>`,
    ...(summary.count > 0 ? [`<script type="application/ld+json">${data}</script>`] : []),
    '',
  ].join('\n');
}

/**
 * The list of questions with what it shows at first between its tags.
 * @param list the first page, in the default order
 * @param locale BCP 47
 */
export function questionsFragment(productId: string, list: QuestionList, locale: string): string {
  const written = questionsHtml(list, questionHtmlWords(locale), { tag: locale });
  return `<continuo-question-list product-id="${escape(productId)}">${written}</continuo-question-list>\n`;
}
