import { questionHtmlWords, questionsHtml } from '@continuo/headless/reviews/html';
import type { QuestionList } from '@continuo/protocol';
import { Html, html } from '../html.ts';
import type { View } from './view.ts';

/** What was asked, in a list with a name of its own, and the form to ask. The first page is here already, for who has no scripts and for machines. */
export const questionSection = (view: View, productId: string, asked: QuestionList): Html =>
  html`<div class="band asked" id="questions">
    <continuo-question-list product-id="${productId}" url-state
      >${new Html(questionsHtml(asked, questionHtmlWords(view.locale), { tag: view.locale }))}</continuo-question-list
    >
    <continuo-question-form product-id="${productId}"></continuo-question-form>
  </div>`;
