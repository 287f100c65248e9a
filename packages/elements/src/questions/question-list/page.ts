import type { Loaded, OwnAsked, QuestionPage, QuestionQuery, Questions } from '@continuo/headless/questions';
import type { Question, QuestionSort } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { CommonMessages } from '../../i18n/common.ts';
import { drawAhead, drawRows, type Boxes } from '../../internal/rows.ts';
import { renderAnswer, renderQuestion, renderWaiting, type Rows } from '../item.ts';
import type { QuestionActs } from './acts.ts';
import { SORTS } from './url-state.ts';

export interface PageView {
  rows: Rows;
  /** The words of all elements. */
  common: CommonMessages;
  loaded: Loaded<QuestionPage>;
  own: OwnAsked | undefined;
  query: QuestionQuery;
  /** An answer is awaited; other questions than those that are shown are wanted. */
  busy: boolean;
  waits: boolean;
  questions: Questions | undefined;
  acts: QuestionActs;
  /** Rows that were drawn before they are shown. */
  ahead: Boxes | undefined;
}

function renderTools({ rows: { words }, query, questions, acts }: PageView): TemplateResult {
  const onInput = (now: boolean) => (event: Event) => acts.search(event.target as HTMLInputElement, now);
  return html`<search class="bar">
    <label class="field search">
      <span class="label">${words.search}</span>
      <input
        part="search"
        type="search"
        maxlength="200"
        dir="auto"
        .value=${query.q}
        @input=${onInput(false)}
        @change=${onInput(true)}
      />
    </label>
    <label class="field">
      <span class="label">${words.sort}</span>
      <select
        part="select"
        @change=${(event: Event) =>
          questions?.setQuery({ sort: (event.target as HTMLSelectElement).value as QuestionSort })}
      >
        ${SORTS.map(
          (sort) =>
            html`<option value=${sort} .selected=${sort === query.sort}>${words.sortBy[sort]}</option>`,
        )}
      </select>
    </label>
  </search>`;
}

/** What this visitor wrote that nobody else can see. */
function renderMine({ rows, own }: PageView): TemplateResult | typeof nothing {
  const questions = own?.questions.filter(({ state }) => state !== 'published') ?? [];
  const answers = own?.answers.filter(({ state }) => state !== 'published') ?? [];
  if (!questions.length && !answers.length) return nothing;
  return html`<ul class="mine">
    ${questions.map((question) => html`<li>${renderWaiting(rows, question)}</li>`)}
    ${answers.map((answer) => html`<li>${renderAnswer(rows, answer, true)}</li>`)}
  </ul>`;
}

function renderProblem({ rows, common, loaded, questions }: PageView): TemplateResult | typeof nothing {
  if (!loaded.error || !loaded.data) return nothing;
  return html`<div part="message" class="message">
    <p>${loaded.error.code === 'net/offline' ? common.offline : rows.words.stale}</p>
    <button part="retry" class="button" @click=${() => void questions?.refresh()}>${common.retry}</button>
  </div>`;
}

function renderNothing({ rows: { words }, query, acts }: PageView): TemplateResult {
  return query.q.trim()
    ? html`<div part="message" class="message">
        <p><strong>${words.noMatch}</strong></p>
        <button part="clear" class="button" @click=${() => acts.clear()}>${words.clear}</button>
      </div>`
    : html`<div part="message" class="message">
        <p><strong>${words.none}</strong> ${words.noneHint}</p>
        <slot name="empty"></slot>
      </div>`;
}

/** The list that is shown, what is said of it, and the way to more; `drawPage` puts the questions into it. */
export function renderPage(view: PageView): TemplateResult {
  const { rows, loaded, query, waits, acts } = view;
  const { words } = rows;
  const { questions = [], total = 0, more = false } = loaded.data ?? {};
  const busy = view.busy ? 'true' : 'false';
  return html`${questions.length || query.q ? renderTools(view) : nothing} ${renderProblem(view)}
    ${questions.length ? html`<p part="results">${waits ? words.updating : acts.results(total)}</p>` : nothing}
    ${renderMine(view)}
    <ul part="list" class="list" aria-labelledby="title" aria-busy=${busy}></ul>
    ${questions.length ? nothing : renderNothing(view)}
    ${
      more
        ? html`<button part="show-more" class="button" aria-disabled=${busy} @click=${() => void acts.more()}>
            ${words.showMore}
          </button>`
        : nothing
    }`;
}

/** How one question is drawn, with what its reader did. */
function drawerOf({ rows, own, acts }: PageView): (question: Question) => TemplateResult {
  const ownAnswers = new Set(own?.answers.map((one) => one.id));
  return (question) => {
    const { id } = question;
    const subscribed = own?.subscriptions.includes(id) ?? false;
    return renderQuestion(rows, question, {
      own: own?.questions.find((one) => one.id === id),
      ...{ ownAnswers, subscribed },
      answering: acts.renderAnswering(id),
      answer: () => void acts.answer(question),
      showAnswers: () => void acts.showAnswers(id),
      subscribe: () => void acts.subscribe(id, !subscribed),
    });
  };
}

/** Draws the questions ahead of the page, which a server may have written. */
export const drawPageAhead = (view: PageView, host: Element): Promise<Boxes> =>
  drawAhead(view.loaded.data!.questions, drawerOf(view), host.querySelectorAll('.list > li'));

/** Puts the questions into the list that `renderPage` has made. */
export function drawPage(root: ParentNode, view: PageView): void {
  const list = root.querySelector('.list');
  if (list) drawRows(list, view.loaded.data?.questions ?? [], drawerOf(view), view.ahead);
}
