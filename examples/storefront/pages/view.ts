import type { MarketInfo, Picture, Product, WorkspaceInfo } from '@continuo/protocol';
import type { Customer } from '../customers.ts';
import { html, type Html } from '../html.ts';
import type { Ratings } from '../backend.ts';
import { isReduced, money } from '../format.ts';
import { rating } from './reviews.ts';
import type { Texts } from '../texts.ts';

/** What every page knows of who reads it and how. */
export interface View {
  workspace: WorkspaceInfo;
  market: MarketInfo;
  locale: string;
  t: Texts;
  /** `/hk/en` */
  base: string;
  /** Path below `base` with query, for the switches. */
  here: string;
  customer: Customer | undefined;
  script: { endpoint: string; key: string };
}

export interface Page {
  title: string;
  /** For search engines and previews. */
  description?: string;
  body: Html;
  status?: number;
  /** Name of the page view; the page's kind. */
  kind: string;
  /** Scripts besides the shop's own. */
  modules?: string[];
  /** Events that the page tells, as `window.continuo` takes them. */
  events?: unknown[][];
  /** Search engines should stay away. */
  private?: boolean;
}

/** Our own pictures come in several widths, by name; those of others stay where they are, as they are. */
const OWN = /^(\/pictures\/.+)-\d+\.webp$/;
const WIDTHS = [320, 480, 640, 960, 1200];

export const image = (
  picture: Picture | undefined,
  options: { alt: string; sizes: string; width: number; height: number; eager?: boolean; class?: string },
): Html => {
  if (!picture) return html`<span class="no-picture" role="img" aria-label="${options.alt}"></span>`;
  const own = OWN.exec(picture.url)?.[1];
  const srcset = own && WIDTHS.map((width) => `${own}-${width}.webp ${width}w`).join(', ');
  return html`<img
    src="${own ? `${own}-640.webp` : picture.url}"
    ${srcset && html`srcset="${srcset}" sizes="${options.sizes}"`}
    alt="${options.alt}"
    width="${options.width}"
    height="${options.height}"
    ${options.class && html`class="${options.class}"`}
    ${options.eager ? html`fetchpriority="high"` : html`loading="lazy" decoding="async"`}
    ${!own && html`referrerpolicy="no-referrer"`}
  />`;
};

/** The price of a product in a list: from the cheapest, with what is reduced. */
export const priceOf = (view: View, product: Product): Html => {
  const { t, locale } = view;
  const cheapest = product.variants.find((v) => v.price.price.amount === product.from.amount)?.price;
  const shown = money(product.from, locale);
  const range = product.to.amount > product.from.amount;
  return html`<span class="price"
    >${range ? t.from(shown) : shown}${
      cheapest && isReduced(cheapest) && cheapest.compareAt
        ? html` <s><span class="visually-hidden">${t.was} </span>${money(cheapest.compareAt, locale)}</s>`
        : ''
    }</span
  >`;
};

export const productPath = (view: View, id: string) => `${view.base}/products/${encodeURIComponent(id)}`;

/** One product in a list. */
export const card = (
  view: View,
  product: Product,
  ratings: Ratings,
  options: { eager?: boolean; sizes?: string } = {},
): Html => {
  const { t } = view;
  const reduced = product.variants.some((v) => isReduced(v.price));
  const finishes = new Set(
    product.variants.flatMap((v) => v.options.find((o) => o.name !== 'size')?.value ?? []),
  );
  return html`<li class="card">
    <a href="${productPath(view, product.id)}">
      <span class="frame"
        >${image(product.pictures[0], {
          alt: '',
          sizes: options.sizes ?? '(min-width: 1100px) 280px, (min-width: 700px) 33vw, 50vw',
          width: 640,
          height: 800,
          ...(options.eager && { eager: true }),
        })}${
          product.availability === 'out_of_stock'
            ? html`<span class="flag">${t.soldOut}</span>`
            : reduced && html`<span class="flag">${t.reduced}</span>`
        }</span
      >
      <span class="name">${product.title}</span>
      ${finishes.size > 1 && html`<span class="finishes">${[...finishes].slice(0, 4).join(' · ')}</span>`}
      ${priceOf(view, product)} ${rating(view, product.id, ratings.get(product.id))}
    </a>
  </li>`;
};

/** The picture of a shop or collection: the brand's own where it has one, else the first product's. */
export const scene = (name: string, alt: string, sizes: string, width: number, height: number): Html =>
  image({ url: `/pictures/scenes/${name}-960.webp` }, { alt, sizes, width, height });
