import type { Collection, Location } from '@continuo/protocol';
import { weekday } from '../format.ts';
import { html } from '../html.ts';
import { locationCard } from './home.ts';
import type { Page, View } from './view.ts';

export const storesPage = (view: View, locations: readonly Location[]): Page => {
  const { t, locale } = view;
  return {
    kind: 'stores',
    title: t.stores,
    body: html`<div class="lead">
        <h1>${t.stores}</h1>
        <p>${t.visitNote}</p>
      </div>
      <ul class="stores tall">
        ${locations.map(
          (l) =>
            html`${locationCard(view, l, 'h2')}
              <li class="hours">
                <h3><span class="visually-hidden">${l.name}: </span>${t.hours}</h3>
                <dl>
                  ${l.hours.map(
                    (day, i) =>
                      html`<div>
                        <dt>${weekday(i, locale)}</dt>
                        <dd>${day ? `${day.opens}–${day.closes}` : t.closed}</dd>
                      </div>`,
                  )}
                </dl>
              </li>`,
        )}
      </ul>`,
  };
};

export const privacyPage = (view: View): Page => {
  const { t } = view;
  return {
    kind: 'privacy',
    title: t.privacy,
    body: html`<article class="text">
      <h1>${t.privacy}</h1>
      ${t.privacyText.map((p) => html`<p>${p}</p>`)}
      <p>
        <button class="button" type="button" data-continuo-consent-open data-needs-script hidden>
          ${t.consentOpen}
        </button>
      </p>
    </article>`,
  };
};

export const messagePage = (
  view: View,
  what: 'notFound' | 'broken',
  collections: readonly Collection[],
): Page => {
  const { t, base } = view;
  return {
    kind: what,
    title: t[what],
    status: what === 'notFound' ? 404 : 500,
    private: true,
    body: html`<div class="empty whole">
      <h1>${t[what]}</h1>
      <p>${what === 'notFound' ? t.notFoundHelp : t.brokenHelp}</p>
      <form class="searchform" action="${base}/products" role="search">
        <label
          ><span class="visually-hidden">${t.searchLabel}</span
          ><input type="search" name="q" placeholder="${t.searchLabel}" /></label
        ><button class="button">${t.search}</button>
      </form>
      <ul class="chips">
        <li><a href="${base}/">${t.home}</a></li>
        ${collections.map((c) => html`<li><a href="${base}/collections/${encodeURIComponent(c.id)}">${c.title}</a></li>`)}
      </ul>
    </div>`,
  };
};
