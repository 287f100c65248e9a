import type { Client } from '@continuo/core';
import { createRatings, type Loaded } from '@continuo/headless/reviews';
import type { ReviewSummary } from '@continuo/protocol';
import { css, html, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../../events.ts';
import type { RenderState } from '../../internal/element.ts';
import { ProductElement } from '../../internal/product-element.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { shared } from '../../internal/styles.ts';
import { ratingTexts } from '../i18n/rating.ts';
import { Words } from '../i18n/words.ts';
import { stars, starStyles } from '../stars.ts';

/**
 * Shows the stars of a product and how many reviews they are of.
 * Use it wherever a product is named, in lists as often as you like: all on a page are one request. It is for reading; a
 * rating is given in `continuo-review-form`.
 *
 * @tag continuo-rating
 * @slot - What is shown before the stars are there, where scripts do not run, and where they could not be loaded.
 * @fires {CustomEvent<ErrorDetail>} continuo-error - The stars could not be loaded.
 * @csspart base - All of it.
 * @csspart text - The words, such as "4.3 out of 5 (128 reviews)".
 * @cssprop [--continuo-rating-min-block-size=1.5em] - Space kept from the start.
 * @cssprop [--continuo-rating-star=currentColor] - Colour of the stars.
 * @cssstate loading - The stars are on their way.
 * @cssstate ready - The stars are shown.
 * @cssstate empty - There are no reviews, or none that counts.
 * @cssstate error - The stars could not be loaded.
 * @cssstate offline - They could not be loaded because there is no network.
 * @cssstate unconfigured - There is no client.
 * @since 0.2.0
 * @status stable
 */
export class ContinuoRatingElement extends ProductElement {
  static readonly tagName = 'continuo-rating';
  static override styles: CSSResultGroup = [
    shared,
    starStyles,
    css`
      :host {
        --_star: var(--continuo-rating-star, currentColor);
        min-block-size: var(--continuo-rating-min-block-size, 1.5em);
      }
      .base {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.5em;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { productId: { attribute: 'product-id' } };

  /** The product whose stars are shown. */
  declare productId: string | undefined;

  #words = new Words(this, () => this.localize.tag, ratingTexts);
  #rating = new StoreController<Loaded<ReviewSummary>>(this);

  protected override get loaded(): Loaded<ReviewSummary> | undefined {
    return this.#rating.value;
  }

  protected override get renderState(): RenderState {
    if (!this.#words.ready) return 'loading';
    return this.loaded?.phase ?? 'empty';
  }

  protected override choose(client: Client | undefined): void {
    const { productId } = this;
    this.#rating.show(client && productId ? createRatings(client).get(productId) : undefined);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const words = this.#words.value;
    const summary = this.loaded?.data;
    if (state === 'ready' && summary)
      return html`<div part="base" class="base">
        ${stars(summary.average)}
        <span part="text">${words.rated(summary.average, summary.count)}</span>
      </div>`;
    if (state === 'empty')
      return html`<div part="base" class="base"><span part="text" class="muted">${words.none}</span></div>`;
    // A list of products is no place for as many buttons that try again: the stars come by themselves with the network.
    return this.renderFallback();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-rating': ContinuoRatingElement;
  }
}
