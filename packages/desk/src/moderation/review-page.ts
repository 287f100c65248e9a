import {
  LitElement,
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { ModerationEntry, ModerationItem } from '@continuo/protocol';
import { addressOf } from '../app/address.ts';
import { controls } from '../styles.ts';
import type { Words } from '../words.ts';
import { ActEvent, keyOf, type Act } from './acts.ts';
import { isMarked, responseOf, stateOf, titleOf, writtenOf } from './describe.ts';
import type { Queue } from './queue.ts';
import { reviewFacts } from './review-facts.ts';
import { pageStyles } from './review-page.styles.ts';
import { kindOf, reviewStyles, reviewText } from './review-text.ts';

/** Milliseconds between two looks at what others decided about it, while the page is visible. */
const REFRESH = 10_000;

/**
 * One review, question or answer: all of it, the merchant's answer, and what was decided.
 * @fires desk-act - an ActEvent
 * @fires desk-answer - with the text of the answer as detail
 * @fires desk-overtaken - somebody else has decided meanwhile; with the item as detail
 */
export class DeskReviewPage extends LitElement {
  static override properties: PropertyDeclarations = {
    words: { attribute: false },
    lang: {},
    queue: { attribute: false },
    review: {},
    version: { attribute: false },
    item: { state: true },
    entries: { state: true },
    phase: { state: true },
  };
  static override styles: CSSResultGroup = [controls, reviewStyles, pageStyles];

  words!: Words;
  override lang = 'en';
  queue!: Queue;
  /** Id of the item. */
  review = '';
  version = 0;
  private item: ModerationItem | undefined;
  private entries: readonly ModerationEntry[] = [];
  private phase: 'loading' | 'ready' | 'gone' | 'error' = 'loading';
  #wantsAnswer = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.reload();
    }, REFRESH);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('review')) return;
    this.item = this.queue.items.find(({ id }) => id === this.review);
    this.entries = [];
    this.phase = this.item ? 'ready' : 'loading';
    void this.reload();
  }

  get current(): ModerationItem | undefined {
    return this.item;
  }

  /** Shows what a decision or an answer has made of the review, and reads its log again. */
  show(item: ModerationItem): void {
    if (item.id !== this.review) return;
    this.item = item;
    void this.reload();
  }

  async reload(): Promise<void> {
    const { review, item: before } = this;
    const log = await this.queue.read(review);
    // What was decided here while the answer was on its way is newer.
    if (review !== this.review || before !== this.item) return;
    if (log === 'unreachable') {
      if (!this.item) this.phase = 'error';
    } else if (log === 'gone') {
      this.item = undefined;
      this.phase = 'gone';
    } else {
      this.item = log.item;
      this.entries = log.entries;
      this.phase = 'ready';
      if (before && before.state !== log.item.state)
        this.dispatchEvent(new CustomEvent('desk-overtaken', { detail: log.item }));
    }
  }

  /** Puts the focus on the title. */
  focusTitle(): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  /** Puts the focus into the field of the answer, as soon as it is there. */
  focusAnswer(): void {
    const field = this.renderRoot.querySelector('textarea');
    this.#wantsAnswer = !field;
    if (field) field.focus();
    else this.focusTitle();
  }

  protected override updated(): void {
    if (this.#wantsAnswer && this.item) this.focusAnswer();
  }

  #act(act: Exclude<Act, 'answer' | 'open'>): void {
    if (this.item) this.dispatchEvent(new ActEvent(act, this.item));
  }

  #answer(text: string): void {
    this.dispatchEvent(new CustomEvent('desk-answer', { detail: text.trim() }));
  }

  #renderAnswer(item: ModerationItem): TemplateResult {
    const { words, queue } = this;
    const text = queue.answers.get(item.id) ?? responseOf(item) ?? '';
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#answer(text);
      }}
    >
      <h2><label for="answer">${words.ourAnswer}</label></h2>
      <textarea
        id="answer"
        rows="4"
        maxlength="2000"
        dir="auto"
        aria-describedby="answer-hint"
        .value=${text}
        @input=${(event: Event) => queue.type(item.id, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="quiet small" id="answer-hint">
        ${item.kind === 'question' ? words.answerQuestionHint : words.answerHint}
      </p>
      ${queue.unsaved.has(item.id) ? html`<p class="failed" role="alert">${words.notSaved}</p>` : nothing}
      <div class="acts">
        <button class="primary">${words.save}</button>
        <button
          type="button"
          aria-disabled=${responseOf(item) ? 'false' : 'true'}
          @click=${() => responseOf(item) && this.#answer('')}
        >
          ${words.remove}
        </button>
      </div>
    </form>`;
  }

  #markButton(item: ModerationItem, badge: 'incentivised' | 'featured'): TemplateResult {
    return html`<button
      data-key=${keyOf(badge)}
      aria-keyshortcuts=${keyOf(badge)}
      aria-pressed=${isMarked(item, badge) ? 'true' : 'false'}
      @click=${() => this.#act(badge)}
    >
      ${this.words[badge]}
    </button>`;
  }

  #renderActs(item: ModerationItem): TemplateResult {
    const { words, queue } = this;
    const isSettled = item.state === 'published' && !item.reports;
    const failed = queue.failed.has(item.id);
    return html`<p class="state"><b>${stateOf(item, words)}</b></p>
      ${failed ? html`<p class="failed" role="alert">${words.notSaved}</p>` : nothing}
      <div class="acts">
        <button
          data-key=${keyOf('publish')}
          aria-keyshortcuts=${keyOf('publish')}
          aria-disabled=${isSettled ? 'true' : 'false'}
          @click=${() => !isSettled && this.#act('publish')}
        >
          ${item.state === 'published' ? words.keep : words.publish}
        </button>
        <button
          data-key=${keyOf('refuse')}
          aria-keyshortcuts=${keyOf('refuse')}
          @click=${() => this.#act('refuse')}
        >
          ${words.refuse}
        </button>
        ${
          item.kind === 'answer' && item.state === 'published'
            ? html`<button
                data-key=${keyOf('best')}
                aria-keyshortcuts=${keyOf('best')}
                aria-pressed=${item.answer.best ? 'true' : 'false'}
                @click=${() => this.#act('best')}
              >
                ${words.best}
              </button>`
            : nothing
        }
        ${
          item.kind === 'review'
            ? [
                this.#markButton(item, 'incentivised'),
                item.state === 'published' || isMarked(item, 'featured')
                  ? this.#markButton(item, 'featured')
                  : nothing,
              ]
            : nothing
        }
        ${
          failed
            ? html`<button class="primary" @click=${() => this.#act('retry')}>${words.retry}</button>`
            : nothing
        }
      </div>
      ${item.kind === 'answer' ? nothing : this.#renderAnswer(item)}`;
  }

  #renderNothing(): TemplateResult {
    const { words, phase } = this;
    if (phase === 'error')
      return html`<p role="alert">
        ${words.unreachable} <button @click=${() => this.reload()}>${words.retry}</button>
      </p>`;
    return html`<p class="quiet">${phase === 'gone' ? words.gone : `${words.loading} …`}</p>`;
  }

  override render(): TemplateResult {
    const { words, lang, item, queue } = this;
    // The title is one element in every state: it may have the focus.
    return html`<main>
        <p><a href=${addressOf({ page: 'reviews', id: '' })}>${words.allReviews}</a></p>
        <article aria-busy=${queue.busy.has(this.review) ? 'true' : 'false'}>
          ${
            item
              ? html`<div class="product">${kindOf(item, words)}<bdi>${item.productTitle}</bdi></div>`
              : nothing
          }
          <h1 tabindex="-1" dir="auto" lang=${item ? writtenOf(item).locale : lang}>
            ${item ? titleOf(item, words) : words.reviews}
          </h1>
          ${item ? reviewText(item, words, lang) : this.#renderNothing()}
        </article>
        ${item ? this.#renderActs(item) : nothing}
      </main>
      ${
        item
          ? html`<aside aria-label=${words.facts}>${reviewFacts(item, this.entries, words, lang)}</aside>`
          : nothing
      }`;
  }
}
customElements.define('desk-review-page', DeskReviewPage);
