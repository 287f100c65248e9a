import { css, html, nothing, type CSSResult, type TemplateResult } from 'lit';
import type { ModerationItem } from '@continuo/protocol';
import { addressOf } from '../app/address.ts';
import { ago, dateTime, fill } from '../format.ts';
import type { Words } from '../words.ts';
import { reportsOf, stateOf, titleOf, writtenOf } from './describe.ts';
import { flagOf } from './flags.ts';
import { mediaList, mediaStyles } from './media.ts';

export const reviewStyles: CSSResult = css`
  ${mediaStyles}
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

/** What it is: of a review its stars, as a picture and in words. */
export function kindOf(item: ModerationItem, words: Words): TemplateResult {
  if (item.kind !== 'review')
    return html`<span
      >${item.kind === 'answer' && item.answer.brand ? words.kind_brand : words[`kind_${item.kind}`]}</span
    >`;
  const { rating } = item.review;
  return html`<span
    ><span class="picture" aria-hidden="true">${'★'.repeat(rating)}${'☆'.repeat(5 - rating)}</span>
    ${fill(words.starsOf, { n: rating })}</span
  >`;
}

/** The question that an answer answers. */
const asked = (item: ModerationItem, words: Words): TemplateResult | typeof nothing =>
  item.kind === 'answer'
    ? html`<blockquote>
        <p class="meta">${words.answersTo}</p>
        <p class="text" dir="auto" lang=${item.question.locale}>
          <a href=${addressOf({ page: 'reviews', id: item.question.id })}>${item.question.body}</a>
        </p>
      </blockquote>`
    : nothing;

/** What was written, as text, in its own language and direction; who wrote it; what a moderator should look at. */
export function reviewText(item: ModerationItem, words: Words, lang: string): TemplateResult {
  const { flags, reports } = item;
  const { body, locale, author, at } = writtenOf(item);
  const notes = [
    ...(item.kind === 'review' ? item.review.badges.map((badge) => words[`badge_${badge}`]) : []),
    ...(item.kind === 'answer' && item.answer.best ? [words.best] : []),
  ];
  return html`${
      // What a question is called by is often all of it.
      body && body !== titleOf(item, words)
        ? html`<p class="text" dir="auto" lang=${locale}>${body}</p>`
        : nothing
    }
    ${asked(item, words)} ${item.kind === 'review' ? mediaList(item.review.media, words) : nothing}
    <p class="text meta">
      <bdi>${author}</bdi>
      <time datetime=${at} title=${dateTime(at, lang)}>${ago(at, lang)}</time>
      ${item.state === 'pending' ? nothing : html`<span>${stateOf(item, words)}</span>`}
    </p>
    ${
      notes.length || flags.length || reports
        ? html`<ul class="notes">
            ${notes.map((note) => html`<li>${note}</li>`)}
            ${flags
              .filter((flag) => flag !== 'reported' || !reports)
              .map((flag) => html`<li class="flag">${flagOf(flag, words)}</li>`)}
            ${reports ? html`<li class="flag">${reportsOf(reports, words)}</li>` : nothing}
          </ul>`
        : nothing
    }`;
}
