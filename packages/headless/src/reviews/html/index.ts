export { escape } from './escape.ts';
export { questionsFragment, reviewsFragment, type ReviewsShown } from './fragment.ts';
export { listHtml, ratingHtml, summaryHtml, type ListOptions, type SummaryOptions } from './html.ts';
export { jsonLd, type Shown, type ShownProduct } from './json-ld.ts';
export { htmlWords, type HtmlWords } from './words.ts';
export { questionHtmlWords, type QuestionHtmlWords } from './question-words.ts';
export { questionJsonLd, questionsHtml } from './questions.ts';
