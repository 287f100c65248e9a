import type { Client } from '@continuo/core';
import { day, factsOf, isLong, isolated, webLink } from '@continuo/headless/reviews';
import type { Media, OwnReview, Review, ReviewSettings, Vote } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { ListMessages } from '../i18n/list.ts';
import { stars } from '../stars.ts';
import { heading } from '../text.ts';
import type { Mine } from './mine.ts';
import { thumbs } from './thumbs.ts';

/** What the rows of a list have in common. */
export interface Rows {
  words: ListMessages;
  /** BCP 47 tag for dates. */
  tag: string;
  /** Level of a review's heading. */
  level: number;
  settings: ReviewSettings | undefined;
  /** What was searched, to be marked. */
  q: string;
  /** Marks it, once that is loaded. */
  mark?: ((text: string, query: string) => unknown) | undefined;
  /** What is said of a review of one's own, once that is loaded. */
  mine?: Mine | undefined;
  /** Ids of the reviews whose whole text is shown. */
  open: ReadonlySet<string>;
  toggle(reviewId: string): void;
  /** Where photos come from. */
  client: Client | undefined;
  /** Opens one of a review's photos and videos. */
  view(media: readonly Media[], at: number, opener: HTMLElement): void;
  vote(review: Review, vote: Vote): void;
  report(review: Review): void;
}

/** What is known of one row besides the review itself. */
export interface Row {
  /** It is the visitor's own. */
  own?: OwnReview;
  vote?: Vote;
  reported?: boolean;
}

const marked = ({ q, mark }: Rows, text: string): unknown => (q && mark ? mark(text, q) : text);

function renderFacts({ words, settings }: Rows, review: Review): TemplateResult | typeof nothing {
  const facts = factsOf(words, settings, review);
  if (!facts.length) return nothing;
  return html`<dl part="facts" class="facts">
    ${facts.map(
      ([label, answer]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${answer}</dd>
        </div>`,
    )}
  </dl>`;
}

const renderBadges = ({ words }: Rows, { badges }: Review): TemplateResult | typeof nothing =>
  badges.length
    ? html`<div class="badges">
        ${badges.map(
          (badge) =>
            html`<details part="badge" class="badge">
              <summary>${words.badge[badge]}</summary>
              <p class="muted">${words.badgeMeaning[badge]}</p>
            </details>`,
        )}
      </div>`
    : nothing;

function renderResponse(
  { words, tag }: Rows,
  { text, author, at }: NonNullable<Review['response']>,
): TemplateResult {
  return html`<div part="response" class="response">
    <p>
      <strong>${words.response(isolated(author))}</strong>
      <time class="muted" datetime=${at}>${day(tag, at)}</time>
    </p>
    <p class="text" dir="auto">${text}</p>
  </div>`;
}

function renderSource({ words }: Rows, source: NonNullable<Review['source']>): TemplateResult {
  const text = words.source(isolated(source.name));
  const href = webLink(source.url);
  return html`<p part="source" class="muted">
    ${href ? html`<a href=${href} rel="nofollow ugc noopener">${text}</a>` : text}
  </p>`;
}

function renderActions(rows: Rows, review: Review, { vote, reported }: Row, title: string): TemplateResult {
  const { words } = rows;
  const button = (answer: Vote) =>
    html`<button
      part="vote"
      class="button small"
      aria-pressed=${vote === answer ? 'true' : 'false'}
      @click=${(event: MouseEvent) => {
        // The second press of a double click is none: it would take the vote back.
        if (event.detail < 2) rows.vote(review, answer);
      }}
    >
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
      aria-disabled=${reported ? 'true' : 'false'}
      @click=${() => reported || rows.report(review)}
    >
      ${reported ? words.reported : words.report}
    </button>
  </div>`;
}

function renderBody(rows: Rows, { id, body, locale }: Review, title: string) {
  const { words, q, open, toggle } = rows;
  const long = isLong(body);
  // What was searched may stand in the part that is not shown.
  const whole = !long || open.has(id) || q !== '';
  // On one line: blanks of ours would be seen beside those of the author.
  const text = whole ? 'text' : 'text cut';
  return html`<p part="body" class=${text} lang=${locale} dir="auto">${marked(rows, body)}</p>
    ${
      long && !q
        ? html`<button
            part="more"
            class="button small quiet"
            aria-expanded=${whole ? 'true' : 'false'}
            aria-label=${whole ? nothing : words.readMoreOf(title)}
            @click=${() => toggle(id)}
          >
            ${whole ? words.readLess : words.readMore}
          </button>`
        : nothing
    }`;
}

/** One review. All that people wrote is set as text. */
export function renderItem(rows: Rows, review: Review, row: Row): TemplateResult {
  const { words, tag, level } = rows;
  const { id, rating, author, at, recommended, response, source, helpful } = review;
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
    ${renderBadges(rows, review)} ${review.body ? renderBody(rows, review, title) : nothing}
    ${thumbs(rows, review)} ${renderFacts(rows, review)}
    ${response ? renderResponse(rows, response) : nothing} ${source ? renderSource(rows, source) : nothing}
    ${all ? html`<p class="muted">${words.helpfulCount(helpful.yes, all)}</p>` : nothing}
    ${own ? nothing : renderActions(rows, review, row, title)}
  </article>`;
}
