import type { Collection } from '@continuo/protocol';
import { html, type Html } from '../html.ts';
import { languageName } from '../texts.ts';
import { nameOf } from '../customers.ts';
import type { Page, View } from './view.ts';

const icon = (path: string) =>
  html`<svg
    viewBox="0 0 24 24"
    width="22"
    height="22"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="${path}" />
  </svg>`;
const BAG = 'M5 8h14l-1 12H6L5 8zm4 0V6a3 3 0 0 1 6 0v2';
const PERSON = 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7 8c.6-3.4 3.4-5 7-5s6.400 1.600 7 5';
const GLASS = 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm5 12 4.500 4.500';

/** The switches of language and market keep the reader on the page they are on. */
const switches = (view: View): Html => {
  const { t, workspace, market, locale, here } = view;
  const link = (to: string, language: string, words: string, current: boolean) =>
    html`<li>
      <a
        href="/${to}/${language}${here}"
        hreflang="${language}"
        lang="${language}"
        ${current ? html` aria-current="true"` : ''}
        >${words}</a
      >
    </li>`;
  return html`<div class="switches">
    <nav aria-label="${t.language}">
      <h2>${t.language}</h2>
      <ul>
        ${market.locales.map((l) => link(market.id, l, languageName(l), l === locale))}
      </ul>
    </nav>
    <nav aria-label="${t.market}">
      <h2>${t.market}</h2>
      <ul>
        ${workspace.markets.map(
          (m) =>
            html`<li>
              <a
                href="/${m.id}/${m.locales.includes(locale) ? locale : (m.locales[0] ?? locale)}${here}"
                ${m.id === market.id ? html` aria-current="true"` : ''}
                >${marketName(m.id, m.name, locale)} (${m.currency})</a
              >
            </li>`,
        )}
      </ul>
    </nav>
  </div>`;
};

/** Names of places in the reader's language, where the market's id is a country. */
const marketName = (id: string, name: string, locale: string): string =>
  /^[a-z]{2}$/.test(id)
    ? (new Intl.DisplayNames([locale === 'zh-Hant' ? 'zh-Hant-HK' : locale], {
        type: 'region',
        style: 'short',
        fallback: 'none',
      }).of(id.toUpperCase()) ?? name)
    : name;

const brandName = (view: View): string =>
  view.workspace.workspace === 'demo' && view.locale.startsWith('zh') ? '慢渡' : view.workspace.name;

/** Pages that show what customers say, and have its styles for as long as there is no script. */
const RATED = new Set(['home', 'list', 'product']);

const head = (view: View, page: Page): Html => {
  const { market, locale, script, workspace } = view;
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <title>
      ${page.kind === 'home' ? `${brandName(view)} – ${page.title}` : `${page.title} – ${brandName(view)}`}
    </title>
    ${page.description && html`<meta name="description" content="${page.description}" />`}
    ${page.private && html`<meta name="robots" content="noindex" />`}
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf9f5" />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171614" />
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
    ${RATED.has(page.kind) && html`<link rel="stylesheet" href="/reviews.css" />`}
    ${page.kind === 'product' && html`<link rel="stylesheet" href="/questions.css" />`}
    <link rel="stylesheet" href="/assets/shop.css" />
    ${market.locales.map((l) => html`<link rel="alternate" hreflang="${l}" href="${script.endpoint}/${market.id}/${l}${view.here}" />`)}
    <script src="/assets/shop.js"></script>
    <script
      async
      src="/continuo.js"
      data-endpoint="${script.endpoint}"
      data-key="${script.key}"
      data-market="${market.id}"
      data-locale="${locale}"
      data-consent="${workspace.consent.mode}"
      data-token-url="/session/token"
    ></script>
    ${(page.modules ?? []).map((src) => html`<script type="module" src="${src}"></script>`)}`;
};

const header = (view: View, collections: readonly Collection[]): Html => {
  const { t, base } = view;
  return html`<header class="top">
    <a class="brand" href="${base}/">${brandName(view)}</a>
    <nav class="shelves" aria-label="${t.collections}">
      <ul>
        ${collections.slice(0, 6).map((c) => html`<li><a href="${base}/collections/${encodeURIComponent(c.id)}">${c.title}</a></li>`)}
        <li><a href="${base}/stores">${t.stores}</a></li>
      </ul>
    </nav>
    <div class="tools">
      <a class="tool" href="${base}/products#search" aria-label="${t.search}">${icon(GLASS)}</a>
      <a
        class="tool"
        href="${base}/account"
        aria-label="${view.customer ? `${t.account}: ${nameOf(view.customer, view.locale)}` : t.account}"
        >${icon(PERSON)}</a
      >
      <continuo-cart-button class="tool"
        ><a href="${base}/checkout" aria-label="${t.cart}">${icon(BAG)}</a></continuo-cart-button
      >
    </div>
  </header>`;
};

const footer = (view: View, collections: readonly Collection[]): Html => {
  const { t, base } = view;
  return html`<footer class="bottom">
    <div class="columns">
      <nav aria-label="${t.shop}">
        <h2>${t.shop}</h2>
        <ul>
          <li><a href="${base}/products">${t.all}</a></li>
          ${collections.map((c) => html`<li><a href="${base}/collections/${encodeURIComponent(c.id)}">${c.title}</a></li>`)}
        </ul>
      </nav>
      <nav aria-label="${brandName(view)}">
        <h2>${brandName(view)}</h2>
        <ul>
          <li><a href="${base}/stores">${t.stores}</a></li>
          <li><a href="${base}/account">${t.account}</a></li>
          <li><a href="${base}/privacy">${t.privacy}</a></li>
        </ul>
      </nav>
      ${switches(view)}
    </div>
    ${view.workspace.workspace === 'demo' && html`<p class="muted">${t.footerNote}</p>`}
  </footer>`;
};

/** A whole page. */
export const layout = (view: View, page: Page, collections: readonly Collection[]): string => {
  const { t, base, locale, customer } = view;
  return html`<!doctype html>
    <html lang="${locale}" dir="ltr">
      <head>
        ${head(view, page)}
      </head>
      <body
        data-kind="${page.kind}"
        data-events="${JSON.stringify(page.events ?? [])}"
        ${customer ? html` data-customer="${customer.id}" data-customer-name="${nameOf(customer, locale)}" data-customer-email="${customer.email}"` : ''}
      >
        <a class="skip" href="#content">${t.skip}</a>
        <p class="offline" role="status" hidden data-offline>${t.offline}</p>
        ${header(view, collections)}
        <main id="content" tabindex="-1">${page.body}</main>
        ${footer(view, collections)}
        <continuo-cart-drawer checkout-href="${base}/checkout">
          <p slot="empty"><a href="${base}/products">${t.cartEmptyMore}</a></p>
        </continuo-cart-drawer>
        <continuo-consent><a slot="links" href="${base}/privacy">${t.privacy}</a></continuo-consent>
      </body>
    </html> `.toString();
};
