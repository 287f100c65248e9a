import type { Collection, Location, Product } from '@continuo/protocol';
import { html, type Html } from '../html.ts';
import type { Ratings } from '../backend.ts';
import { card, image, scene, type Page, type View } from './view.ts';

/** The brand's own scenes; other shops show their products. */
const OWN_COLLECTIONS = new Set(['teapots', 'cups', 'kettles', 'tins', 'table', 'light']);
export const OWN_LOCATIONS = new Set(['hk-ladder-street', 'hk-typhoon-shelter', 'kyoto-canal']);
export const isDemoBrand = (view: View, collections: readonly Collection[]) =>
  view.workspace.workspace === 'demo' && collections.some((c) => OWN_COLLECTIONS.has(c.id));

const collectionTile = (view: View, collection: Collection): Html => {
  const sizes = '(min-width: 1000px) 33vw, 50vw';
  return html`<li>
    <a class="tile" href="${view.base}/collections/${encodeURIComponent(collection.id)}">
      <span class="frame square"
        >${
          OWN_COLLECTIONS.has(collection.id)
            ? scene(`collection-${collection.id}`, '', sizes, 640, 640)
            : image(collection.picture, { alt: '', sizes, width: 640, height: 640 })
        }</span
      >
      <span class="name">${collection.title}</span>
      <span class="muted">${view.t.productsCount(collection.products)}</span>
    </a>
  </li>`;
};

export const locationCard = (view: View, location: Location, heading: 'h2' | 'h3' = 'h3'): Html =>
  html`<li class="store">
    ${
      OWN_LOCATIONS.has(location.id) &&
      html`<span class="frame wide"
        >${scene(`location-${location.id}`, '', '(min-width: 800px) 33vw, 100vw', 960, 600)}</span
      >`
    }
    ${heading === 'h2' ? html`<h2>${location.name}</h2>` : html`<h3>${location.name}</h3>`}
    <p>${location.address}</p>
  </li>`;

export const homePage = (
  view: View,
  collections: readonly Collection[],
  loved: readonly Product[],
  ratings: Ratings,
  locations: readonly Location[],
): Page => {
  const { t, base } = view;
  const own = isDemoBrand(view, collections);
  const first = loved[0];
  return {
    kind: 'home',
    title: own ? t.tagline : t.all,
    description: own ? t.tagline : view.workspace.name,
    body: html`<section class="hero">
        <picture>
          ${
            own
              ? html`<source
                    media="(min-width: 800px)"
                    srcset="
                      /pictures/scenes/hero-1200.webp 1200w,
                      /pictures/scenes/hero-1600.webp 1600w,
                      /pictures/scenes/hero-2400.webp 2400w
                    "
                    sizes="100vw"
                  />
                  <img
                    src="/pictures/scenes/hero-tall-960.webp"
                    srcset="
                      /pictures/scenes/hero-tall-480.webp   480w,
                      /pictures/scenes/hero-tall-960.webp   960w,
                      /pictures/scenes/hero-tall-1200.webp 1200w
                    "
                    sizes="100vw"
                    alt=""
                    width="1200"
                    height="1300"
                    fetchpriority="high"
                  />`
              : image(first?.pictures[0], { alt: '', sizes: '100vw', width: 1200, height: 1300, eager: true })
          }
        </picture>
        <div class="words">
          <h1>${own ? t.hero : view.workspace.name}</h1>
          <a class="button" href="${base}/products">${t.heroMore}</a>
        </div>
      </section>
      <section class="band" aria-labelledby="collections">
        <h2 id="collections">${t.collections}</h2>
        <ul class="tiles">
          ${collections.slice(0, 6).map((c) => collectionTile(view, c))}
        </ul>
      </section>
      <section class="band" aria-labelledby="loved">
        <div class="lead">
          <h2 id="loved">${t.bestsellers}</h2>
          ${own && html`<p>${t.bestsellersNote}</p>`}
        </div>
        <ul class="cards">
          ${loved.map((product) => card(view, product, ratings))}
        </ul>
        <p class="onward"><a class="button quiet" href="${base}/products">${t.all}</a></p>
      </section>
      ${
        locations.length > 0 &&
        html`<section class="band" aria-labelledby="visit">
          <div class="lead">
            <h2 id="visit">${own ? t.visit : t.stores}</h2>
            ${own && html`<p>${t.visitNote}</p>`}
          </div>
          <ul class="stores">
            ${locations.slice(0, 3).map((l) => locationCard(view, l))}
          </ul>
          <p class="onward"><a class="button quiet" href="${base}/stores">${t.stores}</a></p>
        </section>`
      }`,
  };
};
