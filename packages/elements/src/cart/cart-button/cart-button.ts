import { createCart } from '@continuo/cart';
import type { Client } from '@continuo/core';
import { css, html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { RenderState } from '../../internal/element.ts';
import { ShopElement } from '../../internal/shop-element.ts';
import { bagIcon } from '../../internal/icons.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { shared } from '../../internal/styles.ts';
import type { ContinuoCartDrawerElement } from '../cart-drawer/cart-drawer.ts';

const DRAWER_TAG = 'continuo-cart-drawer';

/**
 * Shows how many items are in the cart and opens the cart drawer.
 * Use it in the header, as often as the page needs. Not a link to a cart page: put that inside as the fallback.
 *
 * @tag continuo-cart-button
 * @slot - What is shown where scripts do not run, such as a link to the cart page.
 * @slot icon - Another picture than the bag.
 * @csspart base - The button.
 * @csspart count - The number, absent while the cart is empty.
 * @cssprop [--continuo-cart-button-count-background=var(--continuo-color-accent)] - Background of the number.
 * @cssstate ready - There is something in the cart.
 * @cssstate empty - There is nothing in it.
 * @cssstate offline - There is no network; the count is what this device knows.
 * @cssstate loading - The texts of the language are on their way.
 * @cssstate unconfigured - There is no client.
 * @since 0.1.0
 * @status stable
 */
export class ContinuoCartButtonElement extends ShopElement {
  static readonly tagName = 'continuo-cart-button';
  static override styles: CSSResultGroup = [
    shared,
    controlStyles,
    css`
      :host {
        display: inline-block;
        min-block-size: 2.75rem;
        min-inline-size: 2.75rem;
      }
      .base {
        position: relative;
      }
      .count {
        position: absolute;
        inset-block-start: 0.125rem;
        inset-inline-end: 0;
        min-inline-size: 1.25rem;
        padding-inline: 0.25rem;
        border-radius: 1rem;
        background: var(--continuo-cart-button-count-background, var(--_accent));
        color: var(--_on-accent);
        font-size: 0.75rem;
        line-height: 1.25rem;
        font-variant-numeric: tabular-nums;
      }
      @media (forced-colors: active) {
        .count {
          border: 1px solid ButtonText;
        }
      }
    `,
  ];
  static override properties: PropertyDeclarations = { drawer: {} };

  /** Id of the drawer to open. Default: the first one on the page. */
  declare drawer: string | undefined;

  #count = new StoreController<number>(this);
  #online = new StoreController<{ online: boolean }>(this);

  protected override clientChanged(client: Client | undefined): void {
    const cart = client && createCart(client);
    this.#count.show(cart?.$count);
    this.#online.show(cart?.$status);
  }

  protected override get renderState(): RenderState {
    if (this.#online.value?.online === false) return 'offline';
    return this.#count.value ? 'ready' : 'empty';
  }

  async #onClick(): Promise<void> {
    const drawer = this.drawer ? document.getElementById(this.drawer) : document.querySelector(DRAWER_TAG);
    if (!drawer) return console.error(`continuo: there is no <${DRAWER_TAG}> on this page to open`);
    await customElements.whenDefined(drawer.localName);
    (drawer as ContinuoCartDrawerElement).show();
  }

  protected override render(): TemplateResult {
    const { state } = this;
    if (state === 'unconfigured' || state === 'loading') return this.renderFallback();
    const count = this.#count.value ?? 0;
    return html`<button part="base" class="base button icon" aria-haspopup="dialog" @click=${this.#onClick}>
      <slot name="icon">${bagIcon()}</slot>
      <span class="visually-hidden">${this.words.cartWith(count)}</span>
      ${count ? html`<span part="count" class="count" aria-hidden="true">${count}</span>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-cart-button': ContinuoCartButtonElement;
  }
}
