import type { Client } from '@continuo/core';
import {
  createRatings,
  createReviews,
  createReviewSettings,
  isolated,
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
import { ContinuoElement, type RenderState } from '../../internal/element.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { shared } from '../../internal/styles.ts';
import { ratingTexts } from '../i18n/rating.ts';
import { Words } from '../i18n/words.ts';
import { stars, starStyles } from '../stars.ts';
import { styles } from './review-summary.styles.ts';

type Rating = ReviewSettings['ratings'][number];

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
 * @csspart authenticity - How it is made sure that the reviews are real.
 * @csspart message - What failed, in words.
 * @csspart retry - The button that tries again.
 * @cssprop [--continuo-review-summary-min-block-size=20rem] - Space kept from the start.
 * @cssprop [--continuo-review-summary-star=currentColor] - Colour of the stars.
 * @cssprop [--continuo-review-summary-bar=var(--continuo-color-accent)] - Colour of the bars.
 * @cssstate loading - The summary is on its way.
 * @cssstate ready - The summary is shown.
 * @cssstate empty - There are no reviews.
 * @cssstate error - The summary could not be loaded.
 * @cssstate offline - It could not be loaded because there is no network.
 * @cssstate unconfigured - There is no client.
 * @since 0.2.0
 * @status stable
 */
export class ContinuoReviewSummaryElement extends ContinuoElement {
  static readonly tagName = 'continuo-review-summary';
  static override styles: CSSResultGroup = [shared, starStyles, styles];
  static override properties: PropertyDeclarations = { productId: { attribute: 'product-id' } };

  /** The product whose reviews are summed up. */
  declare productId: string | undefined;

  #words = new Words(this, () => this.localize.tag, ratingTexts);
  #rating = new StoreController<Loaded<ReviewSummary>>(this);
  #settings = new StoreController<Loaded<ReviewSettings>>(this);
  #filters = new StoreController<ReviewFilters>(this);
  #reviews: Reviews | undefined;
  #retry = () => {};
  #told: unknown;

  protected override clientChanged(client: Client | undefined): void {
    this.#choose(client);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('productId')) this.#choose(this.resolvedClient);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const error = this.#rating.value?.error;
    if (error && error !== this.#told) this.emitError(error);
    this.#told = error;
  }

  protected override get renderState(): RenderState {
    const loaded = this.#rating.value;
    if (!loaded) return 'empty';
    // All at once: what came later would push away what somebody reads. Without settings, it is what there is.
    const waits = loaded.data && this.#settings.value?.phase === 'loading';
    return waits || !this.#words.ready ? 'loading' : loaded.phase;
  }

  #choose(client: Client | undefined): void {
    const { productId } = this;
    const some = client && productId ? { client, productId } : undefined;
    this.#reviews = some && createReviews(some.client, some);
    this.#rating.show(some && createRatings(some.client).get(some.productId));
    this.#settings.show(some && createReviewSettings(some.client));
    this.#filters.show(this.#reviews?.$filters);
    this.#retry = () => some && createRatings(some.client).refresh(some.productId);
  }

  #onRow(star: number): void {
    const chosen = this.#filters.value?.stars ?? [];
    this.#reviews?.setFilters({
      stars: chosen.includes(star) ? chosen.filter((one) => one !== star) : [...chosen, star],
    });
  }

  #renderRow(star: number, { histogram, count }: ReviewSummary): TemplateResult {
    const words = this.#words.value;
    const reviews = histogram[star - 1] ?? 0;
    const share = percent(reviews, count);
    const pressed = !!this.#filters.value?.stars.includes(star);
    return html`<li>
      <button
        part="row"
        class="button row"
        aria-label=${words.row(star, reviews, share)}
        aria-pressed=${pressed}
        ?disabled=${reviews === 0 && !pressed}
        @click=${() => this.#onRow(star)}
      >
        <span>${words.stars(star)}</span>
        <svg class="bar" aria-hidden="true"><rect width=${`${share}%`} height="100%"></rect></svg>
        <span>${reviews.toLocaleString('en')}</span>
      </button>
    </li>`;
  }

  #renderRating(
    { name, label, low, high }: Rating,
    { ratings }: ReviewSummary,
  ): TemplateResult | typeof nothing {
    const mean = ratings.find((rating) => rating.name === name);
    if (!mean?.count) return nothing;
    const words = this.#words.value;
    const { average } = mean;
    return html`<div>
      <dt dir="auto">${label}</dt>
      <dd>
        ${
          low && high
            ? html`<svg class="scale" aria-hidden="true">
                  <line x1="0" x2="100%" y1="50%" y2="50%"></line>
                  <circle cx=${`${(average - 1) * 25}%`} cy="50%" r="0.4em"></circle></svg
                ><br />${words.between(Math.round(average - 3), isolated(low), isolated(high))}`
            : html`${stars(average)} ${words.outOf(average)}`
        }
      </dd>
    </div>`;
  }

  #renderReady(summary: ReviewSummary): TemplateResult {
    const words = this.#words.value;
    const { average, count, recommended } = summary;
    const settings = this.#settings.value?.data;
    const rated = settings?.ratings.filter(({ name }) => summary.ratings.some((one) => one.name === name));
    return html`<div part="base" class="base" role="group" aria-label=${words.summary}>
      <p part="average" class="average">
        <strong>${words.outOf(average)}</strong> ${stars(average)} <span>${words.reviews(count)}</span>
      </p>
      <ul part="histogram" aria-label=${words.histogram}>
        ${[5, 4, 3, 2, 1].map((star) => this.#renderRow(star, summary))}
      </ul>
      ${
        recommended.answers
          ? html`<p part="recommended">
              ${words.recommended(
                recommended.yes,
                recommended.answers,
                percent(recommended.yes, recommended.answers),
              )}
            </p>`
          : nothing
      }
      ${
        rated?.length
          ? html`<dl part="ratings" class="ratings">
              ${rated.map((one) => this.#renderRating(one, summary))}
            </dl>`
          : nothing
      }
      ${this.#renderAuthenticity()}
    </div>`;
  }

  #renderAuthenticity(): TemplateResult | typeof nothing {
    const authenticity = this.#settings.value?.data?.authenticity;
    return authenticity ? html`<p part="authenticity" class="muted" dir="auto">${authenticity}</p>` : nothing;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const summary = this.#rating.value?.data;
    if (state === 'unconfigured') return this.renderFallback();
    if (state === 'error' || state === 'offline') return this.renderFailure(state, this.#retry);
    if (state === 'ready' && summary) return this.#renderReady(summary);
    if (state === 'empty')
      return html`<div part="base" class="base">
        <p part="average">${this.#words.value.none}</p>
        <slot name="empty"></slot>
        ${this.#renderAuthenticity()}
      </div>`;
    return this.renderFallback(
      html`<div class="base" aria-hidden="true">
        <span class="skeleton average-line"></span><span class="skeleton rows"></span>
      </div>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-review-summary': ContinuoReviewSummaryElement;
  }
}
