import type { Client } from '@continuo/core';
import {
  narrows,
  NO_FILTERS,
  type Loaded,
  type ReviewFilters,
  type ReviewPage,
} from '@continuo/headless/reviews';
import type { ReportReason, Review, Vote } from '@continuo/protocol';
import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import '../../events.ts';
import { announce } from '../../internal/announcer.ts';
import { ContinuoElement, type RenderState } from '../../internal/element.ts';
import { shared } from '../../internal/styles.ts';
import { listTexts } from '../i18n/list.ts';
import { Words } from '../i18n/words.ts';
import { starStyles } from '../stars.ts';
import { heading } from '../text.ts';
import type { Rows } from './item.ts';
import type { Mine } from './mine.ts';
import { ListModel } from './model.ts';
import { renderPage } from './page.ts';
import type { ReportDialog } from './report-dialog.ts';
import { styles } from './review-list.styles.ts';
import { tint } from '../picture.ts';
import type { ViewerDialog } from '../viewer/viewer-dialog.ts';
import type { ListTools } from './tools.ts';
import type { AddressController } from './url-state.ts';

/** Whether other reviews are wanted, or in another order, than everybody gets first. */
const isChosen = (filters: ReviewFilters): boolean =>
  narrows(filters) || filters.sort !== NO_FILTERS.sort || filters.like.length > 0;

/** Milliseconds that results stand before they are said. */
const SAY_MS = 500;

/**
 * Lists what customers wrote about a product, with filters, search, order, votes and reports.
 * Use it on a product page with `product-id`. Its reader's own reviews come first until they are decided.
 *
 * @tag continuo-review-list
 * @slot - What is shown before the reviews are there and where scripts do not run, such as the first of them.
 * @slot empty - The way onward where there are no reviews.
 * @fires {CustomEvent<ReviewsFilteredDetail>} continuo-reviews-filtered - Other reviews are shown than before.
 * @fires {CustomEvent<ReviewVotedDetail>} continuo-review-voted - The visitor said whether a review helped.
 * @fires {CustomEvent<ReviewReportedDetail>} continuo-review-reported - The visitor reported a review.
 * @fires {CustomEvent<ErrorDetail>} continuo-error - The reviews could not be loaded.
 * @csspart base - All of it.
 * @csspart heading - The headings, its own and those of reviews.
 * @csspart authenticity - How it is made sure that the reviews are real.
 * @csspart tools - The button that opens search, order and filters.
 * @csspart filters - Search, order and filters.
 * @csspart search - The search field.
 * @csspart select - One choice, such as the order.
 * @csspart toggle - The button of a number of stars.
 * @csspart topics - The topics that can be chosen.
 * @csspart like - What the reader says of themselves for "people like me".
 * @csspart results - How many are shown, and which.
 * @csspart clear - The button that takes all filters back.
 * @csspart list - The reviews.
 * @csspart review - One review.
 * @csspart state - Words on a review of one's own that is not published.
 * @csspart author - The author's name.
 * @csspart badge - A badge with what it means.
 * @csspart body - A review's text.
 * @csspart more - The button that shows all of a long text.
 * @csspart media - The photos and videos of a review.
 * @csspart thumb - One of them, small.
 * @csspart viewer - The dialog that shows them large.
 * @csspart close - The button that closes it.
 * @csspart caption - What the shown one shows, in its author's words.
 * @csspart facts - What the author told of themselves and their secondary ratings.
 * @csspart response - The merchant's answer.
 * @csspart source - Where the review was first published.
 * @csspart vote - The buttons that say whether it helped.
 * @csspart report - The button that reports a review.
 * @csspart show-more - The button that shows more reviews.
 * @csspart dialog - The dialog of a report.
 * @csspart message - What failed, or that there is nothing, in words.
 * @csspart retry - The button that tries again.
 * @cssprop [--continuo-review-list-min-block-size=24rem] - Space kept from the start.
 * @cssprop [--continuo-review-list-star=currentColor] - Colour of the stars.
 * @cssstate loading - The reviews are on their way.
 * @cssstate ready - There are reviews.
 * @cssstate empty - There are none, or none under the filters.
 * @cssstate error - The reviews could not be loaded.
 * @cssstate offline - They could not be loaded because there is no network.
 * @cssstate unconfigured - There is no client.
 * @cssstate busy - Others are on their way; those of before still stand.
 * @since 0.2.0
 * @status stable
 */
export class ContinuoReviewListElement extends ContinuoElement {
  static readonly tagName = 'continuo-review-list';
  static override styles: CSSResultGroup = [shared, starStyles, styles];
  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    heading: {},
    headingLevel: { attribute: 'heading-level', type: Number },
    urlState: { attribute: 'url-state' },
    opened: { state: true },
  };

  /** The product whose reviews are shown. */
  declare productId: string | undefined;
  /** Its own heading instead of the usual one: on a page with several such lists each needs a name. */
  declare heading: string | undefined;
  /** Level of the heading in the page's outline, 2 to 5; those of reviews are one deeper. Default 2. */
  declare headingLevel: number | undefined;
  /** Keeps filters and order in the address; the value is what its parameters begin with, `reviews` without one. */
  declare urlState: string | undefined;

  /** Whether search, filters and order are shown. */
  declare private opened: boolean | undefined;

  #words = new Words(this, () => this.localize.tag, listTexts);
  #model = new ListModel(this);
  #tools: ListTools | undefined;
  #address: AddressController | undefined;
  #report: ReportDialog | undefined;
  #mine: Mine | undefined;
  #loading = new Set<string>();
  /** Parts that no update asks for again: each would at once be followed by the next. A press does. */
  #failed = new Set<string>();
  #viewer: ViewerDialog | undefined;
  #open = new Set<string>();
  /** The filters whose answer is shown. */
  #shown: ReviewFilters | undefined;
  #told: unknown;
  #saying: ReturnType<typeof setTimeout> | undefined;

  protected override clientChanged(client: Client | undefined): void {
    this.#choose(client);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('productId') && this.hasUpdated) this.#choose(this.resolvedClient);
    const { filters, own } = this.#model;
    if (filters && isChosen(filters) && !this.#failed.has('tools')) void this.#loadTools();
    if (own?.reviews.length && !this.#failed.has('mine')) void this.#loadMine();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    tint(this.renderRoot);
    const filters = this.#model.filters;
    const loaded = this.#model.page;
    if (filters && this.#prefix && !this.#address && !this.#failed.has('address')) void this.#loadAddress();
    if (filters) this.#address?.write(filters);
    if (!filters || !loaded || this.state === 'loading') return;
    if (loaded.error && loaded.error !== this.#told && loaded.phase !== 'empty') {
      this.emitError(loaded.error);
      if (loaded.data) announce(this.#words.value.stale);
    }
    this.#told = loaded.error;
    if (this.#model.busy || loaded.error || filters === this.#shown || this.#lacksWords(filters)) return;
    if (this.#shown) this.#tell(filters, loaded.data?.total ?? 0);
    this.#shown = filters;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#tools?.stop();
    clearTimeout(this.#saying);
    this.#report?.left();
  }

  protected override get renderState(): RenderState {
    const loaded = this.#model.page;
    const filters = this.#model.filters;
    if (!loaded || !filters) return this.#loading.has('address') ? 'loading' : 'empty';
    if (!this.#words.ready) return 'loading';
    // All at once, the first time: what came later would push away what somebody reads.
    return this.#model.loading || this.#lacksWords(filters)
      ? this.#shown
        ? 'ready'
        : 'loading'
      : loaded.phase;
  }

  protected override get extraStates(): string[] {
    return this.#waits ? ['busy'] : [];
  }

  /** Whether the reviews of other filters than those in force are shown. */
  get #waits(): boolean {
    return this.#model.busy && this.#shown !== undefined && this.#shown !== this.#model.filters;
  }

  /** What the parameters' names in the address begin with; undefined where it says nothing of filters. */
  get #prefix(): string | undefined {
    return this.urlState === undefined || this.urlState === null ? undefined : this.urlState || 'reviews';
  }

  /** Whether the words for these filters are still on their way. */
  #lacksWords(filters: ReviewFilters): boolean {
    return isChosen(filters) && !this.#tools?.ready && this.#loading.has('tools');
  }

  #choose(client: Client | undefined): void {
    this.#shown = undefined;
    this.opened = false;
    this.#tools?.stop();
    const choose = () => {
      this.#model.choose(client, this.productId, () => this.#address?.read());
      // Who comes with filters sees them.
      this.opened = !!this.#address && !!this.#model.filters && isChosen(this.#model.filters);
    };
    const names = [...new URLSearchParams(location.search).keys()];
    const isFiltered = names.some((name) => name.startsWith(`${this.#prefix}-`));
    if (client && this.#prefix && !this.#address && isFiltered)
      void this.#loadAddress().then(() => {
        if (client === this.resolvedClient) choose();
      });
    else choose();
  }

  /** Loads a part of the list that is not there yet, once; after a failure again when asked to or back online. */
  async #load(name: string, load: () => Promise<void>): Promise<void> {
    if (this.#loading.has(name)) return;
    this.#loading.add(name);
    try {
      await load();
    } catch (cause) {
      console.warn('continuo: a part of the reviews could not be loaded', cause);
      this.#failed.add(name);
      const again = () => {
        this.#failed.delete(name);
        this.requestUpdate();
      };
      addEventListener('online', again, { once: true });
    }
    this.#loading.delete(name);
    this.requestUpdate();
  }

  async #loadTools(): Promise<void> {
    if (this.#tools) return;
    await this.#load('tools', async () => {
      const { ListTools } = await import('./tools.ts');
      const tools = new ListTools(this, {
        model: this.#model,
        tag: () => this.localize.tag,
        cleared: () => this.#focus('#title'),
      });
      await tools.loaded;
      this.#tools = tools;
    });
  }

  async #loadAddress(): Promise<void> {
    await this.#load('address', async () => {
      const { AddressController } = await import('./url-state.ts');
      this.#address = new AddressController(
        this,
        () => this.#prefix,
        (filters) => this.#model.reviews?.setFilters(filters),
      );
    });
  }

  async #loadMine(): Promise<void> {
    if (this.#mine) return;
    await this.#load('mine', async () => {
      const { Mine } = await import('./mine.ts');
      this.#mine = new Mine(this, () => this.localize.tag);
    });
  }

  /** How many are shown, which, and in which order, as a sentence. */
  #resultsOf(filters: ReviewFilters, total: number): string {
    const words = this.#words.value;
    if (!isChosen(filters)) return words.first(total);
    return this.#tools?.results(filters, words.count(total)) ?? words.count(total);
  }

  #tell(filters: ReviewFilters, results: number): void {
    const { productId = '' } = this;
    const { q, ...others } = filters;
    this.emit('continuo-reviews-filtered', { productId, ...others, query: q, results });
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => announce(this.#resultsOf(filters, results)), SAY_MS);
  }

  #onTools(): void {
    this.opened = !this.opened;
    if (this.opened)
      void this.#loadTools().then(() => {
        if (!this.#tools) announce(this.words.error);
      });
  }

  #onVote(review: Review, pressed: Vote): void {
    const vote = this.#model.own?.votes[review.id] === pressed ? null : pressed;
    this.#model.reviews?.vote(review.id, vote);
    this.emit('continuo-review-voted', { reviewId: review.id, productId: review.productId, vote });
  }

  async #onReport(review: Review, reason: ReportReason, detail: string): Promise<void> {
    await this.#model.reviews?.report(review.id, reason, detail || undefined);
    this.emit('continuo-review-reported', { reviewId: review.id, productId: review.productId, reason });
  }

  async #onReportPress(review: Review): Promise<void> {
    if (!this.#report)
      await this.#load('report', async () => {
        const { ReportDialog } = await import('./report-dialog.ts');
        this.#report = new ReportDialog(this, {
          tag: () => this.localize.tag,
          close: () => this.words.close,
          report: (one, reason, detail) => this.#onReport(one, reason, detail),
        });
      });
    if (this.#report) await this.#report.open(review);
    else announce(this.words.error);
  }

  async #onView(...shown: Parameters<Rows['view']>): Promise<void> {
    if (!this.#viewer)
      await this.#load('viewer', async () => {
        const { ViewerDialog } = await import('../viewer/viewer-dialog.ts');
        this.#viewer = new ViewerDialog(
          this,
          () => this.resolvedClient,
          () => this.localize.tag,
        );
      });
    if (this.#viewer) await this.#viewer.open(...shown);
    else announce(this.words.error);
  }

  async #onMore(): Promise<void> {
    const before = this.#model.page?.data?.reviews.length ?? 0;
    const first = await this.#model.reviews?.showMore();
    await this.updateComplete;
    const page = this.#model.page?.data;
    if (!first || !page) return;
    const words = this.#words.value;
    const count = page.reviews.length;
    announce(words.shown(count - before, count, page.total));
    // The reader goes on with the first new one, unless they have gone elsewhere meanwhile.
    const { activeElement } = this.renderRoot as ShadowRoot;
    const left = activeElement
      ? !activeElement.matches('[part=show-more]')
      : document.activeElement !== document.body;
    if (!left) this.#focus(`[data-id="${CSS.escape(first.id)}"]`);
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }

  get #rows(): Rows {
    return {
      words: this.#words.value,
      tag: this.localize.tag,
      level: this.#level + 1,
      settings: this.#model.settings,
      q: this.#model.filters?.q.trim() ?? '',
      mark: this.#tools?.mark,
      mine: this.#mine?.ready ? this.#mine : undefined,
      open: this.#open,
      toggle: (id) => {
        if (!this.#open.delete(id)) this.#open.add(id);
        this.requestUpdate();
      },
      client: this.resolvedClient,
      view: (...shown) => void this.#onView(...shown),
      vote: (review, vote) => this.#onVote(review, vote),
      report: (review) => void this.#onReportPress(review),
    };
  }

  /** Whether a summary of the same product, upgraded or not, says how it is made sure that the reviews are real. */
  get #isExplained(): boolean {
    const summaries = (this.getRootNode() as ParentNode).querySelectorAll<
      HTMLElement & { productId?: string }
    >('continuo-review-summary');
    return [...summaries].some(
      (summary) => (summary.productId ?? summary.getAttribute('product-id')) === this.productId,
    );
  }

  get #level(): number {
    return Math.min(5, Math.max(2, Math.trunc(this.headingLevel ?? 2) || 2));
  }

  #renderTools(filters: ReviewFilters): TemplateResult {
    const load = () => void this.#loadTools();
    return html`<div class="tools">
        <button
          part="tools"
          class="button"
          aria-expanded=${this.opened ? 'true' : 'false'}
          aria-controls=${this.opened ? 'filters' : nothing}
          @pointerenter=${load}
          @focus=${load}
          @click=${() => this.#onTools()}
        >
          ${this.#words.value.tools}
        </button>
      </div>
      ${this.opened && this.#tools ? this.#tools.render(filters) : nothing}`;
  }

  #renderReviews(loaded: Loaded<ReviewPage>, filters: ReviewFilters): TemplateResult {
    const words = this.#words.value;
    const authenticity = this.#isExplained ? undefined : this.#model.settings?.authenticity;
    const any = loaded.data?.total || this.#model.summary?.count;
    return html`<section part="base" class="base ${this.#waits ? 'waits' : ''}" aria-labelledby="title">
      <div class="head">
        ${heading(this.#level, { id: 'title', text: this.heading || words.title, focusable: true })}
        ${authenticity ? html`<p part="authenticity" class="muted" dir="auto">${authenticity}</p>` : nothing}
      </div>
      ${any ? this.#renderTools(filters) : nothing}
      ${renderPage({
        rows: this.#rows,
        common: this.words,
        loaded,
        own: this.#model.own,
        filters,
        results: this.#waits ? words.updating : this.#resultsOf(filters, loaded.data?.total ?? 0),
        busy: this.#model.busy,
        tools: this.#tools,
        retry: () => void this.#model.reviews?.refresh(),
        more: () => void this.#onMore(),
      })}
      ${this.#report?.render()} ${this.#viewer?.render()}
    </section>`;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const loaded = this.#model.page;
    const filters = this.#model.filters;
    if (state === 'unconfigured') return this.renderFallback();
    if (state === 'error' || state === 'offline')
      return this.renderFailure(state, () => void this.#model.reviews?.refresh());
    if (state !== 'loading' && loaded && filters) return this.#renderReviews(loaded, filters);
    return this.renderFallback(
      html`<div class="base" aria-hidden="true">
        <span class="skeleton line"></span><span class="skeleton block"></span>
        <span class="skeleton block"></span><span class="skeleton block"></span>
      </div>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-review-list': ContinuoReviewListElement;
  }
}
