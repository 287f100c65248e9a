import {
  LitElement,
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ModerationItem } from '@continuo/protocol';
import { addressOf } from '../app/address.ts';
import { controls } from '../styles.ts';
import type { Words } from '../words.ts';
import { ActEvent, keyOf, type Act } from './acts.ts';
import { titleOf, writtenOf } from './describe.ts';
import { filterBar } from './filter-bar.ts';
import type { Queue } from './queue.ts';
import { queueStyles } from './review-queue.styles.ts';
import { kindOf, reviewStyles, reviewText } from './review-text.ts';

/**
 * The list of reviews with its filters. The focus stands on one review, and when that leaves the list, on the next.
 * @fires desk-act - an ActEvent
 * @fires desk-overtaken - somebody else has decided about the review that had the focus
 */
export class DeskReviewQueue extends LitElement {
  static override properties: PropertyDeclarations = {
    words: { attribute: false },
    lang: {},
    queue: { attribute: false },
    /** Bound by the parent to each change of the queue. */
    version: { attribute: false },
  };
  static override styles: CSSResultGroup = [controls, reviewStyles, queueStyles];

  words!: Words;
  override lang = 'en';
  queue!: Queue;
  version = 0;

  #typing: ReturnType<typeof setTimeout> | undefined;
  /** The review that had the focus last, and where it stood. */
  #last: { id: string; at: number } | undefined;
  #hadFocus = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  focusSearch(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  /** Puts the focus on a review, else on the first line of the page. */
  focusOn(id: string | undefined): void {
    const card = id === undefined ? undefined : this.#card(id);
    (card ?? this.renderRoot.querySelector<HTMLElement>('h1'))?.focus();
  }

  /** One that has the focus now. */
  get current(): ModerationItem | undefined {
    const id = this.renderRoot.querySelector<HTMLElement>('article:focus-within')?.dataset['id'];
    return this.queue.items.find((item) => item.id === id);
  }

  /** The focus to the next (1) or previous (-1) review; past the last one more are loaded. */
  async step(by: 1 | -1): Promise<void> {
    const { queue } = this;
    const at = queue.items.findIndex((item) => item.id === this.#last?.id);
    const isHere = at >= 0 && this.current !== undefined;
    const to = at < 0 ? 0 : isHere ? at + by : at;
    if (to >= queue.items.length && queue.next !== undefined) {
      await queue.more();
      await this.updateComplete;
    }
    const item = queue.items[Math.min(queue.items.length - 1, Math.max(0, to))];
    if (item) this.focusOn(item.id);
  }

  #card(id: string): HTMLElement | undefined {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('article')].find(
      (card) => card.dataset['id'] === id,
    );
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.#hadFocus = this.hasUpdated && this.renderRoot.querySelector('article:focus-within') !== null;
  }

  protected override updated(): void {
    const { items } = this.queue;
    if (!this.#hadFocus || !this.#last || items.some((item) => item.id === this.#last?.id)) return;
    if (this.queue.overtaken(this.#last.id)) this.dispatchEvent(new Event('desk-overtaken'));
    this.focusOn(items[Math.min(this.#last.at, items.length - 1)]?.id);
  }

  #onFocus(item: ModerationItem): void {
    this.#last = { id: item.id, at: this.queue.items.findIndex(({ id }) => id === item.id) };
  }

  readonly #onArrow = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.step(event.key === 'ArrowDown' ? 1 : -1);
  };

  #onInput(event: InputEvent): void {
    const q = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.queue.setFilters({ q }), 200);
  }

  #renderItem(item: ModerationItem): TemplateResult {
    const { words, lang, queue } = this;
    const title = titleOf(item, words);
    const failed = queue.failed.has(item.id);
    return html`<li>
      <article
        tabindex="-1"
        data-id=${item.id}
        aria-labelledby="title-${item.id}"
        aria-busy=${queue.busy.has(item.id) ? 'true' : 'false'}
        @focusin=${() => this.#onFocus(item)}
        @keydown=${this.#onArrow}
      >
        <div class="product">${kindOf(item, words)}<bdi>${item.productTitle}</bdi></div>
        <h2 id="title-${item.id}" dir="auto" lang=${writtenOf(item).locale}>
          <a href=${addressOf({ page: 'reviews', id: item.id })}>${title}</a>
        </h2>
        ${reviewText(item, words, lang)}
        ${failed ? html`<p class="failed" role="alert">${words.notSaved}</p>` : nothing}
        <div class="acts">
          ${failed ? this.#renderAct('retry', words.retry, item) : nothing}
          ${
            item.state !== 'published' || item.reports
              ? this.#renderAct('publish', item.state === 'published' ? words.keep : words.publish, item)
              : nothing
          }
          ${this.#renderAct('refuse', words.refuse, item)}
          ${item.kind === 'answer' ? this.#renderBest(item) : this.#renderAct('answer', words.answer, item)}
        </div>
      </article>
    </li>`;
  }

  #act(act: Act, item: ModerationItem): void {
    // Not every browser gives a pressed button the focus.
    if (this.current?.id !== item.id) this.focusOn(item.id);
    this.dispatchEvent(new ActEvent(act, item));
  }

  #renderBest(item: Extract<ModerationItem, { kind: 'answer' }>): TemplateResult | typeof nothing {
    return item.state === 'published'
      ? this.#renderAct('best', this.words.best, item, item.answer.best)
      : nothing;
  }

  #renderAct(act: Act, label: string, item: ModerationItem, isPressed?: boolean): TemplateResult {
    return html`<button
      data-key=${keyOf(act)}
      aria-keyshortcuts=${keyOf(act)}
      aria-label="${label}: ${titleOf(item, this.words)}"
      aria-pressed=${isPressed === undefined ? nothing : isPressed ? 'true' : 'false'}
      @click=${() => this.#act(act, item)}
    >
      ${label}
    </button>`;
  }

  #renderList(): TemplateResult {
    const { words, queue } = this;
    if (queue.phase === 'error')
      return html`<p role="alert">
        ${words.unreachable} <button @click=${() => queue.load()}>${words.retry}</button>
      </p>`;
    if (queue.phase === 'loading' && !queue.items.length)
      return html`<p class="quiet">${words.loading} …</p>`;
    if (!queue.items.length) {
      const { tab, kind, flag, stars: chosen, q } = queue.filters;
      const isAll = tab === 'pending' && !kind && !flag && !chosen.length && !q.trim();
      return html`<p class="quiet">${isAll ? words.noneWaits : words.noneFits}</p>`;
    }
    return html`<ol aria-busy=${queue.phase === 'loading' ? 'true' : 'false'}>
        ${repeat(
          queue.items,
          (item) => item.id,
          (item) => this.#renderItem(item),
        )}
      </ol>
      ${queue.next === undefined ? nothing : html`<p><button @click=${this.#more}>${words.more}</button></p>`}`;
  }

  /** The first new review gets the focus: the button that was pressed may be gone. */
  async #more(): Promise<void> {
    const { length } = this.queue.items;
    await this.queue.more();
    await this.updateComplete;
    const first = this.queue.items[length];
    if (first) this.focusOn(first.id);
  }

  override render(): TemplateResult {
    const { words, queue } = this;
    const { tab, q } = queue.filters;
    return html`<search class="find" aria-label=${words.filters}>
        ${filterBar(
          queue,
          words,
          html`<label>
            <span class="hidden">${words.searchReviews}</span>
            <input
              type="search"
              maxlength="200"
              placeholder=${words.searchReviews}
              .value=${q}
              @input=${this.#onInput}
            />
          </label>`,
        )}
      </search>
      <main>
        <h1 tabindex="-1">${words.reviews} · ${words[`tab_${tab}`]}</h1>
        ${this.#renderList()}
      </main>`;
  }
}
customElements.define('desk-review-queue', DeskReviewQueue);
