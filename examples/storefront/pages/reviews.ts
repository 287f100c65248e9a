import { htmlWords, jsonLd, listHtml, ratingHtml, summaryHtml } from '@continuo/headless/reviews/html';
import type { ReviewDigest, ReviewList, ReviewSettings, ReviewSummary } from '@continuo/protocol';
import { Html, html } from '../html.ts';
import type { View } from './view.ts';

/** What a product page shows of its reviews. */
export interface Reviewed {
  summary: ReviewSummary;
  /** The first page. */
  list: ReviewList;
  settings: ReviewSettings;
  digest: ReviewDigest | undefined;
}

/** The stars of a product, as text until the element is there. */
export const rating = (view: View, productId: string, summary: ReviewSummary | undefined): Html =>
  html`<continuo-rating product-id="${productId}"
    >${summary && new Html(ratingHtml(summary, htmlWords(view.locale)))}</continuo-rating
  >`;

/** Summary, list and form. What they show at first is here already, for who has no scripts and for machines. */
export const reviewSection = (view: View, productId: string, reviewed: Reviewed): Html => {
  const { summary, list, settings, digest } = reviewed;
  const words = htmlWords(view.locale);
  // The summary beside it has said how it is made sure that they are real.
  const said = { ...settings, authenticity: '' };
  return html`<section class="band reviews" id="reviews" aria-label="${view.t.reviews}">
    <continuo-review-summary product-id="${productId}" highlights digest
      >${new Html(summaryHtml(summary, settings, words, { highlights: list.highlights, digest, tag: view.locale }))}</continuo-review-summary
    >
    <div class="written">
      <continuo-review-form product-id="${productId}"></continuo-review-form>
      <continuo-review-list product-id="${productId}" url-state
        >${new Html(listHtml(list, said, words, { tag: view.locale, endpoint: view.script.endpoint }))}</continuo-review-list
      >
    </div>
  </section>`;
};

/** What search engines read of them, beside what they read of the product: only what this page shows. */
export const reviewData = (name: string, { summary, list }: Reviewed): object => {
  const { aggregateRating, review } = JSON.parse(
    jsonLd({ product: { name }, summary, reviews: list.reviews }),
  ) as { aggregateRating?: object; review?: object[] };
  return { aggregateRating, review };
};
