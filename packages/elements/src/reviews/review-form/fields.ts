import type { DraftChange } from '@continuo/headless/reviews';
import type { ReviewDraft, ReviewSettings } from '@continuo/protocol';
import { REVIEW_LIMITS } from '@continuo/protocol/constants';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormMessages } from '../i18n/form.ts';
import { inWords } from '@continuo/headless/reviews';
import { oneStar } from '../one-star.ts';

/** A field that must be filled in. */
export type Missing = 'rating' | 'author';

export interface Fields {
  words: FormMessages;
  draft: ReviewDraft;
  settings: ReviewSettings | undefined;
  /** What is missing, once somebody wanted to submit. */
  missing: readonly Missing[];
  change(part: DraftChange): void;
  /** Somebody typed; how many characters are left of how many. */
  typed(left: number, most: number): void;
}

type Typed = Event & { target: HTMLInputElement | HTMLTextAreaElement };
type Chosen = Event & { target: HTMLSelectElement };

/** How many characters are left when that is worth saying: the last tenth, at least ten. */
export const nearEnd = (left: number, most: number): boolean => left <= Math.max(10, most / 10);

const problem = (id: string, text: string | undefined): TemplateResult =>
  html`<p id=${id} class="problem">${text ?? nothing}</p>`;

/** Five native radios. What the pointer is over is shown, and only a press chooses. */
export function renderRating({ words, draft, missing, change }: Fields): TemplateResult {
  const wrong = missing.includes('rating');
  return html`<fieldset
    part="rating"
    class="rating-input"
    role="radiogroup"
    aria-labelledby="rating-label"
    aria-describedby="rating-problem"
    aria-required="true"
    aria-invalid=${wrong ? 'true' : nothing}
  >
    <legend id="rating-label">${words.rating} <span class="muted">${words.required}</span></legend>
    <div class="choice">
      ${[1, 2, 3, 4, 5].map(
        (rating) =>
          html`<label class="pick">
            <input
              type="radio"
              name="rating"
              value=${rating}
              aria-label=${words.stars(rating)}
              .checked=${draft.rating === rating}
              @change=${() => change({ rating })}
            />
            ${oneStar()}
          </label>`,
      )}
      <span class="chosen" aria-hidden="true">${draft.rating ? words.ratingOf(draft.rating) : nothing}</span>
    </div>
    ${problem('rating-problem', wrong ? words.ratingMissing : undefined)}
  </fieldset>`;
}

function renderLeft({ words }: Fields, id: string, value: string, most: number): TemplateResult {
  const left = most - value.length;
  return html`<p id=${id} class="muted left">${nearEnd(left, most) ? words.left(left) : nothing}</p>`;
}

/** Title, text and name. */
export function renderTexts(fields: Fields): TemplateResult {
  const { words, draft, missing, change, typed } = fields;
  const wrong = missing.includes('author');
  const { title = '', body = '', author = '' } = draft;
  const onInput = (name: 'title' | 'body' | 'author') => (event: Typed) => {
    const { value } = event.target;
    change({ [name]: value || undefined });
    if (name !== 'author') typed(REVIEW_LIMITS[name] - value.length, REVIEW_LIMITS[name]);
  };
  return html`<div class="field">
      <label class="label" for="title">${words.reviewTitle}</label>
      <input
        part="input"
        id="title"
        name="title"
        maxlength=${REVIEW_LIMITS.title}
        dir="auto"
        aria-describedby="title-left"
        .value=${title}
        @input=${onInput('title')}
      />
      ${renderLeft(fields, 'title-left', title, REVIEW_LIMITS.title)}
    </div>
    <div class="field">
      <label class="label" for="body">${words.body}</label>
      <span class="muted" id="body-hint">${words.bodyHint}</span>
      <textarea
        part="input"
        id="body"
        name="body"
        rows="6"
        maxlength=${REVIEW_LIMITS.body}
        dir="auto"
        aria-describedby="body-hint body-left"
        .value=${body}
        @input=${onInput('body')}
      ></textarea>
      ${renderLeft(fields, 'body-left', body, REVIEW_LIMITS.body)}
    </div>
    <div class="field">
      <label class="label" for="author">${words.author} <span class="muted">${words.required}</span></label>
      <span class="muted" id="author-hint">${words.authorHint}</span>
      <input
        part="input"
        id="author"
        name="author"
        maxlength=${REVIEW_LIMITS.author}
        autocomplete="nickname"
        dir="auto"
        aria-required="true"
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby="author-hint author-problem"
        .value=${author}
        @input=${onInput('author')}
      />
      ${problem('author-problem', wrong ? words.authorMissing : undefined)}
    </div>`;
}

function renderRecommend({ words, draft, change }: Fields): TemplateResult {
  const answers = [
    ['yes', words.yes, true],
    ['no', words.no, false],
    ['', words.noAnswer, undefined],
  ] as const;
  return html`<fieldset part="recommend">
    <legend>${words.recommend}</legend>
    <div class="row">
      ${answers.map(
        ([value, label, recommended]) =>
          html`<label class="check">
            <input
              type="radio"
              name="recommended"
              value=${value}
              .checked=${draft.recommended === recommended}
              @change=${() => change({ recommended })}
            />
            <span>${label}</span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}

/** That something was received for the review, which everybody is told. */
function renderIncentive({ words, draft, settings, change }: Fields): TemplateResult | typeof nothing {
  // A draft that says so keeps its answer, whatever is asked now.
  if (!settings?.askIncentive && !draft.incentivised) return nothing;
  return html`<div part="incentive">
    <label class="check">
      <input
        type="checkbox"
        name="incentivised"
        aria-describedby="incentive-hint"
        .checked=${draft.incentivised ?? false}
        @change=${({ target }: Typed) =>
          change({ incentivised: (target as HTMLInputElement).checked || undefined })}
      />
      <span>${words.incentive}</span>
    </label>
    <p id="incentive-hint" class="muted">${words.incentiveHint}</p>
  </div>`;
}

/** A list of answers with the one of this name set, or taken back; nothing when none is left. */
function answered<T extends { name: string }>(list: readonly T[] = [], name: string, answer: T | undefined) {
  const rest = [...list.filter((each) => each.name !== name), ...(answer ? [answer] : [])];
  return rest.length ? rest : undefined;
}

function select(
  { words }: Fields,
  label: string,
  options: readonly { value: string; label: string }[],
  value: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<label class="field">
    <span class="label">${label}</span>
    <select part="select" @change=${({ target }: Chosen) => choose(target.value)}>
      ${[{ value: '', label: words.noAnswer }, ...options].map(
        (option) =>
          html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`,
      )}
    </select>
  </label>`;
}

/** What need not be answered: the recommendation, and what the shop asks of its own. */
export function renderMore(fields: Fields): TemplateResult {
  const { words, draft, settings, change } = fields;
  return html`<div part="about" class="about" role="group" aria-label=${words.about}>
    ${renderRecommend(fields)}
    <div class="row">
      ${settings?.ratings.map((asked) =>
        select(
          fields,
          asked.label,
          [1, 2, 3, 4, 5].map((value) => ({ value: String(value), label: inWords(words, asked, value) })),
          String(draft.ratings?.find((each) => each.name === asked.name)?.value ?? ''),
          (value) =>
            change({
              ratings: answered(
                draft.ratings,
                asked.name,
                value ? { name: asked.name, value: Number(value) } : undefined,
              ),
            }),
        ),
      )}
      ${settings?.attributes.map((asked) =>
        select(
          fields,
          asked.label,
          asked.values,
          draft.attributes?.find((each) => each.name === asked.name)?.value ?? '',
          (value) =>
            change({
              attributes: answered(
                draft.attributes,
                asked.name,
                value ? { name: asked.name, value } : undefined,
              ),
            }),
        ),
      )}
    </div>
    ${renderIncentive(fields)}
  </div>`;
}
