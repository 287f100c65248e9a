import { html, nothing, type TemplateResult } from 'lit';
import type { ModerationEntry, ModerationItem } from '@continuo/protocol';
import { addressOf } from '../app/address.ts';
import { dateTime, fill } from '../format.ts';
import type { Words } from '../words.ts';
import { writtenOf } from './describe.ts';

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

/** What only reviews have. */
function reviewOnly({ review }: Extract<ModerationItem, { kind: 'review' }>, words: Words): TemplateResult {
  const { recommended, source } = review;
  return html`${
    recommended === undefined ? nothing : fact(words.recommends, recommended ? words.yes : words.no)
  }
  ${review.ratings.map(({ name, value }) => fact(name, `${value}/5`))}
  ${review.attributes.map(({ name, value }) => fact(name, value))}
  ${source ? fact(words.source, html`<bdi>${source.name}</bdi>`) : nothing}`;
}

/** What was decided by whom, and what is known besides the text. */
export function reviewFacts(
  item: ModerationItem,
  entries: readonly ModerationEntry[],
  words: Words,
  lang: string,
): TemplateResult {
  const { personId } = item;
  const { author, at, locale } = writtenOf(item);
  const helpful =
    item.kind === 'review' ? item.review.helpful : item.kind === 'answer' ? item.answer.helpful : undefined;
  return html`<h2>${words.log}</h2>
    ${logOf(entries, words, lang)}
    <h2>${words.facts}</h2>
    <dl>
      ${fact(
        words.author,
        html`<bdi>${author}</bdi> ${
            personId
              ? html`<br /><a href=${addressOf({ page: 'people', id: personId })}>${words.seeAuthor}</a>`
              : nothing
          }`,
      )}
      ${fact(words.written, dateTime(at, lang))} ${fact(words.language, languageOf(locale, lang))}
      ${item.kind === 'review' ? reviewOnly(item, words) : nothing}
      ${
        helpful
          ? fact(words.helpful, fill(words.helpfulOf, { yes: helpful.yes, all: helpful.yes + helpful.no }))
          : nothing
      }
    </dl>`;
}
