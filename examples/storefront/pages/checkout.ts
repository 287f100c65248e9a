import { nameOf } from '../customers.ts';
import { html } from '../html.ts';
import { field } from './field.ts';
import type { Page, View } from './view.ts';

export const checkoutPage = (view: View): Page => {
  const { t, market, customer, locale } = view;
  const method = (id: string, label: string, note: string, checked: boolean) =>
    html`<label class="option"
      ><input type="radio" name="method" value="${id}" ${checked ? html` checked` : ''} />
      <span>${label}<br /><span class="muted">${note}</span></span></label
    >`;
  return {
    kind: 'checkout',
    title: t.checkout,
    private: true,
    modules: ['/npm/checkout.js'],
    body: html`<h1>${t.checkout}</h1>
      <p class="notice">${t.checkoutDemo}</p>
      <div
        class="checkout"
        data-checkout
        data-words="${JSON.stringify({
          ...t.errors,
          paying: t.paying,
          pay: t.pay('{total}'),
          payWord: t.payWord,
          cartLoading: t.cartLoading,
          subtotal: t.subtotal,
          shipping: t.shipping,
          shippingFree: t.shippingFree,
          total: t.total,
          quantity: t.quantityShort,
          taxIncluded: market.taxIncluded ? t.taxIncluded : t.taxExcluded,
        })}"
        data-orders="${view.base}/orders/"
      >
        <form class="contact" novalidate data-form>
          <fieldset>
            <legend>${t.contact}</legend>
            ${field('name', t.name, 'name', customer ? { value: nameOf(customer, locale) } : {})}
            ${field('email', t.email, 'email', { type: 'email', ...(customer && { value: customer.email }) })}
            ${field('phone', t.phone, 'tel', { type: 'tel', optional: true })}
          </fieldset>
          <fieldset>
            <legend>${t.where}</legend>
            ${field('address', t.address, 'address-line1')}
            ${field('address2', t.address2, 'address-line2', { optional: true })}
            ${field('city', t.city, 'address-level2')}
            ${market.id !== 'hk' && field('postalCode', t.postalCode, 'postal-code')}
            <input
              type="hidden"
              name="country"
              value="${/^[a-z]{2}$/.test(market.id) ? market.id.toUpperCase() : 'HK'}"
            />
          </fieldset>
          <fieldset>
            <legend>${t.payment}</legend>
            ${method('demo-card', t.payDemo, t.payDemoNote, true)}${method('demo-declined', t.payDeclined, t.payDeclinedNote, false)}
          </fieldset>
          <p class="failure" role="alert" data-failure></p>
          <button class="button pay" data-pay disabled>${t.payWord}</button>
        </form>
        <section class="summary" aria-labelledby="summary">
          <h2 id="summary">${t.summary}</h2>
          <div data-summary aria-live="polite">
            <p class="muted">${t.cartLoading}</p>
            <noscript><p>${t.noscriptBuy}</p></noscript>
          </div>
          <div class="empty" hidden data-empty>
            <p>${t.cartEmpty}</p>
            <a class="button quiet" href="${view.base}/products">${t.cartEmptyMore}</a>
          </div>
        </section>
      </div>`,
  };
};
