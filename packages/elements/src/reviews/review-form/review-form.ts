import type { Client } from '@continuo/core';
import { createReviews, isReviewSubmitted, type Own } from '@continuo/headless/reviews';
import type { OwnReview } from '@continuo/protocol';
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
import { focusForm } from '../../internal/form-focus.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { shared } from '../../internal/styles.ts';
import { Words } from '../i18n/words.ts';
import { writeTexts } from '../i18n/write.ts';
import { starStyles } from '../stars.ts';
import type { FormPanel } from './form-panel.ts';
import type { OwnPanel } from './own.ts';
import { styles } from './review-form.styles.ts';

/**
 * Lets a visitor write a review of a product, and shows them what became of it.
 * Use one on a product page with `product-id`. It needs no login; who is logged in finds the draft on all devices.
 *
 * @tag continuo-review-form
 * @slot - What is shown before it can be used and where scripts do not run, such as an address to write to.
 * @slot consent - Words or links of the shop above the button, such as its rules for reviews.
 * @fires {CustomEvent<ReviewSubmittedDetail>} continuo-review-submitted - The review was taken and waits for a moderator.
 * @fires {CustomEvent<ErrorDetail>} continuo-error - The review could not be submitted; the draft stays.
 * @csspart base - All of it.
 * @csspart open - The button that opens the form.
 * @csspart form - The form.
 * @csspart heading - Its heading, and that of one's own review.
 * @csspart rating - The five stars to choose from.
 * @csspart input - A text field.
 * @csspart media - Photos and videos.
 * @csspart upload - One of them, with where it stands.
 * @csspart choose - The button that lets choose them.
 * @csspart remove - The button that takes one back.
 * @csspart about - What need not be answered.
 * @csspart recommend - Whether one would recommend it.
 * @csspart incentive - Whether something was received for the review.
 * @csspart select - One answer to a question of the shop.
 * @csspart message - What is wrong, in words.
 * @csspart submit - The button that submits.
 * @csspart close - The button that closes the form and keeps the draft.
 * @csspart discard - The button that deletes the draft.
 * @csspart saved - Where the draft is kept.
 * @csspart sent - What is said when the review was submitted.
 * @csspart own - One's own review.
 * @csspart retry - The button that tries again.
 * @cssprop [--continuo-review-form-min-block-size=2.75rem] - Space kept from the start.
 * @cssprop [--continuo-review-form-star=currentColor] - Colour of the stars.
 * @cssstate loading - The texts of the language are on their way.
 * @cssstate ready - A review can be written, or was.
 * @cssstate empty - There is no product to write about.
 * @cssstate error - The form could not be fetched.
 * @cssstate offline - The review is kept and submitted when the network is back.
 * @cssstate unconfigured - There is no client.
 * @cssstate open - The form is open.
 * @cssstate sent - The visitor has reviewed the product.
 * @since 0.2.0
 * @status stable
 */
export class ContinuoReviewFormElement extends ContinuoElement {
  static readonly tagName = 'continuo-review-form';
  static override styles: CSSResultGroup = [shared, controlStyles, starStyles, styles];
  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    headingLevel: { attribute: 'heading-level', type: Number },
    open: { state: true },
    failed: { state: true },
    thanks: { state: true },
  };

  /** The product that is written about. */
  declare productId: string | undefined;
  /** Level of its heading in the page's outline, 2 to 6. Default 3. */
  declare headingLevel: number | undefined;

  declare private open: boolean | undefined;
  declare private failed: boolean | undefined;
  /** What is said since the review was submitted here. */
  declare private thanks: { sent: string; next: string } | undefined;

  #words = new Words(this, () => this.localize.tag, writeTexts);
  #own = new StoreController<Own>(this);
  #panel: FormPanel | undefined;
  #mine: OwnPanel | undefined;
  #loading: Promise<unknown> | undefined;
  #loadingOwn: Promise<unknown> | undefined;

  protected override clientChanged(client: Client | undefined): void {
    this.#choose(client);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('productId') && this.hasUpdated) this.#choose(this.resolvedClient);
    if (this.#written && !this.#mine) this.#loadOwn();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.open = false;
  }

  /** Opens the form and puts the focus on its heading. */
  show(): void {
    if (this.open || this.state === 'unconfigured' || !this.#mayWrite) return;
    this.open = true;
    this.thanks = undefined;
    void this.#load().then(async () => {
      await this.#panel?.again();
      await focusForm(this, () => this.open === true && this.#panel?.ready === false);
    });
  }

  /** Closes it; the draft stays. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    void this.updateComplete.then(() => this.#focus('[part=open]'));
  }

  protected override get renderState(): RenderState {
    if (!this.productId) return 'empty';
    if (!this.#words.ready) return 'loading';
    if (this.failed) return 'error';
    return this.#panel?.waits ? 'offline' : 'ready';
  }

  protected override get extraStates(): string[] {
    return [...(this.open ? ['open'] : []), ...(this.#written && !this.#mayWrite ? ['sent'] : [])];
  }

  /** The visitor's latest review of the product. */
  get #written(): OwnReview | undefined {
    return this.#own.value?.reviews[0];
  }

  /** One review a product, of which those that were refused are none. */
  get #mayWrite(): boolean {
    return !this.#written || this.#written.state === 'refused';
  }

  get #level(): number {
    return this.headingLevel ?? 3;
  }

  #choose(client: Client | undefined): void {
    const { productId } = this;
    this.#panel?.leave();
    this.#panel = undefined;
    this.#mine?.leave();
    this.#mine = undefined;
    this.open = false;
    this.failed = false;
    this.thanks = undefined;
    this.#own.show(client && productId ? createReviews(client, { productId }).$own : undefined);
    if (!client || !productId || !isReviewSubmitted(client, { productId })) return;
    this.open = true;
    void this.#load();
  }

  /** Fetches the form, once; after a failure again. */
  #load(): Promise<unknown> {
    this.failed = false;
    return (this.#loading ??= import('./form-panel.ts')
      .then(
        ({ FormPanel }) => {
          const { productId } = this;
          const client = this.resolvedClient;
          if (!client || !productId || this.#panel) return;
          this.#panel = new FormPanel(this, {
            client,
            productId,
            tag: () => this.localize.tag,
            level: () => this.#level,
            close: () => this.close(),
            submitted: (review, again) => void this.#onSubmitted(review, again),
            failed: (error) => this.emitError(error),
          });
          this.requestUpdate();
        },
        (cause: unknown) => {
          console.warn('continuo: the form could not be loaded', cause);
          this.failed = true;
        },
      )
      .finally(() => (this.#loading = undefined)));
  }

  #loadOwn(): void {
    if (this.#loadingOwn) return;
    this.#loadingOwn = import('./own.ts')
      .then(
        ({ OwnPanel }) => {
          const client = this.resolvedClient;
          if (client && !this.#mine) this.#mine = new OwnPanel(this, client, () => this.localize.tag);
          this.requestUpdate();
        },
        // The next render tries again; until then the form says that there is a review already.
        (cause: unknown) => console.warn('continuo: your review could not be shown', cause),
      )
      .finally(() => (this.#loadingOwn = undefined));
  }

  async #onSubmitted({ id, productId, rating }: OwnReview, again: boolean): Promise<void> {
    const panel = this.#panel;
    const told = this.thanks !== undefined;
    this.open = false;
    this.thanks = { sent: panel?.thanks ?? '', next: panel?.next ?? '' };
    if (told) return;
    this.emit('continuo-review-submitted', { reviewId: id, productId, rating });
    await this.updateComplete;
    // Who has just come to the page is elsewhere, and is told.
    if (again) announce(this.thanks.sent);
    else this.#focus('[part=sent]');
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #renderWritten(): TemplateResult | typeof nothing {
    const { thanks } = this;
    const review = this.#written;
    return html`${
      thanks && !this.#mayWrite
        ? html`<div part="sent" class="sent" tabindex="-1">
            <p><strong>${thanks.sent}</strong></p>
            ${review?.state === 'pending' ? html`<p>${thanks.next}</p>` : nothing}
          </div>`
        : nothing
    }
    ${(review && this.#mine?.render(review, this.#level)) ?? nothing}`;
  }

  #renderForm(): TemplateResult {
    const words = this.#words.value;
    return html`<div>
        <button
          part="open"
          class="button"
          aria-expanded=${this.open ? 'true' : 'false'}
          @click=${() => (this.open ? this.close() : this.show())}
        >
          ${this.#written ? words.writeAgain : words.write}
        </button>
      </div>
      ${
        this.open
          ? this.#panel?.ready
            ? this.#panel.render()
            : html`<div class="form" aria-busy="true">
                <span class="visually-hidden">${this.words.loading}</span><span class="skeleton block"></span>
              </div>`
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    if (state === 'unconfigured' || state === 'loading' || state === 'empty') return this.renderFallback();
    if (state === 'error') return this.renderFailure(state, () => this.#onRetry());
    return html`<div part="base" class="base">
      ${this.#renderWritten()} ${this.#mayWrite ? this.#renderForm() : nothing}
    </div>`;
  }

  #onRetry(): void {
    this.open = false;
    this.failed = false;
    this.show();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-review-form': ContinuoReviewFormElement;
  }
}
