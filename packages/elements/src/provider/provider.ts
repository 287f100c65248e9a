import type { Client, Unsubscribe } from '@continuo/core';
import {
  css,
  html,
  LitElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { PROVIDE, PROVIDER_TAG, type Provide } from '../internal/client-controller.ts';
import { sharedClient } from '../internal/shared-client.ts';

/**
 * Gives the elements inside it their client.
 * Use it where one part of a page belongs to another merchant, market or test than the rest. A page with one client
 * needs none: `configure()` or the script tag sets the default.
 *
 * @tag continuo-provider
 * @slot - The part of the page it is for.
 * @since 0.1.0
 * @status stable
 */
export class ContinuoProviderElement extends LitElement {
  static readonly tagName = PROVIDER_TAG;
  static override styles: CSSResultGroup = css`
    :host {
      display: contents;
    }
  `;
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    endpoint: {},
    publishableKey: { attribute: 'publishable-key' },
    market: {},
    locale: {},
  };

  /** A ready client. Default: one made from the attributes. */
  declare client: Client | undefined;
  /** Origin of the backend, such as `https://api.example.com`. */
  declare endpoint: string | undefined;
  /** The publishable key, `pk_…`. */
  declare publishableKey: string | undefined;
  /** Market to quote in. Default: the workspace's first. */
  declare market: string | undefined;
  /** Language of the backend's texts. Default: the page's. */
  declare locale: string | undefined;

  #listeners = new Set<(client: Client | undefined) => void>();
  #current: Client | undefined;
  #release: Unsubscribe | undefined;

  /** For the elements inside: calls back with the client at once and whenever it changes. */
  [PROVIDE]: Provide = (listener) => {
    this.#listeners.add(listener);
    listener(this.#current);
    return () => this.#listeners.delete(listener);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.isConnected) this.#publish();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release?.();
    this.#release = undefined;
  }

  #publish(): void {
    const { client, endpoint, publishableKey: key, market, locale } = this;
    // The new one is taken before the old one is let go, so that an unchanged configuration keeps its client.
    const taken = !client && endpoint && key ? sharedClient({ endpoint, key, market, locale }) : undefined;
    this.#release?.();
    this.#release = taken?.release;
    const next = client ?? taken?.client;
    if (next === this.#current) return;
    this.#current = next;
    this.#listeners.forEach((listener) => listener(next));
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-provider': ContinuoProviderElement;
  }
}
