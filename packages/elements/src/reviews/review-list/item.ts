import type { Client } from '@continuo/core';
import type { Media, OwnReview, Review, ReviewSettings, Vote } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { ListMessages } from '../i18n/list.ts';
import { stars } from '../stars.ts';
import { thumbs } from './thumbs.ts';
import { day, heading, highlighted, isLong, isolated, webLink } from '../text.ts';

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

/** How a secondary rating is said: with both ends named the middle is best, else five is. */
export function inWords(
  words: Pick<ListMessages, 'ratingOf' | 'little' | 'middle'>,
  ratings: ReviewSettings['ratings'][number],
  value: number,
): string {
  const { low, high } = ratings;
  if (!low || !high) return words.ratingOf(value);
  return [low, words.little(low), words.middle, words.little(high), high][value - 1] ?? '';
}

function renderFacts({ words, settings }: Rows, review: Review): TemplateResult | typeof nothing {
  const ratings = review.ratings.flatMap(({ name, value }) => {
    const asked = settings?.ratings.find((each) => each.name === name);
    return asked ? [[asked.label, inWords(words, asked, value)]] : [];
  });
  const attributes = review.attributes.flatMap(({ name, value }) => {
    const asked = settings?.attributes.find((each) => each.name === name);
    const answer = asked?.values.find((each) => each.value === value);
    return asked && answer ? [[asked.label, answer.label]] : [];
  });
  const facts = [...attributes, ...ratings];
  if (!facts.length) return nothing;
  return html`<dl part="facts" class="facts">
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
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

function renderState({ words }: Rows, own: OwnReview): TemplateResult | typeof nothing {
  if (own.state === 'published') return html`<p class="state muted">${words.yours}</p>`;
  const refused = own.state === 'refused';
  return html`<p part="state" class="state waits">
    <strong>${words.yours}: ${refused ? words.refused : words.pending}</strong>
    <span>${refused ? own.reason && words.refusedFor[own.reason] : words.pendingHint}</span>
  </p>`;
}

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
  const { yes, no } = review.helpful;
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
    <span class="muted count">${yes + no ? words.helpfulCount(yes, yes + no) : nothing}</span>
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

function renderBody({ words, q, open, toggle }: Rows, { id, body, locale }: Review, title: string) {
  const long = isLong(body);
  // What was searched may stand in the part that is not shown.
  const whole = !long || open.has(id) || q !== '';
  // On one line: blanks of ours would be seen beside those of the author.
  const text = whole ? 'text' : 'text cut';
  return html`<p part="body" class=${text} lang=${locale} dir="auto">${highlighted(body, q)}</p>
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
  const { words, tag, level, q } = rows;
  const { id, rating, author, at, recommended, response, source } = review;
  const own = row.own;
  const title = isolated(review.title || words.reviewBy(author));
  return html`<article part="review" class="review" data-id=${id} tabindex="-1" aria-labelledby="t-${id}">
    ${own ? renderState(rows, own) : nothing}
    <p class="rating">
      ${stars(rating)}<span class="visually-hidden">${words.ratingOf(rating)}</span>
      ${
        recommended === undefined
          ? nothing
          : html`<span class="muted">${recommended ? words.recommends : words.recommendsNot}</span>`
      }
    </p>
    ${
      review.title
        ? heading(level, { id: `t-${id}`, lang: review.locale, text: highlighted(review.title, q) })
        : heading(level, { id: `t-${id}`, text: words.reviewBy(isolated(author)) })
    }
    <p class="byline muted"><bdi part="author">${author}</bdi> <time datetime=${at}>${day(tag, at)}</time></p>
    ${renderBadges(rows, review)} ${review.body ? renderBody(rows, review, title) : nothing}
    ${thumbs(rows, review)} ${renderFacts(rows, review)}
    ${response ? renderResponse(rows, response) : nothing} ${source ? renderSource(rows, source) : nothing}
    ${own ? nothing : renderActions(rows, review, row, title)}
  </article>`;
}
