import { createCart, type Cart } from '@continuo/cart';
import type { Client } from '@continuo/core';
import {
  canBuy,
  choicesOf,
  createProduct,
  createVariants,
  firstChoice,
  type Choice,
  type Loaded,
} from '@continuo/headless/catalog';
import type { Product, Variant } from '@continuo/protocol';
import { CART_LIMITS } from '@continuo/protocol/constants';
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
import { money } from '../../internal/money.ts';
import { ShopElement } from '../../internal/shop-element.ts';
import { checkIcon, minusIcon, plusIcon } from '../../internal/icons.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { shared } from '../../internal/styles.ts';
import { styles } from './add-to-cart.styles.ts';

/** How many left count as few, and milliseconds for which the button says that it worked. */
const FEW = 5;
const ADDED_MS = 2500;

/**
 * Lets a shopper choose a variant of a product and put it into the cart.
 * Use it on a product page with `product-id`, in a list with `variant-id`. Not for things that are not in the catalogue.
 *
 * @tag continuo-add-to-cart
 * @slot - What is shown before the product is there and where scripts do not run, such as the price and a link.
 * @fires {CustomEvent<CartAddDetail>} continuo-cart-add - Before something is put into the cart; prevent it to do that yourself.
 * @fires {CustomEvent<CartLineDetail>} continuo-cart-added - It is in the cart.
 * @fires {CustomEvent<ProductViewedDetail>} continuo-product-viewed - The product of `product-id` is on screen; once.
 * @fires {CustomEvent<ErrorDetail>} continuo-error - The product could not be loaded.
 * @fires {Event} change - Another variant was chosen; read `variantId`.
 * @csspart base - All of it.
 * @csspart price - Price, price before a reduction, tax note.
 * @csspart choice - One question, such as the colour.
 * @csspart value - One answer.
 * @csspart stock - Words about the stock.
 * @csspart bar - Quantity and button.
 * @csspart quantity - Quantity with its two buttons.
 * @csspart button - The button.
 * @csspart message - What failed, in words.
 * @csspart retry - The button that tries again.
 * @cssprop [--continuo-add-to-cart-min-block-size=6rem] - Space kept from the start; with pickers set what they need.
 * @cssstate loading - The product is on its way.
 * @cssstate ready - The product is shown.
 * @cssstate empty - There is no such product (any more).
 * @cssstate error - The product could not be loaded.
 * @cssstate offline - It could not be loaded because there is no network.
 * @cssstate unconfigured - There is no client.
 * @cssstate added - Just added.
 * @cssstate sold-out - The chosen variant cannot be bought.
 * @cssstate low-stock - Few of the chosen variant are left.
 * @since 0.1.0
 * @status stable
 */
export class ContinuoAddToCartElement extends ShopElement {
  static readonly tagName = 'continuo-add-to-cart';
  static override styles: CSSResultGroup = [shared, controlStyles, styles];
  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    variantId: { attribute: 'variant-id' },
    source: {},
    withQuantity: { type: Boolean, attribute: 'with-quantity' },
    withoutPrice: { type: Boolean, attribute: 'without-price' },
    wanted: { state: true },
    outcome: { state: true },
  };

  /** The product to choose a variant of. */
  declare productId: string | undefined;
  /** The variant: with `product-id` the one chosen at first, and after a choice the chosen one; without it, the only one. */
  declare variantId: string | undefined;
  /** Where on the page this is, for reports. Default: `pdp` with a product, `list` without. */
  declare source: string | undefined;
  /** Asks how many. */
  declare withQuantity: boolean | undefined;
  /** For a page that shows the price itself. */
  declare withoutPrice: boolean | undefined;

  declare private wanted: number | undefined;
  declare private outcome: 'added' | 'refused' | undefined;

  #product = new StoreController<Loaded<Product>>(this);
  #variant = new StoreController<Loaded<Variant>>(this);
  #cart: Cart | undefined;
  #viewed: string | undefined;
  #told: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retry = () => {};

  protected override clientChanged(client: Client | undefined): void {
    this.#cart = client && createCart(client);
    this.#choose(client);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('productId') || (changed.has('variantId') && !this.productId))
      this.#choose(this.resolvedClient);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const product = this.#product.value?.data;
    if (this.state === 'ready' && product && this.#viewed !== product.id) {
      this.#viewed = product.id;
      const { id, title, brand, categories } = product;
      const chosen = this.#chosen;
      this.emit('continuo-product-viewed', {
        productId: id,
        variantId: chosen?.id,
        title,
        brand,
        category: categories.join(' / ') || undefined,
        unit: chosen?.price.price,
      });
    }
    const error = this.#loaded?.error;
    if (error && error !== this.#told && this.#loaded?.phase !== 'empty') this.emitError(error);
    this.#told = error;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.outcome = undefined;
  }

  protected override get renderState(): RenderState {
    const loaded = this.#loaded;
    return loaded?.phase === 'ready' && !this.#chosen ? 'empty' : (loaded?.phase ?? 'empty');
  }

  protected override get extraStates(): string[] {
    const variant = this.state === 'ready' ? this.#chosen : undefined;
    if (!variant) return [];
    return [
      ...(this.outcome === 'added' ? ['added'] : []),
      ...(canBuy(variant) ? [] : ['sold-out']),
      ...(fewLeft(variant) === undefined ? [] : ['low-stock']),
    ];
  }

  get #loaded(): Loaded<Product | Variant> | undefined {
    return this.productId ? this.#product.value : this.variantId ? this.#variant.value : undefined;
  }

  get #chosen(): Variant | undefined {
    if (!this.productId) return this.#variant.value?.data;
    return firstChoice(this.#product.value?.data?.variants ?? [], this.variantId);
  }

  #choose(client: Client | undefined): void {
    const { productId, variantId } = this;
    const product = client && productId ? createProduct(client, { productId }) : undefined;
    this.#product.show(product?.$product);
    this.#variant.show(client && variantId && !productId ? createVariants(client).get(variantId) : undefined);
    this.#retry = () =>
      void (product ? product.refresh() : client && variantId && createVariants(client).refresh(variantId));
  }

  #onChoice(variant: Variant): void {
    this.variantId = variant.id;
    this.outcome = undefined;
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }

  #onQuantity(quantity: number, input?: HTMLInputElement): void {
    this.wanted = Math.min(CART_LIMITS.quantity, Math.max(1, Math.trunc(quantity) || 1));
    // What was typed may be no number, and the old one still wanted.
    if (input) input.value = String(this.wanted);
  }

  async #onAdd(variant: Variant): Promise<void> {
    const quantity = this.wanted ?? 1;
    const source = this.source ?? (this.productId ? 'pdp' : 'list');
    const { id: variantId, productId, title } = variant;
    const cart = this.#cart;
    if (!this.emit('continuo-cart-add', { variantId, productId, quantity, source }, true) || !cart) return;
    const { accepted } = cart.add(variantId, { n: quantity, source });
    // A limit is known here at once; what the backend refuses later is told by a notice of the cart.
    const refused = (await Promise.race([accepted, Promise.resolve(undefined)]))?.ok === false;
    this.outcome = refused ? 'refused' : 'added';
    announce(refused ? this.words.addRefused : this.words.addedTo(title));
    clearTimeout(this.#timer);
    if (refused) return;
    this.#timer = setTimeout(() => (this.outcome = undefined), ADDED_MS);
    this.emit('continuo-cart-added', {
      cartId: cart.$status.get().cartId,
      variantId,
      productId,
      title,
      options: variant.options.map((option) => option.value),
      unit: variant.price.price,
      quantity,
    });
  }

  #renderPrice({ price: { price, compareAt, taxIncluded } }: Variant): TemplateResult {
    const { words } = this;
    return html`<div part="price" class="price">
      <span class="amount"
        ><span class="visually-hidden">${words.price} </span>${money(this.localize.tag, price)}</span
      >
      ${
        compareAt
          ? html`<s class="muted"
              ><span class="visually-hidden">${words.priceBefore} </span
              >${money(this.localize.tag, compareAt)}</s
            >`
          : nothing
      }
      <span class="muted">${taxIncluded ? words.taxIncluded : words.taxExcluded}</span>
    </div>`;
  }

  #renderChoice({ name, values }: Choice): TemplateResult {
    const { words } = this;
    const chosen = values.find((value) => value.chosen);
    return html`<fieldset part="choice">
      <legend>
        ${chosen ? html`${words.chosenOf(words[name])}<strong>${chosen.value}</strong>` : words[name]}
      </legend>
      <div class="values">
        ${values.map(({ value, variant, chosen }) => {
          const picture = name === 'color' ? variant.pictures[0] : undefined;
          const gone = !canBuy(variant);
          return html`<label part="value" class="value ${gone ? 'gone' : ''}">
            <input
              type="radio"
              name=${name}
              aria-label=${gone ? words.soldOutValue(value) : value}
              .checked=${chosen}
              @change=${() => this.#onChoice(variant)}
            />
            ${picture ? html`<img src=${picture.url} alt="" width="36" height="36" loading="lazy" />` : nothing}
            <span>${value}</span>
          </label>`;
        })}
      </div>
    </fieldset>`;
  }

  #renderStock(variant: Variant): TemplateResult {
    const { words } = this;
    const few = fewLeft(variant);
    const text = !canBuy(variant)
      ? words.soldOut
      : few !== undefined
        ? words.onlyLeft(few)
        : {
            in_stock: words.inStock,
            out_of_stock: words.soldOut,
            preorder: words.preorder,
            backorder: words.backorder,
          }[variant.availability];
    return html`<p part="stock" class="stock ${few === undefined ? '' : 'low'}">
      ${this.outcome === 'refused' ? words.addRefused : text}
    </p>`;
  }

  #renderQuantity(): TemplateResult {
    const { words, wanted = 1 } = this;
    return html`<div part="quantity" class="quantity" role="group" aria-label=${words.quantity}>
      <button class="button icon" aria-label=${words.less} @click=${() => this.#onQuantity(wanted - 1)}>
        ${minusIcon()}
      </button>
      <input
        type="number"
        inputmode="numeric"
        min="1"
        max=${CART_LIMITS.quantity}
        aria-label=${words.quantity}
        .value=${String(wanted)}
        @change=${({ target }: Event & { target: HTMLInputElement }) => this.#onQuantity(target.valueAsNumber, target)}
      />
      <button class="button icon" aria-label=${words.more} @click=${() => this.#onQuantity(wanted + 1)}>
        ${plusIcon()}
      </button>
    </div>`;
  }

  #renderReady(variant: Variant): TemplateResult {
    const { words, outcome } = this;
    const label =
      outcome === 'added'
        ? words.added
        : variant.availability === 'preorder'
          ? words.preorderNow
          : words.addToCart;
    const choices = this.productId ? choicesOf(this.#product.value?.data?.variants ?? [], variant) : [];
    return html`<div part="base" class="base">
      ${this.withoutPrice ? nothing : this.#renderPrice(variant)}
      ${choices.map((choice) => this.#renderChoice(choice))} ${this.#renderStock(variant)}
      <div part="bar" class="bar">
        ${this.withQuantity && canBuy(variant) ? this.#renderQuantity() : nothing}
        <button
          part="button"
          class="button primary add"
          ?disabled=${!canBuy(variant)}
          @click=${() => this.#onAdd(variant)}
        >
          ${outcome === 'added' ? checkIcon() : nothing}
          ${canBuy(variant) ? label : words.soldOut}${
            this.productId ? nothing : html`<span class="visually-hidden">: ${variant.title}</span>`
          }
        </button>
      </div>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const chosen = this.#chosen;
    if (state === 'unconfigured') return this.renderFallback();
    if (state === 'error' || state === 'offline') return this.renderFailure(state, this.#retry);
    if (state === 'ready' && chosen) return this.#renderReady(chosen);
    if (state === 'empty') return html`<p part="message">${this.words.productUnknown}</p>`;
    return this.renderFallback(
      html`<div class="base" aria-hidden="true">
        <span class="skeleton lines"></span><span class="skeleton block"></span>
      </div>`,
    );
  }
}

/** How many are left when that is few and known. Said because it is so, never to press anyone. */
function fewLeft(variant: Variant): number | undefined {
  const { stock } = variant;
  return canBuy(variant) && stock !== undefined && stock <= FEW ? stock : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-add-to-cart': ContinuoAddToCartElement;
  }
}
