import { NO_FILTERS, type ReviewFilters } from '@continuo/headless/reviews';
import { html, type LitElement, type TemplateResult } from 'lit';
import { adopt } from '../../internal/adopt.ts';
import { fieldStyles } from '../field.styles.ts';
import { toolsTexts, type SortChoice } from '../i18n/tools.ts';
import { Words } from '../i18n/words.ts';
import { highlighted } from '../highlight.ts';
import { inForce, renderFilters, type FilterView } from './filters.ts';
import type { ListModel } from './model.ts';
import { toolStyles } from './tools.styles.ts';

/** Milliseconds: typing rests so long before it is searched. */
const TYPING_MS = 350;

/** What the tools need of the list around them. */
export interface ToolsOf {
  model: ListModel;
  /** BCP 47 tag of the language. */
  tag(): string;
  /** All filters were taken back by a button that goes with them. */
  cleared(): void;
}

/**
 * Search, filters and order, and what is said of them. Loaded when somebody reaches for them, or when something is
 * filtered already.
 */
export class ListTools {
  readonly #host: LitElement;
  readonly #list: ToolsOf;
  readonly #words;
  /** What stands in the search field and may not have been searched yet. */
  #typed: string | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Whether "people like me" was chosen, before somebody said who that is. */
  #like: boolean | undefined;

  readonly mark = highlighted;

  constructor(host: LitElement, list: ToolsOf) {
    this.#host = host;
    this.#list = list;
    this.#words = new Words(host, list.tag, toolsTexts);
    adopt(host, fieldStyles, toolStyles);
  }

  get ready(): boolean {
    return this.#words.ready;
  }

  /** Resolves when the language is there. */
  get loaded(): Promise<void> {
    return this.#words.loaded;
  }

  /** Forgets what was begun: another product, or the element leaves. */
  stop(): void {
    this.#like = undefined;
    this.#stopTyping();
  }

  /** How many are shown, which, and in which order, as a sentence. */
  results(filters: ReviewFilters, count: string): string {
    const words = this.#words.value;
    const order = words.sorted[filters.like.length ? 'like' : filters.sort];
    return words.results([count, ...inForce(this.#view(filters)), order]);
  }

  render(filters: ReviewFilters): TemplateResult {
    return renderFilters(this.#view(filters));
  }

  /** The button that takes all filters back. */
  renderClear(small: boolean): TemplateResult {
    return html`<button
      part="clear"
      class="button ${small ? 'small quiet' : ''}"
      @click=${() => this.#onClear()}
    >
      ${this.#words.value.clear}
    </button>`;
  }

  /** Where nothing fits: why, and what to do about it. */
  renderNoMatch(): TemplateResult {
    const words = this.#words.value;
    return html`<div part="message" class="message">
      <p><strong>${words.noMatch}</strong> ${words.noMatchHint}</p>
      ${this.renderClear(false)}
    </div>`;
  }

  #view(filters: ReviewFilters): FilterView {
    const { model, tag } = this.#list;
    return {
      words: this.#words.value,
      tag: tag(),
      filters,
      q: this.#typed ?? filters.q,
      summary: model.summary,
      settings: model.settings,
      languages: model.languages(tag()),
      like: this.#like ?? filters.like.length > 0,
      change: (part) => model.reviews?.setFilters(part),
      search: (input, now) => this.#onSearch(input, now),
      sort: (choice) => this.#onSort(choice),
    };
  }

  #onClear(): void {
    const { sort, like } = this.#list.model.filters ?? NO_FILTERS;
    this.#stopTyping();
    this.#list.model.reviews?.setFilters({ ...NO_FILTERS, sort, like });
    // The pressed button goes with the filters; the focus must not.
    this.#list.cleared();
  }

  #onSearch(input: HTMLInputElement, now: boolean): void {
    this.#stopTyping();
    const search = () => this.#list.model.reviews?.setFilters({ q: input.value });
    if (now) return search();
    this.#typed = input.value;
    this.#typing = setTimeout(search, TYPING_MS);
  }

  #stopTyping(): void {
    clearTimeout(this.#typing);
    this.#typed = undefined;
  }

  #onSort(choice: SortChoice): void {
    this.#like = choice === 'like';
    this.#list.model.reviews?.setFilters(
      choice === 'like' ? { sort: NO_FILTERS.sort } : { sort: choice, like: [] },
    );
    this.#host.requestUpdate();
  }
}
