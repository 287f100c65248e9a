import type { Order } from '@continuo/protocol';
import { CUSTOMERS, nameOf } from '../customers.ts';
import { dateTime, money } from '../format.ts';
import { html, type Html } from '../html.ts';
import { field } from './field.ts';
import { image, type Page, type View } from './view.ts';

const orderLines = (view: View, order: Order): Html =>
  html`<ul class="lines">
    ${order.lines.map(
      (line) =>
        html`<li>
          <span class="thumb"
            >${image(line.picture ? { url: line.picture } : undefined, { alt: '', sizes: '72px', width: 72, height: 90 })}</span
          >
          <span
            ><strong>${line.title ?? line.variantId}</strong><br /><span class="muted"
              >${`${line.options.join(' · ')} × ${line.payable}`.trim()}</span
            ></span
          >
          <span class="sum">${money(line.total, view.locale)}</span>
        </li>`,
    )}
  </ul>`;

export const orderPage = (view: View, order: Order, timeZone: string): Page => {
  const { t, base, locale } = view;
  const steps = t.orderSteps;
  return {
    kind: 'order',
    title: t.orderTitle(order.number),
    private: true,
    body: html`<article class="order">
      <p class="crumb"><a href="${base}/account">${t.orders}</a></p>
      <h1>${t.orderTitle(order.number)}</h1>
      <p class="thanks">${order.state === 'placed' ? t.orderThanks : t.orderReopened}</p>
      ${
        order.state === 'placed' &&
        html`<ol class="steps">
          ${steps.map((step, i) => html`<li${i === 0 ? html` aria-current="step"` : ''}>${step}</li>`)}
        </ol>`
      }
      <div class="two">
        <section>
          <h2>${t.summary}</h2>
          ${orderLines(view, order)}
          <dl class="totals">
            <div>
              <dt>${t.subtotal}</dt>
              <dd>${money(order.subtotal, locale)}</dd>
            </div>
            <div>
              <dt>${t.shipping}</dt>
              <dd>${order.shipping.amount ? money(order.shipping, locale) : t.shippingFree}</dd>
            </div>
            <div class="total">
              <dt>${t.total}</dt>
              <dd>${money(order.total, locale)}</dd>
            </div>
          </dl>
        </section>
        <section>
          <h2>${t.orderPlaced}</h2>
          <p>${dateTime(order.placedAt, locale, timeZone)}</p>
          ${
            order.contact &&
            html`<h2>${t.orderTo}</h2>
              <address>
                ${[order.contact.name, ...order.contact.address, order.contact.postalCode ?? ''].filter(Boolean).map((l) => html`${l}<br />`)}
              </address>`
          }
          <p class="muted">${t.orderKeep}</p>
        </section>
      </div>
      <p class="onward"><a class="button quiet" href="${base}/products">${t.orderMore}</a></p>
    </article>`,
  };
};

export const accountPage = (view: View, orders: readonly Order[], timeZone: string): Page => {
  const { t, base, customer, locale } = view;
  return {
    kind: 'account',
    title: t.account,
    private: true,
    body: html`<div class="lead">
        <h1>${customer ? t.hello(nameOf(customer, locale)) : t.account}</h1>
        <p>${t.openCart}</p>
      </div>
      <section aria-labelledby="orders">
        <h2 id="orders">${t.orders}</h2>
        ${
          orders.length
            ? html`<ul class="orders">
                ${orders.map(
                  (o) =>
                    html`<li data-order="${o.id}">
                      <a href="${base}/orders/${encodeURIComponent(o.id)}"
                        ><span
                          ><strong>${t.orderTitle(o.number)}</strong><br /><span class="muted"
                            >${dateTime(o.placedAt, locale, timeZone)}</span
                          ></span
                        ><span>${money(o.total, locale)}</span></a
                      >
                    </li>`,
                )}
              </ul>`
            : html`<p class="muted">${t.noOrders}</p>`
        }
      </section>
      <form method="post" action="${base}/account/logout" data-logout>
        <button class="button quiet">${t.logout}</button>
      </form>`,
  };
};

export const loginPage = (view: View, failed: boolean): Page => {
  const { t, base, locale } = view;
  return {
    kind: 'login',
    title: t.loginTitle,
    private: true,
    ...(failed && { status: 401 }),
    body: html`<article class="text">
      <h1>${t.loginTitle}</h1>
      <p>${t.openCart}</p>
      ${failed && html`<p class="failure" role="alert">${t.loginFailed}</p>`}
      <form method="post" action="${base}/account/login" class="contact">
        ${field('email', t.email, 'username', { type: 'email' })}${field('password', t.password, 'current-password', { type: 'password' })}<button
          class="button"
        >
          ${t.login}
        </button>
      </form>
      <h2>${t.loginHelp}</h2>
      <ul class="people">
        ${CUSTOMERS.map(
          (c) =>
            html`<li>
              <form method="post" action="${base}/account/login">
                <input type="hidden" name="email" value="${c.email}" /><input
                  type="hidden"
                  name="password"
                  value="${c.password}"
                /><button class="button quiet">${t.loginAs(nameOf(c, locale))}</button>
              </form>
              <span class="muted">${c.email} · ${c.password}</span>
            </li>`,
        )}
      </ul>
    </article>`,
  };
};
