import {
  NO_FILTERS,
  type Loaded,
  type Own,
  type ReviewFilters,
  type ReviewPage,
} from '@continuo/headless/reviews';
import type { Review } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { CommonMessages } from '../../i18n/common.ts';
import { drawAhead, drawRows, type Boxes } from '../../internal/rows.ts';
import { renderItem, type Rows } from './item.ts';
import type { ListActs } from './acts.ts';

/** How many rows come at once. */
const PAGE = 20;

export interface PageView {
  rows: Rows;
  /** The words of all elements. */
  common: CommonMessages;
  loaded: Loaded<ReviewPage>;
  own: Own | undefined;
  filters: ReviewFilters;
  /** An answer is awaited; other reviews than those that are shown are wanted. */
  busy: boolean;
  waits: boolean;
  /** What somebody began to do. */
  acts: ListActs | undefined;
  /** Rows that were drawn before they are shown. */
  ahead: Boxes | undefined;
  retry(): void;
}

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

/** How many are shown, which, in which order. */
function resultsOf({ rows: { words }, filters, waits, acts }: PageView, total: number): string {
  if (acts) return waits ? acts.words.updating : acts.results(filters, total);
  return filters === NO_FILTERS ? words.first(total) : words.count(total);
}

/** The list that is shown, what is said of it, and the way to more; `drawPage` puts the reviews into it. */
export function renderPage(view: PageView): TemplateResult {
  const { rows, loaded, own, filters, busy, acts } = view;
  const { words } = rows;
  const { reviews = [], total = 0, more: rest = false } = loaded.data ?? {};
  // The backend stops counting, there may be more than it tells.
  const left = total > reviews.length ? total - reviews.length : PAGE;
  return html`${renderProblem(view)}
    ${
      reviews.length
        ? html`<div class="results">
            <p part="results">${resultsOf(view, total)}</p>
            ${acts?.renderClear(filters)}
          </div>`
        : nothing
    }
    ${own && acts?.mine.value?.render(rows, own.reviews)}
    <ul part="list" class="list" aria-labelledby="title" aria-busy=${busy}></ul>
    ${reviews.length ? nothing : (acts?.renderNoMatch(filters) ?? renderNone(view))}
    ${
      rest
        ? html`<button part="show-more" class="button further" aria-disabled=${busy}>
            ${words.showMore(Math.min(PAGE, left))}
          </button>`
        : nothing
    }`;
}

/** How one review is drawn, with what its reader did. */
const drawerOf =
  ({ rows, own }: PageView) =>
  (review: Review): TemplateResult =>
    renderItem(rows, review, {
      own: own?.reviews.find(({ id }) => id === review.id),
      vote: own?.votes[review.id],
      reported: own?.reports.includes(review.id),
    });

/** Draws the reviews ahead of the page, which a server may have written. */
export const drawPageAhead = (view: PageView, host: Element): Promise<Boxes> =>
  drawAhead(view.loaded.data!.reviews, drawerOf(view), host.querySelectorAll('.list > li'));

/** Puts the reviews into the list that `renderPage` has made. */
export function drawPage(root: ParentNode, view: PageView): void {
  const list = root.querySelector('.list');
  if (list) drawRows(list, view.loaded.data?.reviews ?? [], drawerOf(view), view.ahead);
}
