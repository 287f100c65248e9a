import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Answered, Loaded, QuestionPage, QuestionQuery } from '@continuo/headless/questions';
import { isolated } from '@continuo/headless/reviews';
import {
  html,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import '../../events.ts';
import { announce } from '../../internal/announcer.ts';
import { AddressController } from '../../internal/address.ts';
import type { RenderState } from '../../internal/element.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { Lazy } from '../../internal/lazy.ts';
import { ProductElement } from '../../internal/product-element.ts';
import type { Boxes } from '../../internal/rows.ts';
import { shared } from '../../internal/styles.ts';
import { Words } from '../../reviews/i18n/words.ts';
import { heading, levelOf } from '../../reviews/text.ts';
import { questionTexts } from '../i18n/questions.ts';
import type { Rows } from '../item.ts';
import { QuestionActs } from './acts.ts';
import { QuestionModel } from './model.ts';
import { drawPage, drawPageAhead, renderPage, type PageView } from './page.ts';
import { styles } from './question-list.styles.ts';
import { readQuery, writeQuery } from './url-state.ts';

/** Milliseconds that results stand before they are said. */
const SAY_MS = 500;

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
export class ContinuoQuestionListElement extends ProductElement {
  static readonly tagName = 'continuo-question-list';
  static override styles: CSSResultGroup = [shared, controlStyles, styles];
  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    heading: {},
    headingLevel: { attribute: 'heading-level', type: Number },
    urlState: { attribute: 'url-state' },
  };

  /** The product whose questions are shown. */
  declare productId: string | undefined;
  /** Its own heading instead of the usual one: on a page with several such lists each needs a name. */
  declare heading: string | undefined;
  /** Level of the heading in the page's outline, 2 to 5; those of questions are one deeper. Default 2. */
  declare headingLevel: number | undefined;
  /** Keeps search and order in the address; the value is what its parameters begin with, `questions` without one. */
  declare urlState: string | undefined;

  #words = new Words(this, () => this.localize.tag, questionTexts);
  #model = new QuestionModel(this);
  #acts = new QuestionActs({
    host: this,
    model: this.#model,
    client: () => this.resolvedClient,
    productId: () => this.productId,
    level: () => levelOf(this.headingLevel),
    words: () => this.#words.value,
    common: () => this.words,
    emit: (type, detail) => this.emit(type, detail),
    emitError: (error) => this.emitError(error),
  });
  #address = new AddressController(this, {
    prefix: () => (this.urlState === '' ? 'questions' : (this.urlState ?? undefined)),
    ...{ read: readQuery, write: writeQuery },
    take: (query) => this.#model.questions?.setQuery(query),
  });
  #view: PageView | undefined;
  /** The first rows, drawn before they are shown. */
  #ahead: Lazy<Boxes> | undefined;
  /** The query whose answer is shown. */
  #shown: QuestionQuery | undefined;
  #heard: Answered | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;

  protected override get loaded(): Loaded<QuestionPage> | undefined {
    return this.#model.get('page');
  }

  protected override choose(client: Client | undefined): void {
    this.#shown = undefined;
    this.#ahead = new Lazy(this, () => drawPageAhead(this.#viewNow, this));
    this.#acts.leave();
    this.#model.choose(client, this.productId, this.#address.read);
    this.#heard = this.#model.get('answered');
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.#model.get('query')?.q) this.#acts.marks.want();
    if (!this.#shown && this.renderState === 'ready') this.#ahead?.want();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#view) drawPage(this.renderRoot, this.#view);
    const heard = this.#model.get('answered');
    if (heard && heard !== this.#heard) announce(this.#words.value.answered(isolated(heard.question)));
    this.#heard = heard;
    const query = this.#model.get('query');
    const { loaded } = this;
    if (query) this.#address.write(query);
    if (!query || this.state === 'loading' || this.#model.get('busy') || loaded?.error) return;
    if (this.#shown && this.#shown !== query) {
      clearTimeout(this.#saying);
      const total = loaded?.data?.total ?? 0;
      this.#saying = setTimeout(() => announce(this.#acts.results(total)), SAY_MS);
    }
    this.#shown = query;
  }

  protected override tellFailure(error: ContinuoErrorLike): void {
    super.tellFailure(error);
    if (this.loaded?.data) announce(this.#words.value.stale);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#saying);
    this.#acts.leave();
  }

  protected override get renderState(): RenderState {
    const { loaded } = this;
    if (!loaded) return 'empty';
    if (!this.#words.ready) return 'loading';
    if (loaded.phase !== 'loading' && !this.#ahead?.awaited) return loaded.phase;
    return this.#shown ? 'ready' : 'loading';
  }

  protected override get extraStates(): string[] {
    return this.#waits ? ['busy'] : [];
  }

  /** Whether the questions of another query than that in force are shown. */
  get #waits(): boolean {
    return !!this.#model.get('busy') && !!this.#shown && this.#shown !== this.#model.get('query');
  }

  get #rows(): Rows {
    const own = this.#model.get('own');
    const acts = this.#acts;
    return {
      words: this.#words.value,
      tag: this.localize.tag,
      level: levelOf(this.headingLevel) + 1,
      mark: acts.marks.value?.mark,
      reporting: acts.reporting,
      votes: own?.votes ?? {},
      reported: (kind, id) => own?.reports[kind].includes(id) ?? false,
      vote: (answer, vote) => acts.vote(answer, vote),
      openReport: (what) => acts.openReport(what),
      report: (reason) => void acts.report(reason),
    };
  }

  /** What is to be seen, once there is something. */
  get #viewNow(): PageView {
    const model = this.#model;
    return {
      loaded: this.loaded!,
      query: model.get('query')!,
      rows: this.#rows,
      common: this.words,
      own: model.get('own'),
      busy: !!model.get('busy'),
      waits: this.#waits,
      questions: model.questions,
      acts: this.#acts,
      ahead: this.#ahead?.value,
    };
  }

  #renderQuestions(): TemplateResult {
    this.#view = this.#viewNow;
    const title = this.heading || this.#words.value.title;
    return html`<section part="base" class="base ${this.#waits ? 'waits' : ''}" aria-labelledby="title">
      ${heading(levelOf(this.headingLevel), { id: 'title', text: title, focusable: true })}
      ${renderPage(this.#view)}
    </section>`;
  }

  protected override render(): TemplateResult {
    const { state, loaded } = this;
    const query = this.#model.get('query');
    this.#view = undefined;
    if (state === 'unconfigured') return this.renderFallback();
    if (state === 'error' || state === 'offline')
      return this.renderFailure(state, () => void this.#model.questions?.refresh());
    if (state !== 'loading' && loaded && query) return this.#renderQuestions();
    return this.renderFallback(
      this.productId
        ? html`<div class="base" aria-hidden="true">
            <span class="skeleton line"></span><span class="skeleton block"></span>
            <span class="skeleton block"></span><span class="skeleton block"></span>
          </div>`
        : undefined,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-question-list': ContinuoQuestionListElement;
  }
}
