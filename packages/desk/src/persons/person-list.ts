import {
  LitElement,
  css,
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PersonSummary } from '@continuo/protocol';
import { api, type DeskError } from '../api.ts';
import { ago, money } from '../format.ts';
import { controls } from '../styles.ts';
import type { Words } from '../words.ts';
import { nameOf } from './name.ts';

/** Milliseconds between two looks at who is here, while the page is visible. */
const REFRESH = 5_000;

/**
 * Customers and visitors, last seen first, with search.
 * @fires desk-choose - with the person's id as detail
 * @fires desk-session-lost
 */
export class DeskPersonList extends LitElement {
  static override properties: PropertyDeclarations = {
    words: { attribute: false },
    lang: {},
    chosen: {},
    persons: { state: true },
    next: { state: true },
    phase: { state: true },
    kind: { state: true },
    text: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }
      .find {
        display: grid;
        gap: 0.5rem;
        padding: 0.75rem;
        border-block-end: 1px solid var(--desk-line);
      }
      .find input {
        inline-size: 100%;
        min-inline-size: 0;
      }
      .kinds {
        display: flex;
        gap: 0.25rem;
      }
      .kinds button {
        flex: 1;
        min-block-size: 2rem;
        padding-inline: 0.25rem;
      }
      .kinds button[aria-pressed='true'] {
        border-color: var(--desk-accent);
        box-shadow: inset 0 0 0 1px var(--desk-accent);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        overflow: auto;
        flex: 1;
      }
      li button.person {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 0.5rem;
        inline-size: 100%;
        text-align: start;
        border: 0;
        border-block-end: 1px solid var(--desk-line);
        border-radius: 0;
        background: none;
        padding: 0.5rem 0.75rem;
      }
      button.person[aria-current='true'] {
        background: var(--desk-chosen);
        box-shadow: inset 3px 0 0 var(--desk-accent);
      }
      button.person:focus-visible {
        outline-offset: -2px;
      }
      .name {
        font-weight: 600;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .small {
        font-size: 0.8125rem;
      }
      p {
        padding: 0.75rem;
        margin: 0;
      }
    `,
  ];

  words!: Words;
  override lang = 'en';
  chosen = '';
  private persons: PersonSummary[] = [];
  private next: string | undefined;
  private phase: 'loading' | 'ready' | 'error' = 'loading';
  private kind: '' | 'customer' | 'visitor' = '';
  private text = '';

  #timer: ReturnType<typeof setInterval> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Grows with every request: only the answer to the newest one is shown. */
  #request = 0;
  #pages = 1;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#timer = setInterval(() => {
      // Somebody who has paged further is reading: the list then moves only when asked.
      if (!document.hidden && this.#pages === 1) void this.#load();
    }, REFRESH);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    clearTimeout(this.#typing);
  }

  /** Puts the cursor into the search field. */
  focusSearch(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  /** Chooses the next (1) or previous (-1) person. */
  step(by: 1 | -1): void {
    const at = this.persons.findIndex((p) => p.id === this.chosen);
    const to = this.persons[at < 0 ? 0 : Math.min(this.persons.length - 1, Math.max(0, at + by))];
    if (to) this.#choose(to.id);
  }

  async #load(more = false): Promise<void> {
    const mine = ++this.#request;
    try {
      const { persons, next } = await api.persons({
        q: this.text.trim(),
        kind: this.kind,
        cursor: more ? this.next : undefined,
      });
      if (mine !== this.#request) return;
      this.persons = more ? [...this.persons, ...persons] : persons;
      this.#pages = more ? this.#pages + 1 : 1;
      this.next = next;
      this.phase = 'ready';
    } catch (error) {
      if (mine !== this.#request) return;
      if ((error as DeskError).status === 401) this.dispatchEvent(new CustomEvent('desk-session-lost'));
      else if (!this.persons.length) this.phase = 'error';
    }
  }

  #choose(id: string): void {
    this.dispatchEvent(new CustomEvent('desk-choose', { detail: id }));
  }

  #onInput(event: InputEvent): void {
    this.text = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#load(), 200);
  }

  #onKind(kind: typeof this.kind): void {
    this.kind = kind;
    void this.#load();
  }

  #renderPerson(person: PersonSummary): TemplateResult {
    const { words, lang } = this;
    return html`<li>
      <button
        class="person"
        aria-current=${person.id === this.chosen ? 'true' : 'false'}
        @click=${() => this.#choose(person.id)}
      >
        <span class="name">${nameOf(person, words)}</span>
        <span class="quiet small">${ago(person.lastSeen, lang)}</span>
        <span class="quiet small">
          ${person.kind === 'customer' ? words.customer : words.visitor} ·
          ${person.channels.map((c) => words[`channel_${c}`]).join(', ') || '–'} · ${person.events}
          ${person.events === 1 ? words.eventOne : words.eventCount}
        </span>
        <span class="small">${person.spent.map((m) => money(m, lang)).join(' ')}</span>
      </button>
    </li>`;
  }

  override render(): TemplateResult {
    const { words } = this;
    const kinds = [
      ['', words.everyone],
      ['customer', words.customers],
      ['visitor', words.visitors],
    ] as const;
    return html`<div class="find">
        <label>
          <span class="hidden">${words.search}</span>
          <input type="search" placeholder=${words.search} .value=${this.text} @input=${this.#onInput} />
        </label>
        <div class="kinds" role="group" aria-label=${words.people}>
          ${kinds.map(
            ([kind, label]) =>
              html`<button
                aria-pressed=${this.kind === kind ? 'true' : 'false'}
                @click=${() => this.#onKind(kind)}
              >
                ${label}
              </button>`,
          )}
        </div>
      </div>
      ${
        this.phase === 'error'
          ? html`<p role="alert">
              ${words.unreachable} <button @click=${() => this.#load()}>${words.retry}</button>
            </p>`
          : nothing
      }
      ${this.phase === 'loading' ? html`<p class="quiet">${words.loading} …</p>` : nothing}
      ${
        this.phase === 'ready' && !this.persons.length
          ? html`<p class="quiet">${this.text || this.kind ? words.nobodyFound : words.nobody}</p>`
          : nothing
      }
      <ul aria-label=${words.people}>
        ${repeat(
          this.persons,
          (person) => person.id,
          (person) => this.#renderPerson(person),
        )}
        ${
          this.next
            ? html`<li>
                <p><button @click=${() => this.#load(true)}>${words.more}</button></p>
              </li>`
            : nothing
        }
      </ul>`;
  }
}
customElements.define('desk-person-list', DeskPersonList);
