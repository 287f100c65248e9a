import type { Client } from '@continuo/core';
import { narrows, NO_FILTERS, type ReviewFilters } from '@continuo/headless/reviews';
import type { Review, Vote } from '@continuo/protocol';
import { nothing, type LitElement, type TemplateResult } from 'lit';
import '../../events.ts';
import { commonTexts } from '../../i18n/common.ts';
import { announce } from '../../internal/announcer.ts';
import { focusNew } from '../../internal/focus.ts';
import { Lazy } from '../../internal/lazy.ts';
import { actTexts, type ActMessages } from '../i18n/acts.ts';
import { listTexts, type ListMessages } from '../i18n/list.ts';
import { Words } from '../i18n/words.ts';
import type { ListModel } from './model.ts';

/** What those who do something with a list know of it. */
export interface ListContext {
  host: LitElement & { readonly productId: string | undefined };
  model: ListModel;
  /** BCP 47 tag of the language, as it is at the time. */
  tag(): string;
  client(): Client | undefined;
  /** What the parameters' names in the address begin with; undefined where it says nothing of filters. */
  prefix(): string | undefined;
  /** Tells the page what happened. */
  emit<K extends keyof HTMLElementEventMap>(
    type: K,
    detail: HTMLElementEventMap[K] extends CustomEvent<infer D> ? D : never,
  ): void;
}

/** Whether other reviews are wanted, or in another order, than everybody gets first. */
const isChosen = (filters: ReviewFilters): boolean =>
  narrows(filters) || filters.sort !== NO_FILTERS.sort || filters.like.length > 0;

/**
 * What readers do with a list: open its tools, read on, vote, report, come with filters or with reviews of their own. Loaded
 * when somebody begins to; what most of them never need is loaded from here.
 */
export class ListActs {
  readonly #list: ListContext;
  readonly #words: Words<ActMessages>;
  readonly #listWords: Words<ListMessages>;
  /** Those of all elements. */
  readonly #common;
  readonly tools;
  readonly address;
  readonly mine;
  readonly report;
  /** Whether search, filters and order are shown. */
  opened = false;
  /** Ids of the reviews whose whole text is shown. */
  readonly open = new Set<string>();

  constructor(list: ListContext) {
    const { host, tag } = list;
    this.#list = list;
    this.#words = new Words(host, tag, actTexts);
    this.#listWords = new Words(host, tag, listTexts);
    this.#common = new Words(host, tag, commonTexts);
    this.tools = new Lazy(host, async () => new (await import('./tools.ts')).ListTools(list));
    this.address = new Lazy(host, async () => (await import('./url-state.ts')).addressOf(list));
    this.mine = new Lazy(host, async () => new (await import('./mine.ts')).Mine(host, tag));
    this.report = new Lazy(host, async () => new (await import('./report-dialog.ts')).ReportDialog(list));
  }

  /** Resolves when the language is there. */
  get loaded(): Promise<void> {
    return this.#words.loaded;
  }
  get words(): ActMessages {
    return this.#words.value;
  }

  /** Another product, before anybody listens to it. Who comes with filters in the address sees them. */
  begin(): void {
    this.address.value?.read();
    const filters = this.#list.model.reviews?.$filters.get();
    this.opened = !!this.address.value && !!filters && isChosen(filters);
  }

  /** Another product comes. */
  leave(): void {
    this.opened = false;
    this.stop();
  }

  /** Ends what was begun. */
  stop(): void {
    this.tools.value?.stop();
    this.report.value?.left();
  }

  /** Before each update: what will be shown needs. */
  want(): void {
    const { model, prefix } = this.#list;
    const filters = model.get('filters');
    if (filters && prefix()) this.address.want();
    if (filters && isChosen(filters)) this.tools.want();
    if (model.get('own')?.reviews.length) this.mine.want();
  }

  /** The reviews of other filters are there. */
  tell(filters: ReviewFilters, total: number): void {
    this.tools.value?.tell(filters, total, this.results(filters, total));
  }

  /** How many are shown, which, and in which order, as a sentence. */
  results(filters: ReviewFilters, total: number): string {
    const words = this.#listWords.value;
    if (!isChosen(filters)) return words.first(total);
    const count = words.count(total);
    return this.tools.value?.results(filters, count) ?? count;
  }

  renderTools(filters: ReviewFilters): TemplateResult | typeof nothing {
    return (this.opened && this.tools.value?.render(filters)) || nothing;
  }

  /** The button that takes all filters back, where there are some. */
  renderClear(filters: ReviewFilters): TemplateResult | typeof nothing {
    return (narrows(filters) && this.tools.value?.renderClear(true)) || nothing;
  }

  /** That nothing fits the filters; undefined where there are none. */
  renderNoMatch(filters: ReviewFilters): TemplateResult | undefined {
    return narrows(filters) ? this.tools.value?.renderNoMatch() : undefined;
  }

  /** Does what a button is for. `clicks` counts those in quick succession. */
  press(button: Element, clicks: number): void {
    const { host, model } = this.#list;
    const id = button.closest<HTMLElement>('[data-id]')?.dataset['id'] ?? '';
    const review = model.get('page')?.data?.reviews.find((one) => one.id === id);
    if (button.ariaDisabled === 'true') return;
    switch (button.getAttribute('part')) {
      case 'tools':
        this.opened = !this.opened;
        if (this.opened) void this.#reach(this.tools);
        break;
      case 'more':
        if (!this.open.delete(id)) this.open.add(id);
        break;
      case 'vote':
        // The second press of a double click is none: it would take the vote back.
        if (review && clicks < 2) this.#vote(review, (button as HTMLButtonElement).value as Vote);
        break;
      case 'report':
        if (review) void this.#reach(this.report).then((dialog) => dialog?.open(review));
        break;
      case 'show-more':
        void this.#more();
    }
    host.requestUpdate();
  }

  /** Loads what was pressed for, or says that it cannot be had. */
  async #reach<T extends object>(part: Lazy<T>): Promise<T | undefined> {
    const value = await part.load();
    if (!value) announce(this.#common.value.error);
    return value;
  }

  #vote({ id: reviewId, productId }: Review, pressed: Vote): void {
    const { model, emit } = this.#list;
    const vote = model.get('own')?.votes[reviewId] === pressed ? null : pressed;
    model.reviews?.vote(reviewId, vote);
    emit('continuo-review-voted', { reviewId, productId, vote });
  }

  async #more(): Promise<void> {
    const { host, model } = this.#list;
    const count = () => model.get('page')?.data?.reviews.length ?? 0;
    const before = count();
    const first = await model.reviews?.showMore();
    await host.updateComplete;
    const page = model.get('page')?.data;
    if (!first || !page) return;
    announce(this.words.shown(count() - before, count(), this.#listWords.value.count(page.total)));
    focusNew(host, first.id);
  }
}
