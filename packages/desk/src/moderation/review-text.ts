import { css, html, nothing, type CSSResult, type TemplateResult } from 'lit';
import type { ModerationItem } from '@continuo/protocol';
import { ago, dateTime } from '../format.ts';
import type { Words } from '../words.ts';
import { reportsOf, starsOf, stateOf } from './describe.ts';

export const reviewStyles: CSSResult = css`
  .product,
  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 0.75rem;
    align-items: baseline;
  }
  .product {
    font-size: 0.8125rem;
    color: var(--desk-quiet);
  }
  .product bdi {
    flex: 1;
    min-inline-size: 8rem;
    overflow-wrap: anywhere;
  }
  .picture {
    color: var(--desk-accent-text);
    letter-spacing: 0.1em;
  }
  .text {
    margin-block: 0.35rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-inline-size: 44rem;
  }
  .meta {
    font-size: 0.8125rem;
    color: var(--desk-quiet);
    overflow-wrap: anywhere;
  }
  .notes {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    list-style: none;
    margin: 0.35rem 0 0;
    padding: 0;
    font-size: 0.8125rem;
  }
  .notes li {
    border: 1px solid var(--desk-line);
    border-radius: 999px;
    padding: 0 0.6em;
  }
  .notes .flag {
    border-color: var(--desk-bad);
    color: var(--desk-bad);
  }
  blockquote {
    margin: 0.5rem 0 0;
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--desk-line);
  }
  blockquote p {
    margin: 0;
  }
`;

/** Stars as a picture and in words. */
export const stars = (item: ModerationItem, words: Words): TemplateResult =>
  html`<span
    ><span class="picture" aria-hidden="true"
      >${'★'.repeat(item.review.rating)}${'☆'.repeat(5 - item.review.rating)}</span
    >
    ${starsOf(item, words)}</span
  >`;

/** What was written, as text, in its own language and direction; who wrote it; what a moderator should look at. */
export function reviewText(item: ModerationItem, words: Words, lang: string): TemplateResult {
  const { review, flags, reports } = item;
  return html`${
      review.body ? html`<p class="text" dir="auto" lang=${review.locale}>${review.body}</p>` : nothing
    }
    <p class="text meta">
      <bdi>${review.author}</bdi>
      <time datetime=${review.at} title=${dateTime(review.at, lang)}>${ago(review.at, lang)}</time>
      ${item.state === 'pending' ? nothing : html`<span>${stateOf(item, words)}</span>`}
    </p>
    ${
      review.badges.length || flags.length || reports
        ? html`<ul class="notes">
            ${review.badges.map((badge) => html`<li>${words[`badge_${badge}`]}</li>`)}
            ${flags
              .filter((flag) => flag !== 'reported' || !reports)
              .map((flag) => html`<li class="flag">${words[`flag_${flag}`]}</li>`)}
            ${reports ? html`<li class="flag">${reportsOf(reports, words)}</li>` : nothing}
          </ul>`
        : nothing
    }`;
}
