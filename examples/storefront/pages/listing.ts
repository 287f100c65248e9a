import type { Collection, ProductList } from '@continuo/protocol';
import type { Ratings, Wish } from '../backend.ts';
import { html, type Html } from '../html.ts';
import { card, type Page, type View } from './view.ts';

/** What the reader chose, from the address. Names that are not facets of the backend are left out. */
export interface Chosen {
  q: string;
  collection: string | undefined;
  sort: string;
  available: boolean;
  /** By facet name. */
  values: ReadonlyMap<string, readonly string[]>;
  cursor: string | undefined;
}

const FACETS = ['color', 'size', 'material', 'pattern', 'brand'];
const SORTS = ['featured', 'newest', 'price-asc', 'price-desc', 'title'];

export const readChosen = (search: URLSearchParams, collection: string | undefined): Chosen => {
  const sort = search.get('sort') ?? '';
  return {
    q: (search.get('q') ?? '').trim().slice(0, 200),
    collection: collection ?? (search.get('collection') || undefined),
    sort: SORTS.includes(sort) ? sort : 'featured',
    available: search.get('available') === 'true',
    values: new Map(FACETS.map((name) => [name, search.getAll(name).slice(0, 20)])),
    cursor: search.get('cursor') ?? undefined,
  };
};

/** A comma parts values, so it is escaped within one. */
const escapeValue = (value: string) => value.replace(/%/g, '%25').replace(/,/g, '%2C');

export const wishOf = (chosen: Chosen): Wish => {
  const filter = [...chosen.values]
    .flatMap(([name, values]) => values.map((value) => `${name}:${escapeValue(value)}`))
    .join(',');
  return {
    sort: chosen.sort,
    limit: '24',
    ...(chosen.q && { q: chosen.q }),
    ...(chosen.collection && { collection: chosen.collection }),
    ...(filter && { filter }),
    ...(chosen.available && { available: 'true' }),
    ...(chosen.cursor && { cursor: chosen.cursor }),
  };
};

const facet = (view: View, chosen: Chosen, { name, values }: ProductList['facets'][number]): Html | false => {
  const picked = chosen.values.get(name);
  if (!picked || values.length < 2) return false;
  return html`<fieldset>
    <legend>${view.t.facets[name] ?? name}</legend>
    ${values.slice(0, 24).map(
      ({ value, products }) =>
        html`<label class="check">
          <input
            type="checkbox"
            name="${name}"
            value="${value}"
            ${picked.includes(value) ? html` checked` : ''}
          />
          <span>${value}</span> <span class="muted">${products}</span>
        </label>`,
    )}
  </fieldset>`;
};

const filters = (view: View, chosen: Chosen, list: ProductList, path: string): Html => {
  const { t } = view;
  const count = [...chosen.values.values()].flat().length + (chosen.available ? 1 : 0);
  const narrowing = html`<details${count ? html` open` : ''} data-open-wide>
    <summary>${t.filter}${count > 0 && html` <span class="count">${count}</span>`}</summary>
    <div class="facets">
      <label class="select"><span>${t.sort}</span>
        <select name="sort">${SORTS.map((s) => html`<option value="${s}" ${s === chosen.sort ? html` selected` : ''}>${t.sorts[s]}</option>`)}</select>
      </label>
      <label class="check"><input type="checkbox" name="available" value="true"${chosen.available ? html` checked` : ''} /> <span>${t.inStockOnly}</span></label>
      ${list.facets.map((f) => facet(view, chosen, f))}
      <p class="actions"><button class="button">${t.apply}</button>${count > 0 && html` <a href="${path}">${t.clear}</a>`}</p>
    </div>
  </details>`;
  // Where there is nothing to narrow down, only another search helps.
  return html`<form class="filters" method="get" action="${path}" data-filters>
    <search id="search">
      <label class="searchbox"
        ><span class="visually-hidden">${t.searchLabel}</span>
        <input
          type="search"
          name="q"
          value="${chosen.q}"
          placeholder="${t.searchLabel}"
          enterkeyhint="search"
          autocomplete="off"
      /></label>
    </search>
    ${list.products.length + count > 0 && narrowing}
  </form>`;
};

const nothing = (view: View, chosen: Chosen, collections: readonly Collection[]): Html => {
  const { t, base } = view;
  return html`<div class="empty">
    <h2>${chosen.q ? t.nothingFound : t.emptyShelf}</h2>
    <p>${chosen.q ? t.nothingFoundHelp : t.emptyShelfHelp}</p>
    <ul class="chips">
      <li><a href="${base}/products">${t.all}</a></li>
      ${collections.map((c) => html`<li><a href="${base}/collections/${encodeURIComponent(c.id)}">${c.title}</a></li>`)}
    </ul>
  </div>`;
};

export const listingPage = (
  view: View,
  chosen: Chosen,
  list: ProductList,
  ratings: Ratings,
  collections: readonly Collection[],
  search: URLSearchParams,
): Page => {
  const { t, base } = view;
  const collection = collections.find((c) => c.id === chosen.collection);
  const title = chosen.q ? t.resultsFor(chosen.q) : (collection?.title ?? t.all);
  const path = collection ? `${base}/collections/${encodeURIComponent(collection.id)}` : `${base}/products`;
  const next = new URLSearchParams(search);
  if (list.next) next.set('cursor', list.next);
  const events: unknown[][] = chosen.q
    ? [['track', 'Products Searched', { query: chosen.q }]]
    : [
        [
          'track',
          'Product List Viewed',
          {
            list_id: collection?.id ?? 'all',
            ...(collection && { category: collection.title }),
            products: list.products
              .slice(0, 12)
              .map((p, i) => ({ product_id: p.id, name: p.title, position: i + 1 })),
          },
        ],
      ];
  return {
    kind: 'list',
    title,
    events,
    body: html`<div class="listing">
      <div class="lead">
        <h1>${title}</h1>
        <p class="muted" role="status">${t.productsCount(list.total)}</p>
      </div>
      ${filters(view, chosen, list, path)}
      ${
        list.products.length > 0
          ? html`<div class="results">
              <ul class="cards">
                ${list.products.map((p, i) => card(view, p, ratings, i < 2 ? { eager: true } : {}))}
              </ul>
              ${list.next && html`<p class="onward"><a class="button quiet" rel="next" href="${path}?${next.toString()}">${t.more}</a></p>`}
            </div>`
          : nothing(view, chosen, collections)
      }
    </div>`,
  };
};
