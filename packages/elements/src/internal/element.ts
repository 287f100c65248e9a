import type { Client, ContinuoErrorLike } from '@continuo/core';
import type { Loaded } from '@continuo/headless/catalog';
import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { commonTexts, type CommonMessages } from '../i18n/common.ts';
import type { Texts } from '../i18n/languages.ts';
import { prepareAnnouncer } from './announcer.ts';
import { ClientController } from './client-controller.ts';
import { Localize } from './localize.ts';

/** The render states every element tells the page by `:state()`. */
export type RenderState = Loaded<unknown>['phase'] | 'unconfigured';

let warned = false;

/**
 * What every element stands on: its client, its language, its render state, and words for what cannot be shown.
 * A subclass says by `renderState` where it stands and draws that in `render`.
 */
export abstract class ContinuoElement<W extends CommonMessages = CommonMessages> extends LitElement {
  static override properties: PropertyDeclarations = { client: { attribute: false } };

  /** A client of its own. Default: the nearest provider's, else the page's. */
  declare client: Client | undefined;

  protected readonly internals: ElementInternals = this.attachInternals();
  protected readonly localize: Localize<W> = new Localize(this, this.texts);
  readonly #clients = new ClientController(this, (client) => this.clientChanged(client));
  #states: string[] = [];

  /** The client in use; undefined while there is none. */
  protected get resolvedClient(): Client | undefined {
    return this.#clients.client;
  }

  /** What it says, in all languages. */
  protected get texts(): Texts<W> {
    return commonTexts as Texts<W>; // who says more overrides it
  }

  /** The texts of the element's language; English until they have arrived, when nothing but a skeleton is shown. */
  protected get words(): W {
    return this.localize.words ?? this.texts.en;
  }

  /** Where a configured element stands. */
  protected abstract get renderState(): RenderState;

  /** Further states of this element, such as `open`. */
  protected get extraStates(): string[] {
    return [];
  }

  /** `renderState`, unless there is no client or no language yet. */
  protected get state(): RenderState {
    if (!this.resolvedClient) return 'unconfigured';
    return this.localize.words ? this.renderState : 'loading';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    prepareAnnouncer();
  }

  protected override updated(_changed: PropertyValues): void {
    const states = [this.state, ...this.extraStates];
    if (states[0] === 'unconfigured') warnLater(this);
    for (const old of this.#states) if (!states.includes(old)) this.internals.states.delete(old);
    for (const state of states) this.internals.states.add(state);
    this.#states = states;
  }

  /** Another client, or none: stores of the old one are to be left. */
  protected clientChanged(_client: Client | undefined): void {}

  /**
   * Tells the page what happened or is about to happen. Public events bubble and cross shadow roots, so that one
   * listener on the document hears them all. Returns false when somebody prevented what was about to happen.
   */
  protected emit<K extends keyof HTMLElementEventMap>(
    type: K,
    detail: HTMLElementEventMap[K] extends CustomEvent<infer D> ? D : never,
    cancelable = false,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }

  /** Tells the page of a failure and returns nothing. Who prevents it speaks to the shopper on their own. */
  protected emitError({ code, retryable }: Pick<ContinuoErrorLike, 'code' | 'retryable'>): void {
    this.emit('continuo-error', { code, retryable }, true);
  }

  /** The author's own content, shown without a client and while data is on its way; else the skeleton. */
  protected renderFallback(skeleton: TemplateResult | typeof nothing = nothing): TemplateResult {
    // Blank text between tags is assigned to a slot too and would hide the slot's own content.
    const authored = [...this.childNodes].some((node) =>
      node instanceof Element ? !node.slot : node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    if (authored) return html`<slot></slot>`;
    return html`${skeleton === nothing ? nothing : html`<span class="visually-hidden">${this.words.loading}</span>`}${skeleton}`;
  }

  /** The author's own content, what failed, in words, and a way to try again. */
  protected renderFailure(state: 'error' | 'offline', retry: () => void): TemplateResult {
    return html`${this.renderFallback()}
      <div part="message" class="message" role="status">
        <p>${state === 'offline' ? this.words.offline : this.words.error}</p>
        ${state === 'error' ? html`<button part="retry" class="button" @click=${retry}>${this.words.retry}</button>` : nothing}
      </div>`;
  }
}

/** Once a page, when everything had its chance: bare tags without any configuration are a mistake of the page. */
function warnLater(element: Element): void {
  if (warned) return;
  warned = true;
  setTimeout(() => {
    if (element.isConnected && element.matches(':state(unconfigured)'))
      void import('./unconfigured.ts').then(({ warn }) => warn(element));
  }, 5000);
}
