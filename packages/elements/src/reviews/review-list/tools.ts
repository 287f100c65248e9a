import { NO_FILTERS, type ReviewFilters, type Reviews } from '@continuo/headless/reviews';
import { html, type TemplateResult } from 'lit';
import '../../events.ts';
import { adopt } from '../../internal/adopt.ts';
import { announce } from '../../internal/announcer.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { focusIn } from '../../internal/focus.ts';
import { fieldStyles } from '../field.styles.ts';
import { toolsTexts, type SortChoice } from '../i18n/tools.ts';
import { Words } from '../i18n/words.ts';
import { highlighted } from '../highlight.ts';
import { inForce, renderFilters, type FilterView } from './filters.ts';
import type { ListContext } from './acts.ts';
import { toolStyles } from './tools.styles.ts';

/** Milliseconds: typing rests so long before it is searched. */
const TYPING_MS = 350;
/** Milliseconds that results stand before they are said. */
const SAY_MS = 500;

/**
 * Search, filters and order, and what is said of them. Loaded when somebody reaches for them, or when something is
 * filtered already.
 */
export class ListTools {
  readonly #list: ListContext;
  readonly #words;
  /** What stands in the search field and may not have been searched yet. */
  #typed: string | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;
  /** Whether "people like me" was chosen, before somebody said who that is. */
  #like: boolean | undefined;
  /** Languages that reviews were seen in, such as `zh`, and whether some of them were stars alone. */
  #languages = new Set<string>();
  #wordless = false;
  /** Of which product's. */
  #seenOf: Reviews | undefined;

  /** Marks what was searched for the reviews that are shown. */
  readonly mark = (text: string) => highlighted(text, this.#list.model.get('page')?.data?.searched);

  constructor(list: ListContext) {
    this.#list = list;
    this.#words = new Words(list.host, list.tag, toolsTexts);
    adopt(list.host, controlStyles, fieldStyles, toolStyles);
  }

  /** Resolves when the language is there. */
  get loaded(): Promise<void> {
    return this.#words.loaded;
  }

  /** Forgets what was begun: another product, or the element leaves. */
  stop(): void {
    this.#like = undefined;
    this.#stopTyping();
    clearTimeout(this.#saying);
  }

  /** Other reviews are shown than before: for the page, and for those who do not see it. */
  tell(filters: ReviewFilters, results: number, said: string): void {
    const productId = this.#list.host.productId ?? '';
    const { q, ...others } = filters;
    this.#list.emit('continuo-reviews-filtered', { productId, ...others, query: q, results });
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => announce(said), SAY_MS);
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
    this.#look();
    return {
      words: this.#words.value,
      tag: tag(),
      filters,
      q: this.#typed ?? filters.q,
      summary: model.summary,
      settings: model.settings,
      languages: [...new Set([language(tag()), ...this.#languages])].sort(),
      wordless: this.#wordless,
      like: this.#like ?? filters.like.length > 0,
      change: (part) => model.reviews?.setFilters(part),
      search: (input, now) => this.#onSearch(input, now),
      sort: (choice) => this.#onSort(choice),
    };
  }

  /** What is shown says what can be filtered by; what was seen stays while others are shown. */
  #look(): void {
    const { model } = this.#list;
    if (model.reviews !== this.#seenOf) {
      this.#languages.clear();
      this.#wordless = false;
    }
    this.#seenOf = model.reviews;
    for (const { locale, title, body } of model.get('page')?.data?.reviews ?? []) {
      this.#languages.add(language(locale));
      this.#wordless ||= !title && !body;
    }
  }

  #onClear(): void {
    const { sort, like } = this.#list.model.get('filters') ?? NO_FILTERS;
    this.#stopTyping();
    this.#list.model.reviews?.setFilters({ ...NO_FILTERS, sort, like });
    // The pressed button goes with the filters; the focus must not.
    focusIn(this.#list.host, '#title');
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
    this.#list.host.requestUpdate();
  }
}

const language = (tag: string): string => tag.toLowerCase().split('-')[0]!;
