import type { Client } from '@continuo/core';
import {
  createQuestions,
  type Answered,
  type Loaded,
  type OwnAsked,
  type QuestionPage,
  type QuestionQuery,
  type Questions,
} from '@continuo/headless/questions';
import { isolated } from '@continuo/headless/reviews';
import type { Answer, Question, QuestionSort, ReportReason, Vote } from '@continuo/protocol';
import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../../events.ts';
import { announce } from '../../internal/announcer.ts';
import { ContinuoElement, type RenderState } from '../../internal/element.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { shared } from '../../internal/styles.ts';
import { Words } from '../../reviews/i18n/words.ts';
import { heading } from '../../reviews/text.ts';
import { questionTexts } from '../i18n/questions.ts';
import { renderAnswer, renderQuestion, renderWaiting, type Reported, type Rows } from '../item.ts';
import type { WritingPanel } from '../writing-panel.ts';
import { styles } from './question-list.styles.ts';

/** Milliseconds: typing rests so long before it is searched, results stand so long before they are said. */
const TYPING_MS = 350;
const SAY_MS = 500;
/** How far the backend counts. */
const COUNTED = 10_000;
const SORTS: readonly QuestionSort[] = ['answers', 'newest', 'oldest'];

/**
 * Lists what customers asked about a product and what was answered, with search, order, votes and reports.
 * Use it on a product page with `product-id`. Its reader's own questions come first until they are decided.
 *
 * @tag continuo-question-list
 * @slot - What is shown before the questions are there and where scripts do not run, such as the first of them.
 * @slot empty - The way onward where there are no questions.
 * @slot consent - Words or links of the shop above the button of an answer, such as its rules.
 * @fires {CustomEvent<QuestionAnsweredDetail>} continuo-question-answered - An answer was taken and waits for a moderator.
 * @fires {CustomEvent<AnswerVotedDetail>} continuo-answer-voted - The visitor said whether an answer helped.
 * @fires {CustomEvent<QuestionReportedDetail>} continuo-question-reported - The visitor reported a question or an answer.
 * @fires {CustomEvent<ErrorDetail>} continuo-error - The questions could not be loaded, or an answer not be submitted.
 * @csspart base - All of it.
 * @csspart heading - The headings, its own and those of questions.
 * @csspart search - The search field.
 * @csspart select - One choice, such as the order.
 * @csspart results - How many there are.
 * @csspart clear - The button that shows all questions again.
 * @csspart list - The questions.
 * @csspart question - One question.
 * @csspart state - Words on a question or answer of one's own that is not published.
 * @csspart author - The author's name.
 * @csspart answer - One answer.
 * @csspart badge - A badge with what it means.
 * @csspart body - An answer's text.
 * @csspart all-answers - The button that shows all answers to a question.
 * @csspart vote - The buttons that say whether an answer helped.
 * @csspart answer-button - The button that opens the form of an answer.
 * @csspart tell-me - The button that lets a visitor be told of answers.
 * @csspart report - The button that reports.
 * @csspart report-form - The question what is wrong.
 * @csspart form - The form of an answer.
 * @csspart input - A text field.
 * @csspart submit - The button that submits.
 * @csspart close - The button that closes the form and keeps the draft.
 * @csspart discard - The button that deletes the draft.
 * @csspart saved - Where the draft is kept.
 * @csspart show-more - The button that shows more questions.
 * @csspart message - What failed, or that there is nothing, in words.
 * @csspart retry - The button that tries again.
 * @cssprop [--continuo-question-list-min-block-size=20rem] - Space kept from the start.
 * @cssstate loading - The questions are on their way.
 * @cssstate ready - There are questions.
 * @cssstate empty - There are none, or none was found.
 * @cssstate error - The questions could not be loaded.
 * @cssstate offline - They could not be loaded because there is no network.
 * @cssstate unconfigured - There is no client.
 * @cssstate busy - Others are on their way; those of before still stand.
 * @since 0.2.0
 * @status stable
 */
export class ContinuoQuestionListElement extends ContinuoElement {
  static readonly tagName = 'continuo-question-list';
  static override styles: CSSResultGroup = [shared, styles];
  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    heading: {},
    headingLevel: { attribute: 'heading-level', type: Number },
    reporting: { state: true },
    answering: { state: true },
  };

  /** The product whose questions are shown. */
  declare productId: string | undefined;
  /** Its own heading instead of the usual one: on a page with several such lists each needs a name. */
  declare heading: string | undefined;
  /** Level of the heading in the page's outline, 2 to 5; those of questions are one deeper. Default 2. */
  declare headingLevel: number | undefined;

  declare private reporting: Rows['reporting'];
  /** Id of the question whose answer is being written. */
  declare private answering: string | undefined;

  #words = new Words(this, () => this.localize.tag, questionTexts);
  #questions: Questions | undefined;
  #list = new StoreController<Loaded<QuestionPage>>(this);
  #query = new StoreController<QuestionQuery>(this);
  #busy = new StoreController<boolean>(this);
  #own = new StoreController<OwnAsked>(this);
  #answered = new StoreController<Answered | undefined>(this);
  #panel: WritingPanel | undefined;
  /** The query whose answer is shown. */
  #shown: QuestionQuery | undefined;
  #told: unknown;
  #heard: Answered | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;

  protected override clientChanged(client: Client | undefined): void {
    this.#choose(client);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('productId') && this.hasUpdated) this.#choose(this.resolvedClient);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const heard = this.#answered.value;
    if (heard && heard !== this.#heard) announce(this.#words.value.answered(isolated(heard.question)));
    this.#heard = heard;
    const loaded = this.#list.value;
    const query = this.#query.value;
    if (!loaded || !query || this.state === 'loading') return;
    if (loaded.error && loaded.error !== this.#told) {
      this.emitError(loaded.error);
      if (loaded.data) announce(this.#words.value.stale);
    }
    this.#told = loaded.error;
    if (this.#busy.value || loaded.error || query === this.#shown) return;
    if (this.#shown) {
      clearTimeout(this.#saying);
      this.#saying = setTimeout(() => announce(this.#results(loaded.data?.total ?? 0)), SAY_MS);
    }
    this.#shown = query;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
    clearTimeout(this.#saying);
    this.#leave();
  }

  protected override get renderState(): RenderState {
    const loaded = this.#list.value;
    if (!loaded) return 'empty';
    if (!this.#words.ready) return 'loading';
    return loaded.phase === 'loading' && this.#shown ? 'ready' : loaded.phase;
  }

  protected override get extraStates(): string[] {
    return this.#waits ? ['busy'] : [];
  }

  /** Whether the questions of another query than that in force are shown. */
  get #waits(): boolean {
    return !!this.#busy.value && this.#shown !== undefined && this.#shown !== this.#query.value;
  }

  get #level(): number {
    return Math.min(5, Math.max(2, Math.trunc(this.headingLevel ?? 2) || 2));
  }

  #choose(client: Client | undefined): void {
    const { productId } = this;
    this.#shown = undefined;
    this.reporting = undefined;
    clearTimeout(this.#typing);
    this.#leave();
    const questions = client && productId ? createQuestions(client, { productId }) : undefined;
    this.#questions = questions;
    this.#heard = questions?.$answered.get();
    this.#list.show(questions?.$list);
    this.#query.show(questions?.$query);
    this.#busy.show(questions?.$busy);
    this.#own.show(questions?.$own);
    this.#answered.show(questions?.$answered);
  }

  /** Closes the form of an answer; its draft stays. */
  #leave(): void {
    this.#panel?.leave();
    this.#panel = undefined;
    this.answering = undefined;
  }

  #results(total: number): string {
    const words = this.#words.value;
    return total >= COUNTED ? words.countOver(COUNTED) : words.count(total);
  }

  #onSearch(input: HTMLInputElement, now: boolean): void {
    clearTimeout(this.#typing);
    const search = () => this.#questions?.setQuery({ q: input.value });
    if (now) search();
    else this.#typing = setTimeout(search, TYPING_MS);
  }

  #onClear(): void {
    this.#questions?.setQuery({ q: '' });
    // The pressed button goes; the focus must not.
    this.#focus('#title');
  }

  async #onAnswer(question: Question): Promise<void> {
    const closes = this.answering === question.id;
    this.#leave();
    if (closes) return;
    this.answering = question.id;
    const { productId, resolvedClient: client } = this;
    try {
      const { WritingPanel } = await import('../writing-panel.ts');
      if (!client || !productId || this.answering !== question.id) return;
      const panel = (this.#panel = new WritingPanel(this, {
        ...{ client, productId, questionId: question.id },
        words: () => this.#words.value,
        level: () => this.#level + 2,
        close: () => {
          this.#leave();
          void this.updateComplete.then(() => this.#focus(`${at(question.id)} [part=answer-button]`));
        },
        submitted: ({ id }) => this.#onAnswered(question, id),
        failed: (error) => this.emitError(error),
      }));
      await panel.again();
      this.requestUpdate();
      await this.updateComplete;
      this.#focus('#form-title');
    } catch (cause) {
      // The next press tries again.
      this.answering = undefined;
      announce(this.words.error);
      console.warn('continuo: the form could not be loaded', cause);
    }
  }

  #onAnswered(question: Question, answerId: string): void {
    // A press that came twice is told once.
    if (this.answering !== question.id) return;
    this.#leave();
    const words = this.#words.value;
    announce(`${words.sentAnswer} ${words.sentNext}`);
    const { productId } = question;
    this.emit('continuo-question-answered', { answerId, questionId: question.id, productId });
    void this.updateComplete.then(() => this.#focus(at(question.id)));
  }

  #onVote(answer: Answer, pressed: Vote): void {
    const vote = this.#own.value?.votes[answer.id] === pressed ? null : pressed;
    this.#questions?.vote(answer.id, vote);
    this.emit('continuo-answer-voted', { answerId: answer.id, productId: answer.productId, vote });
  }

  async #onReport(reason: ReportReason): Promise<void> {
    const { reporting, productId = '' } = this;
    if (!reporting || reporting.phase === 'sending') return;
    const { kind, id } = reporting;
    this.reporting = { kind, id, phase: 'sending' };
    try {
      await this.#questions?.report(kind, id, reason);
    } catch {
      this.reporting = { kind, id, phase: 'failed' }; // the form says so
      return;
    }
    this.reporting = undefined;
    announce(this.#words.value.reportSent);
    this.emit('continuo-question-reported', {
      kind: kind === 'answers' ? 'answer' : 'question',
      id,
      productId,
      reason,
    });
    await this.updateComplete;
    this.#focus(kind === 'questions' ? at(id) : `article:has(${at(id)})`);
  }

  async #onSubscribe(questionId: string, subscribed: boolean): Promise<void> {
    try {
      await this.#questions?.subscribe(questionId, subscribed);
      if (subscribed) announce(this.#words.value.told);
    } catch {
      announce(this.#words.value.tellFailed);
    }
  }

  async #onMore(): Promise<void> {
    const before = this.#list.value?.data?.questions.length ?? 0;
    const first = await this.#questions?.showMore();
    await this.updateComplete;
    const page = this.#list.value?.data;
    if (!first || !page) return;
    const count = page.questions.length;
    announce(this.#words.value.shown(count - before, count, this.#results(page.total)));
    // The reader goes on with the first new one, unless they have gone elsewhere meanwhile.
    const { activeElement } = this.renderRoot as ShadowRoot;
    const left = activeElement
      ? !activeElement.matches('[part=show-more]')
      : document.activeElement !== document.body;
    if (!left) this.#focus(at(first.id));
  }

  async #onAnswers(questionId: string): Promise<void> {
    try {
      await this.#questions?.showAnswers(questionId);
      await this.updateComplete;
      this.#focus(at(questionId));
    } catch {
      announce(this.#words.value.answersFailed);
    }
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }

  get #rows(): Rows {
    const own = this.#own.value;
    return {
      words: this.#words.value,
      tag: this.localize.tag,
      level: this.#level + 1,
      reporting: this.reporting,
      votes: own?.votes ?? {},
      reported: (kind, id) => own?.reports[kind].includes(id) ?? false,
      vote: (answer, vote) => this.#onVote(answer, vote),
      openReport: (what: Reported | undefined) => {
        this.reporting = what && { ...what, phase: 'asking' };
      },
      report: (reason) => void this.#onReport(reason),
    };
  }

  #renderTools(query: QuestionQuery): TemplateResult {
    const words = this.#words.value;
    const onInput = (now: boolean) => (event: Event) => this.#onSearch(event.target as HTMLInputElement, now);
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
            this.#questions?.setQuery({ sort: (event.target as HTMLSelectElement).value as QuestionSort })}
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
  #renderMine(rows: Rows): TemplateResult | typeof nothing {
    const own = this.#own.value;
    const questions = own?.questions.filter(({ state }) => state !== 'published') ?? [];
    const answers = own?.answers.filter(({ state }) => state !== 'published') ?? [];
    if (!questions.length && !answers.length) return nothing;
    return html`<ul class="mine">
      ${questions.map((question) => html`<li>${renderWaiting(rows, question)}</li>`)}
      ${answers.map((answer) => html`<li>${renderAnswer(rows, answer, true)}</li>`)}
    </ul>`;
  }

  #renderNothing(query: QuestionQuery): TemplateResult {
    const words = this.#words.value;
    return query.q.trim()
      ? html`<div part="message" class="message">
          <p><strong>${words.noMatch}</strong></p>
          <button part="clear" class="button" @click=${() => this.#onClear()}>${words.clear}</button>
        </div>`
      : html`<div part="message" class="message">
          <p><strong>${words.none}</strong> ${words.noneHint}</p>
          <slot name="empty"></slot>
        </div>`;
  }

  #renderQuestion(rows: Rows, question: Question): TemplateResult {
    const own = this.#own.value;
    const { id } = question;
    const subscribed = own?.subscriptions.includes(id) ?? false;
    return renderQuestion(rows, question, {
      own: own?.questions.find((one) => one.id === id),
      ownAnswers: new Set(own?.answers.map((one) => one.id)),
      subscribed,
      answering:
        this.answering !== id
          ? undefined
          : this.#panel?.ready
            ? this.#panel.render()
            : html`<p class="muted">${this.words.loading}</p>`,
      answer: () => void this.#onAnswer(question),
      showAnswers: () => void this.#onAnswers(id),
      subscribe: () => void this.#onSubscribe(id, !subscribed),
    });
  }

  #renderQuestions(loaded: Loaded<QuestionPage>, query: QuestionQuery): TemplateResult {
    const words = this.#words.value;
    const rows = this.#rows;
    const { questions = [], total = 0, more = false } = loaded.data ?? {};
    const busy = this.#busy.value ? 'true' : 'false';
    return html`<section part="base" class="base ${this.#waits ? 'waits' : ''}" aria-labelledby="title">
      ${heading(this.#level, { id: 'title', text: this.heading || words.title, focusable: true })}
      ${questions.length || query.q ? this.#renderTools(query) : nothing}
      ${
        loaded.error && loaded.data
          ? html`<div part="message" class="message">
              <p>${loaded.error.code === 'net/offline' ? this.words.offline : words.stale}</p>
              <button part="retry" class="button" @click=${() => void this.#questions?.refresh()}>
                ${this.words.retry}
              </button>
            </div>`
          : nothing
      }
      ${questions.length ? html`<p part="results">${this.#waits ? words.updating : this.#results(total)}</p>` : nothing}
      ${this.#renderMine(rows)}
      <ul part="list" class="list" aria-labelledby="title" aria-busy=${busy}>
        ${repeat(
          questions,
          ({ id }) => id,
          (question) => html`<li>${this.#renderQuestion(rows, question)}</li>`,
        )}
      </ul>
      ${questions.length ? nothing : this.#renderNothing(query)}
      ${
        more
          ? html`<button
              part="show-more"
              class="button"
              aria-disabled=${busy}
              @click=${() => void this.#onMore()}
            >
              ${words.showMore}
            </button>`
          : nothing
      }
    </section>`;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const loaded = this.#list.value;
    const query = this.#query.value;
    if (state === 'unconfigured') return this.renderFallback();
    if (state === 'error' || state === 'offline')
      return this.renderFailure(state, () => void this.#questions?.refresh());
    if (state !== 'loading' && loaded && query) return this.#renderQuestions(loaded, query);
    return this.renderFallback(
      html`<div class="base" aria-hidden="true">
        <span class="skeleton line"></span><span class="skeleton block"></span>
        <span class="skeleton block"></span><span class="skeleton block"></span>
      </div>`,
    );
  }
}

/** A question or an answer in the list. */
const at = (id: string): string => `[data-id="${CSS.escape(id)}"]`;

declare global {
  interface HTMLElementTagNameMap {
    'continuo-question-list': ContinuoQuestionListElement;
  }
}
