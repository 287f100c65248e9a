import type { ReviewAttribute, ReviewFilters } from '@continuo/headless/reviews';
import type { ReviewOrigin, ReviewSettings, ReviewSort, ReviewSummary } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { SortChoice, ToolMessages } from '../i18n/tools.ts';
import { languageName } from '../language-name.ts';
import { oneStar } from '../one-star.ts';

/** What the filters are drawn from, and what they do. */
export interface FilterView {
  words: ToolMessages;
  tag: string;
  filters: ReviewFilters;
  /** What stands in the search field. */
  q: string;
  summary: ReviewSummary | undefined;
  settings: ReviewSettings | undefined;
  /** Languages that reviews were seen in, such as `zh`. */
  languages: readonly string[];
  /** Reviews of stars alone were seen. */
  wordless: boolean;
  /** "People like me" was chosen, whether they said already who they are or not. */
  like: boolean;
  change(part: Partial<ReviewFilters>): void;
  search(input: HTMLInputElement, now: boolean): void;
  sort(choice: SortChoice): void;
}

const SORTS: readonly ReviewSort[] = ['helpful', 'newest', 'highest', 'lowest'];

const ORIGINS: readonly ReviewOrigin[] = ['own', 'elsewhere'];

type Choose = Event & { target: HTMLSelectElement };

/** The list with one answer changed; an empty value takes it back. */
const answered = (list: readonly ReviewAttribute[], name: string, value: string): ReviewAttribute[] => [
  ...list.filter((each) => each.name !== name),
  ...(value ? [{ name, value }] : []),
];

function select(
  label: string,
  options: readonly { value: string; label: string }[],
  value: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<label class="field">
    <span class="label">${label}</span>
    <select part="select" @change=${({ target }: Choose) => choose(target.value)}>
      ${options.map(
        (option) =>
          html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`,
      )}
    </select>
  </label>`;
}

const attributeSelects = (
  { settings }: FilterView,
  chosen: readonly ReviewAttribute[],
  none: string,
  change: (list: ReviewAttribute[]) => void,
): TemplateResult[] =>
  (settings?.attributes ?? []).map(({ name, label, values }) =>
    select(
      label,
      [{ value: '', label: none }, ...values],
      chosen.find((each) => each.name === name)?.value ?? '',
      (value) => change(answered(chosen, name, value)),
    ),
  );

function renderStars({ words, filters, summary, change }: FilterView): TemplateResult {
  return html`<div class="toggles" role="group" aria-label=${words.byStars}>
    ${[5, 4, 3, 2, 1].map((rating) => {
      const pressed = filters.stars.includes(rating);
      const count = summary?.histogram[rating - 1] ?? 0;
      const chosen = pressed
        ? filters.stars.filter((each) => each !== rating)
        : [...filters.stars, rating].sort((a, b) => b - a);
      return html`<button
        part="toggle"
        class="button toggle"
        aria-pressed=${pressed ? 'true' : 'false'}
        @click=${() => change({ stars: chosen })}
      >
        <span class="visually-hidden">${words.starsWith(rating, count)}</span>
        <span aria-hidden="true">${rating}</span>${oneStar()}
        <span aria-hidden="true" class="muted">${count}</span>
      </button>`;
    })}
  </div>`;
}

function renderSearch({ words, q, search }: FilterView): TemplateResult {
  const typed = (event: Event, now: boolean) => search(event.target as HTMLInputElement, now);
  return html`<form
    role="search"
    class="search"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      search((event.target as HTMLFormElement).querySelector('input')!, true);
    }}
  >
    <input
      part="search"
      type="search"
      maxlength="200"
      enterkeyhint="search"
      aria-label=${words.search}
      placeholder=${words.search}
      .value=${q}
      @input=${(event: InputEvent) => {
        // What an input method is still composing is not yet a word.
        if (!event.isComposing) typed(event, false);
      }}
      @compositionend=${(event: Event) => typed(event, false)}
      @change=${(event: Event) => typed(event, true)}
    />
  </form>`;
}

const check = (label: string, checked: boolean, change: (checked: boolean) => void): TemplateResult =>
  html`<label class="check">
    <input
      type="checkbox"
      .checked=${checked}
      @change=${({ target }: Event) => change((target as HTMLInputElement).checked)}
    />
    <span>${label}</span>
  </label>`;

function renderTopics({ words, filters, settings, change }: FilterView): TemplateResult | typeof nothing {
  if (!settings?.topics.length) return nothing;
  const chosen = (name: string, on: boolean) => [
    ...filters.topics.filter((each) => each !== name),
    ...(on ? [name] : []),
  ];
  return html`<fieldset part="topics" class="topics">
    <legend>${words.topics}</legend>
    ${settings.topics.map(({ name, label }) =>
      check(label, filters.topics.includes(name), (on) => change({ topics: chosen(name, on) })),
    )}
  </fieldset>`;
}

/** Which reviews and in which order. Nothing in it that the backend has no answer for. */
export function renderFilters(view: FilterView): TemplateResult {
  const { words, tag, filters, summary, settings, languages, wordless, like, change, sort } = view;
  const some = (settings?.attributes ?? []).length > 0;
  const sorts: SortChoice[] = some ? [...SORTS, 'like'] : [...SORTS];
  if (filters.sort === 'oldest') sorts.splice(2, 0, 'oldest'); // an address may ask for it
  return html`<div id="filters" part="filters" class="filters" role="group" aria-label=${words.filters}>
    <div class="bar">
      ${renderSearch(view)}
      ${select(
        words.sort,
        sorts.map((value) => ({ value, label: words.sortBy[value] })),
        like ? 'like' : filters.sort,
        (value) => sort(value as SortChoice),
      )}
    </div>
    ${
      like
        ? html`<fieldset part="like" class="like">
            <legend>${words.likeWho}</legend>
            <div class="bar">
              ${attributeSelects(view, filters.like, words.noAnswer, (list) => change({ like: list }))}
            </div>
          </fieldset>`
        : nothing
    }
    ${renderStars(view)} ${renderTopics(view)}
    <div class="bar">
      ${
        languages.length > 1 || filters.locale
          ? select(
              words.language,
              [
                { value: '', label: words.anyLanguage },
                ...languages.map((value) => ({ value, label: languageName(tag, value) })),
              ],
              filters.locale,
              (locale) => change({ locale }),
            )
          : nothing
      }
      ${attributeSelects(view, filters.attributes, words.any, (attributes) => change({ attributes }))}
      ${
        summary?.elsewhere.count || filters.source
          ? select(
              words.source,
              [
                { value: '', label: words.any },
                ...ORIGINS.map((value) => ({ value, label: words.sources[value] })),
              ],
              filters.source,
              (source) => change({ source: source as ReviewOrigin | '' }),
            )
          : nothing
      }
      ${check(words.verifiedOnly, filters.verified, (verified) => change({ verified }))}
      ${
        summary?.recommended.answers || filters.recommended
          ? check(words.recommendedOnly, filters.recommended, (recommended) => change({ recommended }))
          : nothing
      }
      ${wordless || filters.text ? check(words.textOnly, filters.text, (text) => change({ text })) : nothing}
      ${
        summary?.media || filters.media
          ? check(words.withMedia(summary?.media ?? 0), filters.media, (media) => change({ media }))
          : nothing
      }
    </div>
  </div>`;
}

/** What is asked for, in words: "5 stars", "verified purchases". */
export function inForce({ words, tag, filters, settings }: FilterView): string[] {
  const attributes = filters.attributes.flatMap(({ name, value }) => {
    const asked = settings?.attributes.find((each) => each.name === name);
    return asked?.values.find((each) => each.value === value)?.label ?? [];
  });
  return [
    ...filters.stars.map((each) => words.stars(each)),
    ...(filters.verified ? [words.verifiedShort] : []),
    ...(filters.recommended ? [words.recommendedShort] : []),
    ...(filters.text ? [words.textShort] : []),
    ...(filters.media ? [words.mediaShort] : []),
    ...(filters.source ? [words.sourceShort[filters.source]] : []),
    ...(filters.locale ? [languageName(tag, filters.locale)] : []),
    ...attributes,
    ...(settings?.topics ?? []).flatMap(({ name, label }) => (filters.topics.includes(name) ? [label] : [])),
    ...(filters.q.trim() ? [words.searchShort(filters.q.trim())] : []),
  ];
}
