import {
  LitElement,
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Person, TimelineEntry } from '@continuo/protocol';
import { api, follow, type DeskError } from '../api.ts';
import { ago } from '../format.ts';
import { controls } from '../styles.ts';
import type { Words } from '../words.ts';
import { facts } from './facts.ts';
import { nameOf } from './name.ts';
import { joined, newsOf } from './news.ts';
import { pageStyles } from './person-page.styles.ts';
import { timeline } from './timeline.ts';

/**
 * One person: who, what happened (live), and the facts beside it.
 * @fires desk-back
 * @fires desk-session-lost
 */
export class DeskPersonPage extends LitElement {
  static override properties: PropertyDeclarations = {
    words: { attribute: false },
    lang: {},
    person: {},
    shown: { state: true },
    entries: { state: true },
    next: { state: true },
    phase: { state: true },
    live: { state: true },
  };
  static override styles: CSSResultGroup = [controls, pageStyles];

  words!: Words;
  override lang = 'en';
  person = '';
  private shown: Person | undefined;
  private entries: TimelineEntry[] = [];
  private next: string | undefined;
  private phase: 'loading' | 'ready' | 'error' = 'loading';
  private live = false;

  #stop: (() => void) | undefined;
  /** Whose data is on its way. */
  #loading: string | undefined;
  #isStale = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.person) this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('person') && this.person && this.hasUpdated) this.#start();
  }

  #start(): void {
    this.#stop?.();
    this.phase = 'loading';
    this.shown = undefined;
    this.entries = [];
    this.live = false;
    void this.#load();
    this.#stop = follow(
      this.person,
      () => void this.#load(),
      (live) => (this.live = live),
    );
  }

  /** One look at a time: what changes while it lasts is looked at after it. */
  async #load(): Promise<void> {
    const { person } = this;
    this.#isStale = true;
    if (this.#loading === person) return;
    this.#loading = person;
    while (this.#isStale && person === this.person) {
      this.#isStale = false;
      await this.#look(person);
    }
    if (this.#loading === person) this.#loading = undefined;
  }

  async #look(person: string): Promise<void> {
    try {
      const [shown, page] = await Promise.all([
        api.person(person),
        newsOf(this.entries, (cursor) => api.timeline(person, cursor)),
      ]);
      if (person !== this.person) return;
      this.shown = shown;
      // What had been paged in stays below what is new.
      if (!this.entries.length) this.next = page.next;
      this.entries = joined(page.entries, this.entries);
      this.phase = 'ready';
    } catch (error) {
      if (person !== this.person) return;
      if ((error as DeskError).status === 401) this.dispatchEvent(new CustomEvent('desk-session-lost'));
      else if (!this.shown) this.phase = 'error';
    }
  }

  async #more(): Promise<void> {
    const { person, next: cursor } = this;
    try {
      const { entries, next } = await api.timeline(person, cursor);
      if (person !== this.person || cursor !== this.next) return;
      this.entries = joined(this.entries, entries);
      this.next = next;
    } catch {
      // The button is still there: pressing it again is the retry.
    }
  }

  override render(): TemplateResult {
    const { words, lang, shown } = this;
    if (this.phase === 'error')
      return html`<main>
        <p role="alert">${words.unreachable} <button @click=${() => this.#start()}>${words.retry}</button></p>
      </main>`;
    if (!shown) return html`<main><p class="quiet">${words.loading} …</p></main>`;
    return html`<section class="head" aria-labelledby="name">
        <button class="back" @click=${() => this.dispatchEvent(new CustomEvent('desk-back'))}>
          ${words.back}
        </button>
        <h1 id="name">${nameOf(shown, words)}</h1>
        <span>${shown.kind === 'customer' ? words.customer : words.visitor}</span>
        ${shown.email && shown.name ? html`<span class="quiet">${shown.email}</span>` : nothing}
        <span class="quiet">${words.lastSeen} ${ago(shown.lastSeen, lang)}</span>
        <span class="live ${this.live ? '' : 'off'}" role="status"
          >${this.live ? words.live : words.notLive}</span
        >
      </section>
      <main aria-label=${words.timeline}>
        <h2>${words.timeline}</h2>
        ${
          this.entries.length
            ? timeline(this.entries, words, lang)
            : html`<p class="quiet">${words.nothingYet}</p>`
        }
        ${this.next ? html`<p><button @click=${this.#more}>${words.more}</button></p>` : nothing}
      </main>
      <aside aria-label=${words.facts}>${facts(shown, words, lang)}</aside>`;
  }
}
customElements.define('desk-person-page', DeskPersonPage);
