import { html, nothing, type TemplateResult } from 'lit';
import type { ModerationEntry, ModerationItem } from '@continuo/protocol';
import { addressOf } from '../app/address.ts';
import { dateTime, fill } from '../format.ts';
import type { Words } from '../words.ts';

const fact = (name: string, value: unknown): TemplateResult =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

/** A language in the reader's words. */
function languageOf(tag: string, lang: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(tag) ?? tag;
  } catch {
    // A tag that the browser does not know is shown as it is.
    return tag;
  }
}

function logOf(entries: readonly ModerationEntry[], words: Words, lang: string): TemplateResult {
  if (!entries.length) return html`<p class="quiet">${words.logNone}</p>`;
  return html`<ol class="log">
    ${entries.map(
      ({ at, by, act, reason }) =>
        html`<li>
          <div><b>${words[`act_${act}`]}</b>${reason ? html` · ${words[`reason_${reason}`]}` : nothing}</div>
          <div class="quiet small"><bdi>${by}</bdi> · <time datetime=${at}>${dateTime(at, lang)}</time></div>
        </li>`,
    )}
  </ol>`;
}

/** What was decided by whom, and what is known besides the text. */
export function reviewFacts(
  { review, personId }: ModerationItem,
  entries: readonly ModerationEntry[],
  words: Words,
  lang: string,
): TemplateResult {
  const { helpful, recommended, source } = review;
  return html`<h2>${words.log}</h2>
    ${logOf(entries, words, lang)}
    <h2>${words.facts}</h2>
    <dl>
      ${fact(
        words.author,
        html`<bdi>${review.author}</bdi> ${
            personId
              ? html`<br /><a href=${addressOf({ page: 'people', id: personId })}>${words.seeAuthor}</a>`
              : nothing
          }`,
      )}
      ${fact(words.written, dateTime(review.at, lang))}
      ${fact(words.language, languageOf(review.locale, lang))}
      ${recommended === undefined ? nothing : fact(words.recommends, recommended ? words.yes : words.no)}
      ${review.ratings.map(({ name, value }) => fact(name, `${value}/5`))}
      ${review.attributes.map(({ name, value }) => fact(name, value))}
      ${fact(words.helpful, fill(words.helpfulOf, { yes: helpful.yes, all: helpful.yes + helpful.no }))}
      ${source ? fact(words.source, html`<bdi>${source.name}</bdi>`) : nothing}
    </dl>`;
}
