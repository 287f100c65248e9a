import {
  LitElement,
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { StaffSession } from '@continuo/protocol';
import { api, type DeskError } from '../api.ts';
import '../login/login-form.ts';
import '../moderation/moderation-page.ts';
import type { DeskModeration, Going } from '../moderation/moderation-page.ts';
import { Queue } from '../moderation/queue.ts';
import '../persons/person-list.ts';
import '../persons/person-page.ts';
import type { DeskPersonList } from '../persons/person-list.ts';
import { isModal } from '../modal.ts';
import { controls } from '../styles.ts';
import { wordsFor } from '../words.ts';
import { addressOf, placeOf, type Place } from './address.ts';
import { appStyles } from './desk-app.styles.ts';
import './keys-dialog.ts';
import { keysAct, type DeskKeysDialog } from './keys-dialog.ts';

const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

/** The whole desk: who is logged in, where one is (in the address, so that a link leads back), and the keys. */
export class DeskApp extends LitElement {
  static override properties: PropertyDeclarations = {
    session: { state: true },
    phase: { state: true },
    place: { state: true },
    waiting: { state: true },
  };
  static override styles: CSSResultGroup = [controls, appStyles];

  private session: StaffSession | undefined;
  private phase: 'loading' | 'out' | 'in' | 'error' = 'loading';
  private place: Place = { page: 'people', id: '' };
  private waiting: number | undefined;
  readonly #speech = wordsFor(navigator.language);

  /** Outlives a log-out by the backend: what somebody has typed is still there when they are back. */
  #queue: Queue | undefined;
  #unwatch: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = this.#speech.lang;
    this.#readUrl();
    window.addEventListener('popstate', this.#readUrl);
    window.addEventListener('beforeunload', this.#onUnload);
    document.addEventListener('keydown', this.#onKey);
    this.addEventListener('click', this.#onClick);
    void this.#resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#readUrl);
    window.removeEventListener('beforeunload', this.#onUnload);
    document.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('click', this.#onClick);
    this.#unwatch?.();
  }

  readonly #readUrl = (): void => {
    this.place = this.#allowed(placeOf(location));
  };

  /** Where a moderator looks for people there are reviews. */
  #allowed(place: Place): Place {
    const hidden = this.session?.role === 'moderator' && place.page === 'people';
    return hidden ? { page: 'reviews', id: '' } : place;
  }

  /** What was typed lives as long as the page: the browser asks before it goes. */
  readonly #onUnload = (event: BeforeUnloadEvent): void => {
    if (this.#queue?.answers.size) event.preventDefault();
  };

  async #resume(): Promise<void> {
    this.phase = 'loading';
    try {
      this.#enter(await api.session());
    } catch (error) {
      this.phase = (error as DeskError).status === 401 ? 'out' : 'error';
    }
  }

  #enter(session: StaffSession): void {
    // Nobody finds what somebody else has begun to write.
    if (
      !this.#queue ||
      session.staffId !== this.session?.staffId ||
      session.workspace !== this.session.workspace
    ) {
      const queue = new Queue();
      queue.addEventListener('change', () => (this.waiting = queue.counts?.pending));
      queue.addEventListener('lost', this.#lost);
      this.#queue = queue;
    }
    this.session = session;
    this.place = this.#allowed(this.place);
    this.phase = 'in';
    this.#unwatch?.();
    this.#unwatch = this.#queue.watch();
  }

  async #logout(): Promise<void> {
    try {
      await api.logout();
      this.#leave();
    } catch (error) {
      if ((error as DeskError).status === 401) this.#leave();
      else this.phase = 'error';
    }
  }

  #leave(): void {
    this.#queue = undefined;
    this.waiting = undefined;
    this.#lost();
  }

  readonly #lost = (): void => {
    this.#unwatch?.();
    this.phase = 'out';
  };

  #go(place: Place, replace = false): void {
    if (place.page === this.place.page && place.id === this.place.id) return;
    this.place = place;
    if (replace) history.replaceState(null, '', addressOf(place));
    else history.pushState(null, '', addressOf(place));
  }

  #choose(id: string): void {
    this.#go({ page: 'people', id });
  }

  /** The desk's own links lead on without loading it anew; with Ctrl or the middle button they open as any. */
  readonly #onClick = (event: MouseEvent): void => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.origin !== location.origin || !link.pathname.startsWith('/desk/')) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#go(placeOf(link));
  };

  async #search(list: DeskPersonList | null): Promise<void> {
    // Where only one column fits, the list is behind the person.
    if (list && list.offsetParent === null) this.#choose('');
    await this.updateComplete;
    list?.focusSearch();
  }

  #showKeys(): void {
    this.renderRoot.querySelector<DeskKeysDialog>('desk-keys-dialog')?.show();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.phase !== 'in' || isModal() || !keysAct() || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.composedPath().some((node) => node instanceof Element && node.matches(FIELDS))) return;
    const list = this.renderRoot.querySelector<DeskPersonList>('desk-person-list');
    const reviews = this.renderRoot.querySelector<DeskModeration>('desk-moderation');
    const act: Record<string, () => void> = {
      '/': () => (reviews ? reviews.focusSearch() : void this.#search(list)),
      '?': () => this.#showKeys(),
      ...(list && { j: () => list.step(1), k: () => list.step(-1) }),
    };
    // Caps Lock changes no meaning.
    const key = event.key.toLowerCase();
    const wanted = act[key];
    if (wanted) wanted();
    else if (!reviews?.onKey(key, event.repeat)) return;
    event.preventDefault();
  };

  #renderPeople(id: string): TemplateResult {
    const { words, lang } = this.#speech;
    return html`<desk-person-list
        role="navigation"
        aria-label=${words.people}
        .words=${words}
        lang=${lang}
        .chosen=${id}
        @desk-choose=${(event: CustomEvent<string>) => this.#choose(event.detail)}
        @desk-session-lost=${this.#lost}
      ></desk-person-list>
      ${
        id
          ? html`<desk-person-page
              .words=${words}
              lang=${lang}
              .person=${id}
              @desk-back=${() => this.#choose('')}
              @desk-session-lost=${this.#lost}
            ></desk-person-page>`
          : html`<main class="empty quiet">${words.choose}</main>`
      }`;
  }

  #renderIn(session: StaffSession, queue: Queue): TemplateResult {
    const { words, lang } = this.#speech;
    const { page, id } = this.place;
    const link = (to: Place['page'], label: unknown): TemplateResult =>
      html`<a href=${addressOf({ page: to, id: '' })} aria-current=${page === to ? 'page' : nothing}
        >${label}</a
      >`;
    return html`<div class="frame" ?data-chosen=${id !== ''}>
        <header class="bar">
          <h1>${session.workspaceName}</h1>
          <nav aria-label=${words.pages}>
            ${session.role === 'moderator' ? nothing : link('people', words.people)}
            ${link(
              'reviews',
              html`${words.reviews}${
                this.waiting
                  ? html` <b>${this.waiting} <span class="hidden">${words.waiting}</span></b>`
                  : nothing
              }`,
            )}
          </nav>
          <span class="quiet who">${session.name}</span>
          <button aria-label=${words.keys} @click=${this.#showKeys}>?</button>
          <button @click=${this.#logout}>${words.logOut}</button>
        </header>
        ${
          page === 'people'
            ? this.#renderPeople(id)
            : html`<desk-moderation
                .words=${words}
                lang=${lang}
                .queue=${queue}
                .review=${id}
                @desk-go=${({ detail }: CustomEvent<Going>) =>
                  this.#go({ page: 'reviews', id: detail.id }, detail.replace)}
              ></desk-moderation>`
        }
      </div>
      <desk-keys-dialog .words=${words} .page=${page}></desk-keys-dialog>`;
  }

  protected override updated(): void {
    if (this.phase !== 'in' || !this.session) return;
    const { words } = this.#speech;
    document.title = `${words[this.place.page]} · ${this.session.workspaceName}`;
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this.#speech;
    switch (this.phase) {
      case 'in':
        return this.session && this.#queue ? this.#renderIn(this.session, this.#queue) : nothing;
      case 'out':
        return html`<desk-login-form
          .words=${words}
          @desk-login=${(event: CustomEvent<StaffSession>) => this.#enter(event.detail)}
        ></desk-login-form>`;
      case 'error':
        return html`<p class="empty" role="alert">
          ${words.unreachable} <button @click=${() => this.#resume()}>${words.retry}</button>
        </p>`;
      case 'loading':
        return html`<p class="empty quiet">${words.loading} …</p>`;
    }
  }
}
customElements.define('desk-app', DeskApp);
