import {
  narrows,
  type Loaded,
  type Own,
  type ReviewFilters,
  type ReviewPage,
} from '@continuo/headless/reviews';
import type { OwnReview } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CommonMessages } from '../../i18n/common.ts';
import { renderItem, type Rows } from './item.ts';
import type { ListTools } from './tools.ts';

/** How many rows are laid out while they are out of sight, and how many come at once. */
const MANY = 40;
const PAGE = 20;

export interface PageView {
  rows: Rows;
  /** The words of all elements. */
  common: CommonMessages;
  loaded: Loaded<ReviewPage>;
  own: Own | undefined;
  filters: ReviewFilters;
  /** How many are shown, which, in which order. */
  results: string;
  /** An answer is awaited. */
  busy: boolean;
  /** Where something is filtered, what is said of it. */
  tools: ListTools | undefined;
  retry(): void;
  more(): void;
}

const undecided = (review: OwnReview): boolean => review.state !== 'published';

function renderProblem({ rows, common, loaded, retry }: PageView): TemplateResult | typeof nothing {
  if (!loaded.error || !loaded.data || loaded.error.status === 404) return nothing;
  return html`<div part="message" class="message">
    <p>${loaded.error.code === 'net/offline' ? common.offline : rows.words.stale}</p>
    <button part="retry" class="button" @click=${retry}>${common.retry}</button>
  </div>`;
}

function renderNone({ rows: { words } }: PageView): TemplateResult {
  return html`<div part="message" class="message">
    <p><strong>${words.none}</strong> ${words.noneHint}</p>
    <slot name="empty"></slot>
  </div>`;
}

/** The reviews that are shown, what is said of them, and the way to more. */
export function renderPage(view: PageView): TemplateResult {
  const { rows, loaded, own, filters, results, busy, tools, more } = view;
  const { words } = rows;
  const { reviews = [], total = 0, more: rest = false } = loaded.data ?? {};
  // The backend stops counting, there may be more than it tells.
  const left = total > reviews.length ? total - reviews.length : PAGE;
  const mine = new Map(own?.reviews.map((review) => [review.id, review]));
  const waiting = rows.mine ? (own?.reviews.filter(undecided) ?? []) : [];
  return html`${renderProblem(view)}
    ${
      reviews.length
        ? html`<div class="results">
            <p part="results">${results}</p>
            ${narrows(filters) ? tools?.renderClear(true) : nothing}
          </div>`
        : nothing
    }
    ${
      waiting.length
        ? html`<ul class="mine" aria-label=${rows.mine?.yours ?? nothing}>
            ${repeat(
              waiting,
              ({ id }) => id,
              (review) => html`<li>${renderItem(rows, review, { own: review })}</li>`,
            )}
          </ul>`
        : nothing
    }
    <ul
      part="list"
      class="list ${reviews.length > MANY ? 'many' : ''}"
      aria-labelledby="title"
      aria-busy=${busy ? 'true' : 'false'}
    >
      ${repeat(
        reviews,
        ({ id }) => id,
        (review) =>
          html`<li>
            ${renderItem(rows, review, {
              own: mine.get(review.id),
              vote: own?.votes[review.id],
              reported: own?.reports.includes(review.id),
            })}
          </li>`,
      )}
    </ul>
    ${reviews.length ? nothing : narrows(filters) ? tools?.renderNoMatch() : renderNone(view)}
    ${
      rest
        ? html`<button
            part="show-more"
            class="button further"
            aria-disabled=${busy ? 'true' : 'false'}
            @click=${more}
          >
            ${words.showMore(Math.min(PAGE, left))}
          </button>`
        : nothing
    }`;
}
