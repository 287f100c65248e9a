import { defaultClient, onDefaultClient, type Client, type Unsubscribe } from '@continuo/core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { composedAncestor } from './dom.ts';

export const PROVIDER_TAG = 'continuo-provider';

/**
 * Under this key a provider takes listeners. They are called with its client at once, if there is one, and whenever it
 * changes. `Symbol.for`, so that an element of one bundle understands the provider of another.
 */
export const PROVIDE = Symbol.for('continuo:provide');
export type Provide = (listener: (client: Client | undefined) => void) => Unsubscribe;

/**
 * Finds an element's client by the one rule: its own property, else the nearest provider among its composed ancestors,
 * else the page's default. A provider *tag* decides, whether it has been upgraded or not: until it says which client,
 * the element waits and never asks the wrong merchant. The element asks for its provider and not the other way
 * round, so the order in which tags are defined does not matter.
 */
export class ClientController implements ReactiveController {
  /** Undefined while none is found. */
  client: Client | undefined;
  readonly #host: ReactiveControllerHost & Element & { client?: Client };
  readonly #onChange: (client: Client | undefined) => void;
  #resolved = false;
  #own: Client | undefined;
  #stop: Unsubscribe | undefined;

  constructor(
    host: ReactiveControllerHost & Element & { client?: Client },
    onChange: (client: Client | undefined) => void,
  ) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    // Not yet: whoever made the element may set its property in the same task. The update comes after it.
    this.#host.requestUpdate();
  }

  /** Runs before every render; resolves once per connection and again when the property changes. */
  hostUpdate(): void {
    if (!this.#host.isConnected || (this.#resolved && this.#own === this.#host.client)) return;
    this.#resolved = true;
    this.#own = this.#host.client;
    this.#stop?.();
    this.#stop = this.#own ? undefined : this.#inherit();
    if (this.#own) this.#set(this.#own);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#resolved = false;
    this.#set(undefined); // it may be put under another provider
  }

  #inherit(): Unsubscribe {
    const provider: (Element & { [PROVIDE]?: Provide }) | null = composedAncestor(this.#host, PROVIDER_TAG);
    const listener = (client: Client | undefined) => this.#set(client);
    if (!provider) {
      listener(defaultClient());
      return onDefaultClient(listener);
    }
    const provide = provider[PROVIDE];
    if (provide) return provide.call(provider, listener);
    // The tag is not defined yet, or this one not upgraded.
    this.#set(undefined);
    let stop: Unsubscribe | undefined;
    let stopped = false;
    void customElements.whenDefined(PROVIDER_TAG).then(() => {
      customElements.upgrade(provider);
      if (!stopped) stop = provider[PROVIDE]?.(listener);
    });
    return () => {
      stopped = true;
      stop?.();
    };
  }

  #set(client: Client | undefined): void {
    if (client === this.client) return;
    this.client = client;
    this.#onChange(client);
    this.#host.requestUpdate();
  }
}
