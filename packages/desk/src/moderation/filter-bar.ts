import { html, nothing, type TemplateResult } from 'lit';
import type { ModerationKind } from '@continuo/protocol';
import type { Words } from '../words.ts';
import { FLAGS, flagOf } from './flags.ts';
import type { Filters, Queue, Tab } from './queue.ts';

const TABS: readonly Tab[] = ['pending', 'reported', 'published', 'refused'];
const KINDS: readonly ModerationKind[] = ['review', 'question', 'answer'];
const STARS = [5, 4, 3, 2, 1];

const hasStars = (kind: Filters['kind']): boolean => kind === '' || kind === 'review';

/** What is shown: by state, by kind, by what the checks found, reviews by stars. The search field is the caller's. */
export function filterBar(queue: Queue, words: Words, search: TemplateResult): TemplateResult {
  const { filters, counts } = queue;
  const set = (change: Partial<Filters>) => () => void queue.setFilters(change);
  const countOf = (tab: Tab): number | undefined =>
    tab === 'pending' ? counts?.pending : tab === 'reported' ? counts?.reported : undefined;
  const withStars = (n: number): number[] =>
    filters.stars.includes(n) ? filters.stars.filter((s) => s !== n) : [...filters.stars, n];
  const found = queue.items.flatMap(({ flags: its }) => its);
  const flags = new Set<string>([...FLAGS, ...found, ...(filters.flag ? [filters.flag] : [])]);
  return html`<div class="tabs" role="group" aria-label=${words.state}>
      ${TABS.map(
        (tab) =>
          html`<button aria-pressed=${filters.tab === tab ? 'true' : 'false'} @click=${set({ tab })}>
            <span>${words[`tab_${tab}`]}</span>
            ${countOf(tab) === undefined ? nothing : html`<b>${countOf(tab)}</b>`}
          </button>`,
      )}
    </div>
    ${search}
    <label
      >${words.kinds}
      <select
        @change=${(event: Event) => {
          const kind = (event.target as HTMLSelectElement).value as Filters['kind'];
          // What has no stars cannot be asked for them.
          void queue.setFilters({ kind, ...(hasStars(kind) ? {} : { stars: [] }) });
        }}
      >
        ${(['', ...KINDS] as const).map(
          (kind) =>
            html`<option value=${kind} ?selected=${filters.kind === kind}>
              ${kind ? words[`kinds_${kind}`] : words.anyKind}
            </option>`,
        )}
      </select>
    </label>
    <label
      >${words.checks}
      <select
        @change=${(event: Event) =>
          void queue.setFilters({ flag: (event.target as HTMLSelectElement).value })}
      >
        ${['', ...flags].map(
          (flag) =>
            html`<option value=${flag} ?selected=${filters.flag === flag}>
              ${flag ? flagOf(flag, words) : words.anyFlag}
            </option>`,
        )}
      </select>
    </label>
    ${
      hasStars(filters.kind)
        ? html`<div class="stars" role="group" aria-labelledby="stars">
            <span id="stars">${words.stars}</span>
            ${STARS.map(
              (n) =>
                html`<button
                  aria-pressed=${filters.stars.includes(n) ? 'true' : 'false'}
                  aria-label="${n} ${words.stars}"
                  @click=${set({ stars: withStars(n) })}
                >
                  ${n}<span aria-hidden="true">★</span>
                </button>`,
            )}
          </div>`
        : nothing
    }`;
}
