import { createCart, type Cart, type CartLine, type CartStatus } from '@continuo/cart';
import type { Client } from '@continuo/core';
import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import '../../events.ts';
import { announceInside } from '../../internal/announce-inside.ts';
import type { RenderState } from '../../internal/element.ts';
import { money } from '../../internal/money.ts';
import { ShopElement } from '../../internal/shop-element.ts';
import { closeIcon } from '../../internal/icons.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { dialogStyles } from '../../internal/dialog.styles.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { shared } from '../../internal/styles.ts';
import type { CartPanel, Drawer } from './cart-panel.ts';
import { styles } from './cart-drawer.styles.ts';

/**
 * Shows the cart over the page: lines, quantities, what changed, totals, the way to the check-out.
 * Use one on every page, anywhere in the body, with a `continuo-cart-button` to open it. Not a cart page.
 *
 * @tag continuo-cart-drawer
 * @slot - What is shown where scripts do not run; usually nothing.
 * @slot empty - The way onward from an empty cart, such as links to collections.
 * @slot footer - Words under the totals, such as payment methods.
 * @fires {CustomEvent<CartOpenedDetail>} continuo-cart-opened - The drawer is open.
 * @fires {CustomEvent<CartLineDetail>} continuo-cart-changed - A quantity was changed here.
 * @fires {CustomEvent<CartLineDetail>} continuo-cart-removed - A line was taken out here.
 * @fires {CustomEvent<CartLineDetail>} continuo-cart-added - A line was put back here.
 * @fires {CustomEvent<CheckoutDetail>} continuo-checkout - The shopper wants to check out; prevent it to do that yourself.
 * @fires {CustomEvent<CheckoutStartedDetail>} continuo-checkout-started - Nobody prevented it; `checkout-href` follows.
 * @fires {CustomEvent<ErrorDetail>} continuo-error - The cart cannot be used any more.
 * @csspart dialog - The drawer.
 * @csspart title - Its heading.
 * @csspart close - The button that closes it.
 * @csspart notices - What was changed for the shopper.
 * @csspart lines - The list of lines.
 * @csspart line - One line.
 * @csspart picture - A line's picture.
 * @csspart quantity - A line's quantity with its two buttons.
 * @csspart removed - What stands in a removed line's place, with the way back.
 * @csspart undo - The button that puts it back.
 * @csspart empty - What an empty cart says.
 * @csspart totals - The sums.
 * @csspart status - Words about prices and connection.
 * @csspart checkout - The button to the check-out.
 * @csspart message - What failed, in words.
 * @csspart retry - The button that tries again.
 * @cssprop [--continuo-cart-drawer-inline-size=28rem] - Width of the drawer.
 * @cssstate loading - The cart or the texts are on their way.
 * @cssstate ready - There are lines.
 * @cssstate empty - There are none.
 * @cssstate error - The cart cannot be used.
 * @cssstate offline - There is no network; edits are kept and sent later.
 * @cssstate unconfigured - There is no client.
 * @cssstate open - The drawer is open.
 * @cssstate stale - What the totals say is older than the cart.
 * @since 0.1.0
 * @status stable
 */
export class ContinuoCartDrawerElement extends ShopElement {
  static readonly tagName = 'continuo-cart-drawer';
  static override styles: CSSResultGroup = [shared, controlStyles, dialogStyles, styles];
  static override properties: PropertyDeclarations = {
    checkoutHref: { attribute: 'checkout-href' },
    panel: { state: true },
    failed: { state: true },
    open: { state: true },
  };

  /** Where the check-out is. Without it, only the events are sent. */
  declare checkoutHref: string | undefined;

  declare private open: boolean | undefined;
  declare private panel: CartPanel | undefined;
  declare private failed: boolean | undefined;

  #status = new StoreController<CartStatus>(this);
  #lines = new StoreController<readonly CartLine[]>(this);
  #cart: Cart | undefined;
  #loading: Promise<void> | undefined;
  #leaveRegion: (() => void) | undefined;
  #told: string | undefined;
  #waiting = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#onClose();
  }

  /** Opens the drawer. */
  show(): void {
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector('h2')?.focus();
    this.open = true;
    const region = dialog.querySelector<HTMLElement>('[data-announcer]');
    if (region) this.#leaveRegion = announceInside(region);
    const opened = this.#load();
    void opened.then(() => {
      if (this.open && this.panel) this.emit('continuo-cart-opened', this.panel.contents);
    });
  }

  /** Closes it; focus returns to where it was. */
  close(): void {
    this.#dialog?.close();
  }

  protected override clientChanged(client: Client | undefined): void {
    const cart = (this.#cart = client && createCart(client));
    this.panel?.leave();
    this.panel = undefined;
    this.#status.show(cart?.$status);
    this.#lines.show(cart?.$lines);
  }

  protected override firstUpdated(): void {
    // A press on the backdrop is a press on the dialog itself. Escape is the keyboard's way.
    this.renderRoot.addEventListener('click', (event) => {
      if (event.target instanceof HTMLDialogElement) this.close();
    });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Who has something in the cart is likely to look: fetch what is inside before they do.
    if (!this.panel && !this.#waiting && this.#lines.value?.length) {
      this.#waiting = true;
      whenIdle(() => void this.#load());
    }
    const code = this.#status.value?.code;
    if (code && code !== this.#told) this.emitError({ code, retryable: false });
    this.#told = code;
  }

  protected override get renderState(): RenderState {
    const status = this.#status.value;
    if (this.failed || status?.phase === 'error') return 'error';
    if (!status || status.phase === 'loading') return 'loading';
    if (!status.online) return 'offline';
    return this.#lines.value?.length ? 'ready' : 'empty';
  }

  protected override get extraStates(): string[] {
    const stale = this.#status.value?.priced === 'stale';
    return [...(this.open ? ['open'] : []), ...(stale ? ['stale'] : [])];
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** Fetches what is inside, once; after a failure again. */
  #load(): Promise<void> {
    this.failed = false;
    return (this.#loading ??= import('./cart-panel.ts')
      .then(
        ({ CartPanel }) => {
          const drawer: Drawer = {
            words: () => this.words,
            checkoutHref: () => this.checkoutHref,
            money: (value) => money(this.localize.tag, value),
            emit: (...event) => this.emit(...event),
            close: () => this.close(),
          };
          if (this.#cart && !this.panel) this.panel = new CartPanel(this, drawer, this.#cart);
        },
        (cause: unknown) => {
          console.warn('continuo: the cart drawer could not be loaded', cause);
          this.failed = true;
        },
      )
      .finally(() => (this.#loading = undefined)));
  }

  #onClose = (): void => {
    this.open = false;
    this.panel?.closed();
    this.#leaveRegion?.();
    this.#leaveRegion = undefined;
  };

  #onRetry(): void {
    // What stops a cart for good (a page that is too old, a key that is no longer valid) is cured by a new page only.
    if (this.failed) void this.#load();
    else location.reload();
  }

  #renderBody(): TemplateResult {
    const { state, panel } = this;
    if (state === 'error') return this.renderFailure(state, () => this.#onRetry());
    if (state === 'loading' || !panel)
      return html`<span class="skeleton block"></span><span class="skeleton block"></span>`;
    return panel.renderBody();
  }

  protected override render(): TemplateResult {
    const { words, state } = this;
    if (state === 'unconfigured') return this.renderFallback();
    return html`<dialog part="dialog" aria-labelledby="title" @close=${this.#onClose}>
      <div class="base">
        <div class="head">
          <h2 part="title" id="title" tabindex="-1">${words.cart}</h2>
          <button part="close" class="button icon" aria-label=${words.close} @click=${this.close}>
            ${closeIcon()}
          </button>
        </div>
        <div class="body">${this.#renderBody()}</div>
        ${state === 'error' ? nothing : this.panel?.renderFooter()}
        <div role="status" data-announcer class="visually-hidden"></div>
      </div>
    </dialog>`;
  }
}

/** When the page has nothing else to do. */
function whenIdle(task: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(task, { timeout: 5000 });
  else setTimeout(task, 1000); // WebKit has none
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-cart-drawer': ContinuoCartDrawerElement;
  }
}
