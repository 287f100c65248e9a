import type { Client } from '@continuo/core';
import {
  createRatings,
  createReviews,
  createReviewSettings,
  percent,
  type Loaded,
  type ReviewFilters,
  type Reviews,
} from '@continuo/headless/reviews';
import type { ReviewSettings, ReviewSummary } from '@continuo/protocol';
import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import '../../events.ts';
import { number } from '../../i18n/number.ts';
import type { RenderState } from '../../internal/element.ts';
import { Lazy } from '../../internal/lazy.ts';
import { ProductElement } from '../../internal/product-element.ts';
import { StoresController } from '../../internal/stores-controller.ts';
import { shared } from '../../internal/styles.ts';
import type { Around } from '../extras.ts';
import { ratingTexts } from '../i18n/rating.ts';
import { Words } from '../i18n/words.ts';
import { stars, starStyles } from '../stars.ts';
import { styles } from './review-summary.styles.ts';

/**
 * Shows what all reviews of a product say together: average, how many gave how many stars, who would recommend it,
 * secondary ratings, and how it is made sure that reviews are real.
 * Use it on a product page with `product-id`, above `continuo-review-list`, which it filters by stars.
 *
 * @tag continuo-review-summary
 * @slot - What is shown before the summary is there and where scripts do not run, such as the one that the server wrote.
 * @slot empty - The way onward where there are no reviews.
 * @fires {CustomEvent<ErrorDetail>} continuo-error - The summary could not be loaded.
 * @csspart base - All of it.
 * @csspart average - The average, its stars and how many reviews they are of.
 * @csspart histogram - The rows of stars.
 * @csspart row - One row: a button that shows only reviews with so many stars.
 * @csspart recommended - How many would recommend the product.
 * @csspart ratings - The secondary ratings.
 * @csspart digest - What a machine made of the reviews.
 * @csspart claims - Its claims, each with the reviews that it rests on.
 * @csspart highlights - The most helpful praise and the most helpful criticism.
 * @csspart highlight - One of them.
 * @csspart elsewhere - How many from elsewhere do not count, where the merchant has decided so.
 * @csspart authenticity - How it is made sure that the reviews are real.
 * @csspart message - What failed, in words.
 * @csspart retry - The button that tries again.
 * @cssprop [--continuo-review-summary-min-block-size=20rem] - Space kept from the start.
 * @cssprop [--continuo-review-summary-star=currentColor] - Colour of the stars.
 * @cssprop [--continuo-review-summary-bar=var(--continuo-color-accent)] - Colour of the bars.
 * @cssstate loading - The summary is on its way.
 * @cssstate ready - The summary is shown.
 * @cssstate empty - There are no reviews, or none that counts.
 * @cssstate error - The summary could not be loaded.
 * @cssstate offline - It could not be loaded because there is no network.
 * @cssstate unconfigured - There is no client.
 * @since 0.2.0
 * @status stable
 */
export class ContinuoReviewSummaryElement extends ProductElement {
  static readonly tagName = 'continuo-review-summary';
  static override styles: CSSResultGroup = [shared, starStyles, styles];
  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    highlights: { type: Boolean },
    digest: { type: Boolean },
  };

  /** The product whose reviews are summed up. */
  declare productId: string | undefined;
  /** Shows the most helpful praise beside the most helpful criticism, where readers have found both. */
  declare highlights: boolean | undefined;
  /** Shows in short what a machine made of the reviews, where the backend has it: said to be that, each claim with reviews. */
  declare digest: boolean | undefined;

  #words = new Words(this, () => this.localize.tag, ratingTexts);
  #stores = new StoresController<{
    rating: Loaded<ReviewSummary>;
    settings: Loaded<ReviewSettings>;
    filters: ReviewFilters;
  }>(this);
  #around: Around = { host: this, tag: () => this.localize.tag, client: () => this.resolvedClient };
  #extras = new Lazy(this, async () => new (await import('../extras.ts')).ReviewExtras(this.#around));
  #reviews: Reviews | undefined;
  #retry = () => {};

  protected override get loaded(): Loaded<ReviewSummary> | undefined {
    return this.#stores.get('rating');
  }

  /** Stores may just have been chosen, with all that they hold: what that needs is asked for before it is drawn. */
  protected override update(changed: PropertyValues): void {
    if (
      this.highlights ||
      this.digest ||
      this.#stores.get('settings')?.data?.ratings.length ||
      this.loaded?.data?.elsewhere.counted === false
    )
      this.#extras.want();
    super.update(changed);
  }

  protected override get renderState(): RenderState {
    const { loaded } = this;
    if (!loaded) return 'empty';
    // All at once: what came later would push away what somebody reads. Without settings, it is what there is.
    const waits = loaded.data && (this.#stores.get('settings')?.phase === 'loading' || this.#extras.awaited);
    return waits || !this.#words.ready ? 'loading' : loaded.phase;
  }

  protected override choose(client: Client | undefined): void {
    const { productId } = this;
    if (!client || !productId) return this.#stores.showAll(undefined);
    const ratings = createRatings(client);
    const reviews = (this.#reviews = createReviews(client, { productId }));
    this.#retry = () => ratings.refresh(productId);
    this.#stores.showAll({
      rating: ratings.get(productId),
      settings: createReviewSettings(client),
      filters: reviews.$filters,
    });
  }

  #onRow(star: number): void {
    const chosen = this.#stores.get('filters')?.stars ?? [];
    this.#reviews?.setFilters({
      stars: chosen.includes(star) ? chosen.filter((one) => one !== star) : [...chosen, star],
    });
  }

  #renderRow(star: number, { histogram, count }: ReviewSummary): TemplateResult {
    const words = this.#words.value;
    const reviews = histogram[star - 1] ?? 0;
    const share = percent(reviews, count);
    const pressed = !!this.#stores.get('filters')?.stars.includes(star);
    return html`<li>
      <button
        part="row"
        class="button row"
        aria-label=${words.row(star, reviews, share)}
        aria-pressed=${pressed}
        ?disabled=${!reviews && !pressed}
        @click=${() => this.#onRow(star)}
      >
        <span>${words.stars(star)}</span>
        <svg class="bar" aria-hidden="true"><rect width=${`${share}%`} height="100%"></rect></svg>
        <span>${number(reviews)}</span>
      </button>
    </li>`;
  }

  #renderReady(summary: ReviewSummary): TemplateResult {
    const words = this.#words.value;
    const { average, count } = summary;
    const { yes, answers } = summary.recommended;
    return html`<div part="base" class="base" role="group" aria-label=${words.summary}>
      <p part="average" class="average">
        <strong>${words.outOf(average)}</strong> ${stars(average)} <span>${words.reviews(count)}</span>
      </p>
      <ul part="histogram" aria-label=${words.histogram}>
        ${[5, 4, 3, 2, 1].map((star) => this.#renderRow(star, summary))}
      </ul>
      ${
        answers
          ? html`<p part="recommended">${words.recommended(yes, answers, percent(yes, answers))}</p>`
          : nothing
      }
      ${this.#extras.value?.renderOfAll(summary, this.#stores.get('settings')?.data, words)}
      ${this.#renderNotes(summary)}
    </div>`;
  }

  /** What counts, and how it is made sure that reviews are real. */
  #renderNotes(summary: ReviewSummary | undefined): TemplateResult {
    const authenticity = this.#stores.get('settings')?.data?.authenticity;
    return html`${summary && this.#extras.value?.uncounted(summary)}
    ${authenticity ? html`<p part="authenticity" class="muted" dir="auto">${authenticity}</p>` : nothing}`;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const summary = this.loaded?.data;
    if (state === 'unconfigured') return this.renderFallback();
    if (state === 'error' || state === 'offline') return this.renderFailure(state, this.#retry);
    if (state === 'ready' && summary) return this.#renderReady(summary);
    if (state === 'empty')
      return html`<div part="base" class="base">
        <p part="average">${this.#words.value.none}</p>
        <slot name="empty"></slot>
        ${this.#renderNotes(summary)}
      </div>`;
    return this.renderFallback(
      html`<div class="base" aria-hidden="true">
        <span class="skeleton rows"></span>
      </div>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-review-summary': ContinuoReviewSummaryElement;
  }
}
