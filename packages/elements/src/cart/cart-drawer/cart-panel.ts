import type { Cart, CartLine, CartStatus } from '@continuo/cart';
import type { Money, Notice, Quote } from '@continuo/protocol';
import { CART_LIMITS } from '@continuo/protocol/constants';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CartOpenedDetail } from '../../events.ts';
import type { Messages } from '../../i18n/messages.ts';
import { announce } from '../../internal/announcer.ts';
import type { ContinuoElement } from '../../internal/element.ts';
import { minusIcon, plusIcon } from '../../internal/icons.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { panelStyles } from './cart-panel.styles.ts';
import { detailOf, noticeText, rowsOf, sumsOf, titleOf, troubleOf, type Removed } from './view.ts';

/** What the panel needs of the drawer around it. */
export interface Drawer {
  words(): Messages;
  checkoutHref(): string | undefined;
  money(value: Money): string;
  emit: ContinuoElement['emit'];
  close(): void;
}

/**
 * What is inside the drawer: lines, notices, totals, check-out. A file of its own, because most pages are left without
 * the drawer having been opened; it is fetched when the drawer opens, or earlier when there is something in the cart.
 */
export class CartPanel {
  readonly #host: LitElement;
  readonly #drawer: Drawer;
  readonly #cart: Cart;
  readonly #lines: StoreController<readonly CartLine[]>;
  readonly #status: StoreController<CartStatus>;
  readonly #totals: StoreController<Quote | undefined>;
  readonly #notices: StoreController<readonly Notice[]>;
  #removed: Removed | undefined;

  constructor(host: LitElement, drawer: Drawer, cart: Cart) {
    this.#host = host;
    this.#drawer = drawer;
    this.#cart = cart;
    const show = <T>(store: Parameters<StoreController<T>['show']>[0]) => {
      const controller = new StoreController<T>(host);
      controller.show(store);
      return controller;
    };
    this.#lines = show(cart.$lines);
    this.#status = show(cart.$status);
    this.#totals = show(cart.$totals);
    this.#notices = show(cart.$notices);
    const root = host.renderRoot as ShadowRoot;
    const sheet = panelStyles.styleSheet;
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }

  /** What is in the cart, for the page's listeners. */
  get contents(): CartOpenedDetail {
    const cartId = this.#status.value?.cartId;
    return { cartId, lines: (this.#lines.value ?? []).map((line) => detailOf(line, cartId)) };
  }

  /** Stops showing this cart. */
  leave(): void {
    for (const each of [this.#lines, this.#status, this.#totals, this.#notices]) each.show(undefined);
  }

  /** The way back of what was removed ends with the drawer. */
  closed(): void {
    this.#setRemoved(undefined);
  }

  get #fresh(): boolean {
    return this.#status.value?.priced === 'fresh';
  }

  #setRemoved(removed: Removed | undefined): void {
    this.#removed = removed;
    this.#host.requestUpdate();
  }

  #onTyped(line: CartLine, input: HTMLInputElement): void {
    const quantity = input.valueAsNumber;
    if (!Number.isInteger(quantity) || quantity === line.quantity) {
      input.value = String(line.quantity);
      return;
    }
    if (quantity < 1) return void this.#onRemove(line);
    const next = Math.min(quantity, CART_LIMITS.quantity);
    this.#setRemoved(undefined);
    this.#cart.set(line.key, next);
    this.#changed(line, next);
  }

  #onStep(line: CartLine, step: 1 | -1): void {
    const next = line.quantity + step;
    if (next < 1) return void this.#onRemove(line);
    if (next > CART_LIMITS.quantity) return;
    this.#setRemoved(undefined);
    this.#cart.change(line.key, step);
    this.#changed(line, next);
  }

  #changed(line: CartLine, quantity: number): void {
    const detail = detailOf(line, this.#status.value?.cartId);
    this.#drawer.emit('continuo-cart-changed', { ...detail, quantity, previous: line.quantity });
    announce(this.#drawer.words().quantityNow(titleOf(line, this.#drawer.words()), quantity));
  }

  async #onRemove(line: CartLine): Promise<void> {
    const title = titleOf(line, this.#drawer.words());
    const index = this.#lines.value?.indexOf(line) ?? 0;
    this.#cart.remove(line.key);
    this.#setRemoved({ key: line.key, title, index });
    this.#drawer.emit('continuo-cart-removed', detailOf(line, this.#status.value?.cartId));
    announce(this.#drawer.words().removed(title));
    await this.#host.updateComplete;
    // The way back takes the focus that the removed line's button had.
    this.#focus('[part=undo]');
  }

  async #onUndo({ key, title }: Removed): Promise<void> {
    this.#cart.undo();
    this.#setRemoved(undefined);
    announce(this.#drawer.words().restored(title));
    await this.#host.updateComplete;
    const line = this.#lines.value?.find((each) => each.key === key);
    if (line) this.#drawer.emit('continuo-cart-added', detailOf(line, this.#status.value?.cartId));
    this.#focus(line && `[data-key="${CSS.escape(key)}"] input`);
  }

  async #onDismiss(notice: Notice): Promise<void> {
    this.#cart.dismiss(notice.id);
    await this.#host.updateComplete;
    this.#focus('[part=notices] button');
  }

  /** Puts the focus where somebody goes on, or on the heading when that is not there. */
  #focus(selector: string | undefined): void {
    const target = selector && this.#host.renderRoot.querySelector<HTMLElement>(selector);
    (target || this.#host.renderRoot.querySelector<HTMLElement>('h2'))?.focus();
  }

  #onCheckout(): void {
    if (!this.#fresh) return;
    const contents = this.contents;
    if (!this.#drawer.emit('continuo-checkout', { cartId: contents.cartId }, true)) return;
    this.#drawer.emit('continuo-checkout-started', { ...contents, total: this.#totals.value?.total });
    const href = this.#drawer.checkoutHref();
    if (href) location.assign(new URL(href, document.baseURI));
  }

  #renderNotices(lines: readonly CartLine[]): TemplateResult | typeof nothing {
    const notices = this.#notices.value ?? [];
    const words = this.#drawer.words();
    if (notices.length === 0) return nothing;
    return html`<ul part="notices" class="notices" aria-label=${words.notices}>
      ${repeat(
        notices,
        (notice) => notice.id,
        (notice) => {
          const text = noticeText(notice, lines, words, (value) => this.#drawer.money(value));
          return html`<li class="notice">
            <p id="n-${notice.id}">${text}</p>
            <button
              class="button quiet"
              aria-describedby="n-${notice.id}"
              @click=${() => this.#onDismiss(notice)}
            >
              ${words.dismiss}
            </button>
          </li>`;
        },
      )}
    </ul>`;
  }

  #renderLine(line: CartLine): TemplateResult {
    const words = this.#drawer.words();
    const { quote } = line;
    const title = titleOf(line, words);
    const trouble = troubleOf(line, words);
    const properties = Object.values(line.properties ?? {}).map(String);
    return html`<li part="line" class="line" data-key=${line.key}>
      ${
        quote?.picture
          ? html`<img
              part="picture"
              class="picture"
              src=${quote.picture}
              alt=""
              width="80"
              height="80"
              loading="lazy"
            />`
          : html`<span class="picture"></span>`
      }
      <div class="what">
        <h3>${quote?.link ? html`<a href=${quote.link}>${title}</a>` : title}</h3>
        <p class="muted">${[...(quote?.options ?? []), ...properties].join(', ')}</p>
        ${
          quote
            ? html`<p class="muted">
                ${words.unitPrice(this.#drawer.money(quote.unit))}
                ${
                  quote.compareAt
                    ? html`<s
                        ><span class="visually-hidden">${words.priceBefore} </span
                        >${this.#drawer.money(quote.compareAt)}</s
                      >`
                    : nothing
                }
              </p>`
            : nothing
        }
        ${trouble ? html`<p class="flag">${trouble}</p>` : nothing}
      </div>
      <div class="controls">
        <div part="quantity" class="quantity">
          <button
            class="button icon"
            aria-label=${words.lessOf(title)}
            @click=${() => this.#onStep(line, -1)}
          >
            ${minusIcon()}
          </button>
          <input
            type="number"
            inputmode="numeric"
            min="0"
            max=${CART_LIMITS.quantity}
            aria-label=${words.quantityOf(title)}
            .value=${String(line.quantity)}
            @change=${({ target }: Event & { target: HTMLInputElement }) => this.#onTyped(line, target)}
          />
          <button class="button icon" aria-label=${words.moreOf(title)} @click=${() => this.#onStep(line, 1)}>
            ${plusIcon()}
          </button>
        </div>
        <button class="button quiet" aria-label=${words.removeOf(title)} @click=${() => this.#onRemove(line)}>
          ${words.remove}
        </button>
        <span class="sum">${quote && this.#fresh ? this.#drawer.money(quote.total) : nothing}</span>
      </div>
    </li>`;
  }

  #renderRemoved(removed: Removed): TemplateResult {
    const words = this.#drawer.words();
    return html`<li part="removed" class="gone">
      <span>${words.removed(removed.title)}</span>
      <button
        part="undo"
        class="button"
        aria-label=${words.undoOf(removed.title)}
        @click=${() => this.#onUndo(removed)}
      >
        ${words.undo}
      </button>
    </li>`;
  }

  #renderTotals(): TemplateResult {
    const words = this.#drawer.words();
    const quote = this.#totals.value;
    const status = this.#status.value;
    const waits = this.#fresh ? '' : status?.online ? words.pricesPending : words.pricesOffline;
    return html`<div class="foot">
      ${
        quote
          ? html`<dl part="totals" class="totals" aria-busy=${this.#fresh ? 'false' : 'true'}>
              ${sumsOf(quote, words).map(
                ({ name, amount, minus }) =>
                  html`<div>
                    <dt>${name}</dt>
                    <dd>
                      ${
                        name === words.shipping && amount.amount === 0
                          ? words.shippingFree
                          : `${minus ? '−' : ''}${this.#drawer.money(amount)}`
                      }
                    </dd>
                  </div>`,
              )}
              <div class="total">
                <dt>${words.total}</dt>
                <dd>${this.#drawer.money(quote.total)}</dd>
              </div>
            </dl>`
          : nothing
      }
      <p part="status" class="status muted">
        ${waits} ${status?.online ? nothing : words.cartOffline}
        ${status?.storage === 'memory' ? words.cartNotSaved : nothing}
      </p>
      <button
        part="checkout"
        class="button primary"
        aria-disabled=${this.#fresh ? 'false' : 'true'}
        @click=${() => this.#onCheckout()}
      >
        ${words.checkout}
      </button>
      <slot name="footer"></slot>
    </div>`;
  }

  #renderEmpty(): TemplateResult {
    const words = this.#drawer.words();
    return html`<div part="empty" class="empty">
      <p><strong>${words.cartEmpty}</strong></p>
      <p class="muted">${words.cartEmptyHint}</p>
      <slot name="empty"
        ><button class="button" @click=${() => this.#drawer.close()}>${words.continueShopping}</button></slot
      >
    </div>`;
  }

  /** The lines, or what an empty cart says. */
  renderBody(): TemplateResult {
    const lines = this.#lines.value ?? [];
    return html`${this.#renderNotices(lines)}
      <ul part="lines">
        ${repeat(
          rowsOf(lines, this.#removed),
          (row) => row.id,
          (row) => (row.kind === 'line' ? this.#renderLine(row.line) : this.#renderRemoved(row.removed)),
        )}
      </ul>
      ${lines.length === 0 ? this.#renderEmpty() : nothing}`;
  }

  /** The sums and the way to the check-out; nothing without lines. */
  renderFooter(): TemplateResult | typeof nothing {
    return this.#lines.value?.length ? this.#renderTotals() : nothing;
  }
}
