import { day, isLong, isolated } from '@continuo/headless/reviews';
import type { OwnReview, Review, ReviewSettings, Vote } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { ActMessages } from '../i18n/acts.ts';
import type { ListMessages } from '../i18n/list.ts';
import { stars } from '../stars.ts';
import { heading } from '../text.ts';
import type { ReviewExtras } from '../extras.ts';
import type { Mine } from './mine.ts';

/** What the rows of a list have in common. */
export interface Rows {
  words: ListMessages;
  /** BCP 47 tag for dates. */
  tag: string;
  /** Level of a review's heading. */
  level: number;
  settings: ReviewSettings | undefined;
  /** What is searched. */
  q: string;
  /** Marks what was, once that is loaded. */
  mark?: ((text: string) => unknown) | undefined;
  /** What is said of a review of one's own, once that is loaded. */
  mine?: Mine | undefined;
  /** What is said once somebody does something with the list, once that is loaded. */
  acts?: ActMessages | undefined;
  /** Ids of the reviews whose whole text is shown. */
  open?: ReadonlySet<string> | undefined;
  /** What only some reviews have, once that is loaded. */
  extras?: ReviewExtras | undefined;
}

/** What is known of one row besides the review itself. */
export interface Row {
  /** It is the visitor's own. */
  own?: OwnReview;
  vote?: Vote;
  reported?: boolean;
}

const marked = ({ mark }: Rows, text: string): unknown => mark?.(text) ?? text;

function renderActions({ words }: Rows, { vote, reported }: Row, title: string): TemplateResult {
  const button = (answer: Vote) =>
    html`<button part="vote" class="button small" value=${answer} aria-pressed=${vote === answer}>
      ${words[answer]}
    </button>`;
  return html`<div class="actions">
    <div class="votes" role="group" aria-label=${words.helpfulOf(title)}>
      <span class="muted" aria-hidden="true">${words.helpful}</span>
      ${button('yes')}${button('no')}
    </div>
    <button
      part="report"
      class="button small quiet"
      aria-haspopup="dialog"
      aria-label=${reported ? nothing : words.reportOf(title)}
      aria-disabled=${!!reported}
    >
      ${reported ? words.reported : words.report}
    </button>
  </div>`;
}

function renderBody(rows: Rows, { id, body, locale }: Review, title: string) {
  const { words, acts, q, open } = rows;
  const long = isLong(body);
  // What was searched may stand in the part that is not shown.
  const whole = !long || open?.has(id) || q !== '';
  // On one line: blanks of ours would be seen beside those of the author.
  const text = whole ? 'text' : 'text cut';
  return html`<p part="body" class=${text} lang=${locale} dir="auto">${marked(rows, body)}</p>
    ${
      long && !q
        ? html`<button
            part="more"
            class="button small quiet"
            aria-expanded=${!!whole}
            aria-label=${whole ? nothing : words.readMoreOf(title)}
          >
            ${whole ? acts?.readLess : words.readMore}
          </button>`
        : nothing
    }`;
}

/** One review. All that people wrote is set as text. Whoever shows it does what its buttons are for. */
export function renderItem(rows: Rows, original: Review, row: Row): TemplateResult {
  const review = rows.extras?.shown(original) ?? original;
  const { words, tag, level, settings } = rows;
  const { id, rating, author, at, recommended, helpful } = review;
  const all = helpful.yes + helpful.no;
  const own = row.own;
  const title = isolated(review.title || words.reviewBy(author));
  return html`<article part="review" class="review" data-id=${id} tabindex="-1" aria-labelledby="t-${id}">
    ${own ? rows.mine?.state(own) : nothing}
    <p class="rating">
      ${stars(rating)}<span>${words.ratingOf(rating)}</span>
      ${
        recommended === undefined
          ? nothing
          : html`<span class="muted">${recommended ? words.recommends : words.recommendsNot}</span>`
      }
    </p>
    ${
      review.title
        ? heading(level, { id: `t-${id}`, lang: review.locale, text: marked(rows, review.title) })
        : heading(level, { id: `t-${id}`, text: words.reviewBy(isolated(author)) })
    }
    <p class="byline muted"><bdi part="author">${author}</bdi> <time datetime=${at}>${day(tag, at)}</time></p>
    ${rows.extras?.badges(review)} ${review.body ? renderBody(rows, review, title) : nothing}
    ${rows.extras?.renderOf(original, settings, words)}
    ${all ? html`<p class="muted">${words.helpfulCount(helpful.yes, all)}</p>` : nothing}
    ${own ? nothing : renderActions(rows, row, title)}
  </article>`;
}
