import type { Client, ContinuoErrorLike } from '@continuo/core';
import { NO_FILTERS, type Loaded, type ReviewFilters, type ReviewPage } from '@continuo/headless/reviews';
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
import type { RenderState } from '../../internal/element.ts';
import { Lazy } from '../../internal/lazy.ts';
import { ProductElement } from '../../internal/product-element.ts';
import type { Boxes } from '../../internal/rows.ts';
import { shared } from '../../internal/styles.ts';
import { listTexts } from '../i18n/list.ts';
import { Words } from '../i18n/words.ts';
import { starStyles } from '../stars.ts';
import { heading, levelOf } from '../text.ts';
import type { ListContext } from './acts.ts';
import { ListModel } from './model.ts';
import { drawPage, drawPageAhead, renderPage, type PageView } from './page.ts';
import { styles } from './review-list.styles.ts';

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
 * @csspart translation - In which language a review was written, or from which it was translated.
 * @csspart translate - The button that shows the translation, or the original.
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
export class ContinuoReviewListElement extends ProductElement {
  static readonly tagName = 'continuo-review-list';
  static override styles: CSSResultGroup = [shared, starStyles, styles];
  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    heading: {},
    headingLevel: { attribute: 'heading-level', type: Number },
    urlState: { attribute: 'url-state' },
  };

  /** The product whose reviews are shown. */
  declare productId: string | undefined;
  /** Its own heading instead of the usual one: on a page with several such lists each needs a name. */
  declare heading: string | undefined;
  /** Level of the heading in the page's outline, 2 to 5; those of reviews are one deeper. Default 2. */
  declare headingLevel: number | undefined;
  /** Keeps filters and order in the address; the value is what its parameters begin with, `reviews` without one. */
  declare urlState: string | undefined;

  #words = new Words(this, () => this.localize.tag, listTexts);
  #model = new ListModel(this);
  #context: ListContext = {
    host: this,
    model: this.#model,
    tag: () => this.localize.tag,
    client: () => this.resolvedClient,
    prefix: () => this.#prefix,
    emit: (type, detail) => this.emit(type, detail),
  };
  #acts = new Lazy(this, async () => new (await import('./acts.ts')).ListActs(this.#context));
  #extras = new Lazy(this, async () => new (await import('../extras.ts')).ReviewExtras(this.#context));
  /** The address is asked for filters before the reviews are. */
  #reading = false;
  /** The filters whose answer is shown. */
  #shown: ReviewFilters | undefined;
  #view: PageView | undefined;
  /** The first rows, drawn before they are shown. */
  #ahead: Lazy<Boxes> | undefined;

  protected override get loaded(): Loaded<ReviewPage> | undefined {
    return this.#model.get('page');
  }

  protected override choose(client: Client | undefined): void {
    const acts = this.#acts;
    this.#shown = undefined;
    this.#ahead = new Lazy(this, () => drawPageAhead(this.#viewNow, this));
    acts.value?.leave();
    const choose = () => {
      this.#reading = false;
      this.#model.choose(client, this.productId, () => acts.value?.begin());
    };
    this.#reading = !!client && !!this.#prefix && location.search.includes(`${this.#prefix}-`);
    if (!this.#reading) return choose();
    void acts
      .load()
      .then((there) => there?.address.load())
      .then(() => {
        if (client === this.resolvedClient) choose();
      });
  }

  protected override firstUpdated(): void {
    const root = this.renderRoot as ShadowRoot;
    root.addEventListener('click', (event) => void this.#onPress(event as MouseEvent));
    // Who comes near will do something.
    for (const type of ['pointerover', 'focusin']) root.addEventListener(type, () => this.#acts.want());
  }

  /** Stores may just have been chosen, with all that they hold: what that needs is asked for before it is drawn. */
  protected override update(changed: PropertyValues): void {
    const filters = this.#model.get('filters');
    const own = this.#model.get('own')?.reviews.length;
    if (filters && (this.#prefix || filters !== NO_FILTERS || own)) this.#acts.want();
    this.#acts.value?.want();
    const { settings } = this.#model;
    // What merchants ask, most reviews answer: it is loaded while those come.
    if (
      own ||
      settings?.translations ||
      settings?.attributes.length ||
      settings?.ratings.length ||
      this.loaded?.data?.reviews.some(
        ({ badges, media, response, source }) => badges.length || media.length || response || source,
      )
    )
      this.#extras.want();
    if (!this.#shown && this.renderState === 'ready') this.#ahead?.want();
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#view && !this.#extras.awaited) drawPage(this.renderRoot, this.#view);
    this.#extras.value?.updated();
    const acts = this.#acts.value;
    const filters = this.#model.get('filters');
    if (!filters) return;
    acts?.address.value?.write(filters);
    if (this.state === 'loading' || this.#model.get('busy') || this.#lacks || this.loaded?.error) return;
    if (this.#shown && this.#shown !== filters) acts?.tell(filters, this.loaded?.data?.total ?? 0);
    this.#shown = filters;
  }

  protected override tellFailure(error: ContinuoErrorLike): void {
    super.tellFailure(error);
    if (this.loaded?.data) announce(this.#words.value.stale);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#acts.value?.stop();
  }

  protected override get renderState(): RenderState {
    const { loaded } = this;
    if (!loaded) return this.#reading ? 'loading' : 'empty';
    if (!this.#words.ready) return 'loading';
    // All at once, the first time: what came later would push away what somebody reads.
    return this.#model.loading || this.#lacks ? (this.#shown ? 'ready' : 'loading') : loaded.phase;
  }

  protected override get extraStates(): string[] {
    return this.#waits ? ['busy'] : [];
  }

  /** Whether the reviews of other filters than those in force are shown. */
  get #waits(): boolean {
    return !!this.#model.get('busy') && !!this.#shown && this.#shown !== this.#model.get('filters');
  }

  /** Whether something that belongs to these reviews, or words for what is filtered, are still on their way. */
  get #lacks(): boolean {
    const acts = this.#acts;
    const isFiltered = this.#model.get('filters') !== NO_FILTERS;
    return (
      this.#extras.awaited ||
      this.#ahead?.awaited ||
      (isFiltered && (acts.awaited || !!acts.value?.tools.awaited))
    );
  }

  /** What the parameters' names in the address begin with; undefined where it says nothing of filters. */
  get #prefix(): string | undefined {
    return this.urlState === '' ? 'reviews' : (this.urlState ?? undefined);
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

  /** What is pressed is done, be it that it has first to be learned how. */
  async #onPress({ target, detail }: MouseEvent): Promise<void> {
    const button = (target as Element).closest('button[part]');
    const acts = this.#acts.value ?? (await this.#acts.load());
    if (!acts) announce(this.words.error);
    else if (button) acts.press(button, detail);
  }

  /** What is to be seen, once there is something. */
  get #viewNow(): PageView {
    const model = this.#model;
    const filters = model.get('filters')!;
    const acts = this.#acts.value;
    return {
      rows: {
        words: this.#words.value,
        tag: this.localize.tag,
        level: levelOf(this.headingLevel) + 1,
        settings: model.settings,
        q: filters.q.trim(),
        mark: acts?.tools.value?.mark,
        mine: acts?.mine.value,
        acts: acts?.words,
        open: acts?.open,
        extras: this.#extras.value,
      },
      common: this.words,
      loaded: this.loaded!,
      own: model.get('own'),
      filters,
      busy: !!model.get('busy'),
      waits: this.#waits,
      acts,
      ahead: this.#ahead?.value,
      retry: () => void model.reviews?.refresh(),
    };
  }

  #renderReviews(): TemplateResult {
    const view = (this.#view = this.#viewNow);
    const { rows, loaded, filters, acts } = view;
    const { words, settings, extras } = rows;
    const authenticity = this.#isExplained ? undefined : settings?.authenticity;
    return html`<section part="base" class="base ${view.waits ? 'waits' : ''}" aria-labelledby="title">
      <div class="head">
        ${heading(rows.level - 1, { id: 'title', text: this.heading || words.title, focusable: true })}
        ${authenticity ? html`<p part="authenticity" class="muted" dir="auto">${authenticity}</p>` : nothing}
      </div>
      ${
        loaded.data?.total || this.#model.summary?.count
          ? html`<div class="tools">
              <button part="tools" class="button" aria-expanded=${!!acts?.opened} aria-controls="filters">
                ${words.tools}
              </button>
            </div>`
          : nothing
      }
      ${acts?.renderTools(filters)} ${renderPage(view)} ${acts?.report.value?.render()} ${extras?.render()}
    </section>`;
  }

  protected override render(): TemplateResult {
    const { state, loaded } = this;
    const filters = this.#model.get('filters');
    this.#view = undefined;
    if (state === 'unconfigured') return this.renderFallback();
    if (state === 'error' || state === 'offline')
      return this.renderFailure(state, () => void this.#model.reviews?.refresh());
    if (state !== 'loading' && loaded && filters) return this.#renderReviews();
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
    'continuo-review-list': ContinuoReviewListElement;
  }
}
