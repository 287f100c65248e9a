import { choicesOf } from '@continuo/headless/catalog';
import type { Location, Product, QuestionList, Stock, Variant } from '@continuo/protocol';
import type { Ratings } from '../backend.ts';
import { arrival, decimal, isReduced, money } from '../format.ts';
import { html, json, type Html } from '../html.ts';
import { questionSection } from './questions.ts';
import { rating, reviewData, reviewSection, type Reviewed } from './reviews.ts';
import { card, image, productPath, type Page, type View } from './view.ts';

const SCHEMA: Record<string, string> = {
  in_stock: 'InStock',
  out_of_stock: 'OutOfStock',
  preorder: 'PreOrder',
  backorder: 'BackOrder',
};

const picturesOf = (product: Product, variant: Variant | undefined) =>
  variant?.pictures.length ? variant.pictures : product.pictures;

/** What search engines read. */
const structured = (view: View, product: Product, reviewed: Reviewed, link: string): Html =>
  json({
    '@context': 'https://schema.org',
    '@type': 'ProductGroup',
    productGroupID: product.id,
    name: product.title,
    description: product.description,
    url: link,
    ...(product.brand && { brand: { '@type': 'Brand', name: product.brand } }),
    ...reviewData(product.title, reviewed),
    hasVariant: product.variants.map((v) => ({
      '@type': 'Product',
      name: [product.title, ...v.options.map((o) => o.value)].join(', '),
      sku: v.sku ?? v.id,
      ...(v.gtin && { gtin: v.gtin }),
      image: picturesOf(product, v).map((p) => new URL(p.url, view.script.endpoint).href),
      offers: {
        '@type': 'Offer',
        url: `${link}?variant=${encodeURIComponent(v.id)}`,
        price: decimal(v.price.price),
        priceCurrency: v.price.price.currency,
        availability: `https://schema.org/${SCHEMA[v.availability]}`,
      },
    })),
  });

const gallery = (view: View, product: Product, variant: Variant | undefined): Html => {
  const { t } = view;
  const pictures = picturesOf(product, variant);
  const byVariant = Object.fromEntries(
    product.variants.map((v) => [v.id, picturesOf(product, v).map((p) => p.url)]),
  );
  return html`<div
    class="gallery"
    role="group"
    aria-label="${t.gallery}"
    data-gallery="${JSON.stringify(byVariant)}"
  >
    <ul class="strip" tabindex="0" aria-label="${t.gallery}">
      ${pictures.map(
        (p, i) =>
          html`<li id="picture-${i + 1}">
            ${image(p, {
              alt: `${product.title}, ${t.picture(i + 1, pictures.length)}`,
              sizes: '(min-width: 900px) 52vw, 100vw',
              width: 1200,
              height: 1500,
              ...(i === 0 && { eager: true }),
            })}
          </li>`,
      )}
    </ul>
    ${
      pictures.length > 1 &&
      html`<ul class="thumbs">
        ${pictures.map(
          (p, i) =>
            html`<li>
              <a href="#picture-${i + 1}" aria-label="${t.picture(i + 1, pictures.length)}"
                >${image(p, { alt: '', sizes: '72px', width: 72, height: 90 })}</a
              >
            </li>`,
        )}
      </ul>`
    }
  </div>`;
};

const priceLine = (view: View, variant: Variant): Html => {
  const { t, locale } = view;
  const { price } = variant;
  return html`<p class="price big">
    <span class="amount">${money(price.price, locale)}</span>${
      isReduced(price) && price.compareAt
        ? html` <s><span class="visually-hidden">${t.was} </span>${money(price.compareAt, locale)}</s>`
        : ''
    } <span class="muted">${price.taxIncluded ? t.taxIncluded : t.taxExcluded}</span>
  </p>`;
};

/** Shown until the element is there, and where scripts do not run: row by row as high as what takes its place. */
const fallback = (view: View, product: Product, variant: Variant): Html => {
  const { t } = view;
  return html`<div class="choices">
    ${priceLine(view, variant)}
    ${choicesOf(product.variants, variant).map(
      ({ name, values }) =>
        html`<div>
          <p class="legend">
            ${t.facets[name]}: <strong>${values.find(({ chosen }) => chosen)?.value}</strong>
          </p>
          <ul>
            ${values.map(
              ({ value, variant: its, chosen }) =>
                html`<li>
                  <a
                    href="${productPath(view, product.id)}?variant=${encodeURIComponent(its.id)}"
                    ${chosen ? html` aria-current="true"` : ''}
                    >${
                      name === 'color' &&
                      its.pictures[0] &&
                      image(its.pictures[0], { alt: '', sizes: '36px', width: 36, height: 36 })
                    }<span>${value}</span></a
                  >
                </li>`,
            )}
          </ul>
        </div>`,
    )}
    <p class="in-stock">${t.availability[variant.availability]}</p>
    <p class="bar" aria-hidden="true"><span></span><span></span></p>
    <noscript><p class="muted">${t.noscriptBuy}</p></noscript>
  </div>`;
};

/** Stock of each variant at each shop; the script shows the rows of the chosen one. */
const stores = (
  view: View,
  product: Product,
  chosen: Variant,
  locations: readonly Location[],
  stock: readonly Stock[],
  store: string | null,
): Html | false => {
  const { t } = view;
  const shops = locations.filter((l) => stock.some((s) => s.locationId === l.id));
  const first = shops[0];
  if (!first) return false;
  const mine = shops.find((l) => l.id === store) ?? first;
  const said = (variant: Variant, location: Location) => {
    const found = stock.find((s) => s.variantId === variant.id && s.locationId === location.id);
    if (!found || found.availability === 'out_of_stock' || found.quantity === 0)
      return html`<span class="no">${t.stockNone}</span>`;
    return html`<span class="yes"
      >${found.quantity === undefined ? t.stockSome : t.stockHere(found.quantity)}</span
    >`;
  };
  return html`<form class="stock" method="get" action="${productPath(view, product.id)}" data-stock>
    <input type="hidden" name="variant" value="${chosen.id}" />
    <label class="select"
      ><span>${t.chooseStore}</span>
      <select name="store">
        ${shops.map((l) => html`<option value="${l.id}" ${l.id === mine.id ? html` selected` : ''}>${l.name}</option>`)}
      </select>
    </label>
    <noscript><button class="button quiet">${t.apply}</button></noscript>
    ${product.variants.flatMap((v) =>
      shops.map(
        (l) =>
          html`<p
            data-variant="${v.id}"
            data-store="${l.id}"
            ${v.id === chosen.id && l.id === mine.id ? '' : html` hidden`}
          >
            ${said(v, l)} <span class="muted">${l.address}</span>
          </p>`,
      ),
    )}
  </form>`;
};

const DELIVERY_DAYS: Record<string, readonly [number, number]> = { hk: [1, 2], jp: [3, 5] };

const delivery = (view: View, locations: readonly Location[]): Html => {
  const { t, market, locale } = view;
  const [from, to] = DELIVERY_DAYS[market.id] ?? [3, 6];
  const { flat, freeFrom } = market.shipping;
  const zone = locations[0]?.timeZone ?? 'UTC';
  return html`<dl class="promises">
    <div>
      <dt>${t.delivery}</dt>
      <dd>
        ${t.deliveryBy(arrival(new Date(), from, to, locale, zone))}<br /><span class="muted"
          >${
            freeFrom
              ? t.deliveryFree(money(flat, locale), money(freeFrom, locale))
              : t.deliveryCost(money(flat, locale))
          }
          · ${t.returns}</span
        >
      </dd>
    </div>
  </dl>`;
};

export const productPage = (
  view: View,
  product: Product,
  found: {
    locations: readonly Location[];
    stock: readonly Stock[];
    related: readonly Product[];
    reviewed: Reviewed;
    /** The first questions. */
    asked: QuestionList;
    /** Of the related products. */
    ratings: Ratings;
    variant: string | null;
    store: string | null;
    collection: string | undefined;
  },
): Page => {
  const { t, base } = view;
  const chosen =
    product.variants.find((v) => v.id === found.variant) ??
    product.variants.find((v) => v.availability !== 'out_of_stock') ??
    product.variants[0];
  const prices = Object.fromEntries(product.variants.map((v) => [v.id, money(v.price.price, view.locale)]));
  const link = new URL(productPath(view, product.id), view.script.endpoint).href;
  return {
    kind: 'product',
    title: product.title,
    description: product.description.slice(0, 160),
    body: html`<script type="application/ld+json">
        ${structured(view, product, found.reviewed, link)}
      </script>
      <article class="product" lang="${product.locale}">
        <div class="pictures">${gallery(view, product, chosen)}</div>
        <div class="buy">
          ${
            product.categories[0] &&
            html`<p class="crumb">
              <a
                href="${found.collection ? `${base}/collections/${encodeURIComponent(found.collection)}` : `${base}/products`}"
                >${product.categories[0]}</a
              >
            </p>`
          }
          <h1>${product.title}</h1>
          <a class="rated" href="#reviews">${rating(view, product.id, found.reviewed.summary)}</a>
          ${
            chosen
              ? html`<continuo-add-to-cart
                    id="buy"
                    product-id="${product.id}"
                    variant-id="${chosen.id}"
                    with-quantity
                    lang="${view.locale}"
                    >${fallback(view, product, chosen)}</continuo-add-to-cart
                  >
                  <section class="panel" aria-label="${t.stockAt}">
                    ${stores(view, product, chosen, found.locations, found.stock, found.store)}
                  </section>`
              : html`<p>${t.soldOut}</p>`
          }
          ${delivery(view, found.locations)}
          ${
            product.description &&
            html`<section class="story">
              <h2>${t.story}</h2>
              ${product.description.split(/\n{2,}/).map((p) => html`<p>${p}</p>`)}
            </section>`
          }
          ${
            (product.details.length > 0 || chosen?.gtin) &&
            html`<section>
              <h2>${t.details}</h2>
              <dl class="details">
                ${product.details.map(
                  (d) =>
                    html`<div>
                      <dt>${d.name}</dt>
                      <dd>${d.value}</dd>
                    </div>`,
                )}${
                  chosen?.gtin &&
                  html`<div>
                    <dt>${t.gtin}</dt>
                    <dd data-gtin>${chosen.gtin}</dd>
                  </div>`
                }
              </dl>
            </section>`
          }
        </div>
      </article>
      ${
        chosen &&
        html`<p class="sticky-buy" hidden data-sticky="${JSON.stringify(prices)}">
          <a class="button" href="#buy"
            ><span>${t.choose} · <span data-price>${prices[chosen.id]}</span></span></a
          >
        </p>`
      }
      ${reviewSection(view, product.id, found.reviewed)} ${questionSection(view, product.id, found.asked)}
      ${
        found.related.length > 0 &&
        html`<section class="band" aria-labelledby="related">
          <h2 id="related">${t.related}</h2>
          <ul class="cards">
            ${found.related.map((p) => card(view, p, found.ratings))}
          </ul>
        </section>`
      }`,
  };
};
