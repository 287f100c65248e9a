import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReadableAtom } from 'nanostores';

/** Shows a store: listens while the element is connected and asks it to render when the value changes. */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #store: ReadableAtom<T> | undefined;
  #stop: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get value(): T | undefined {
    return this.#store?.get();
  }

  /** Which store to show; undefined for none. */
  show(store: ReadableAtom<T> | undefined): void {
    if (store === this.#store) return;
    this.#store = store;
    this.#listen();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#listen();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#listen();
  }

  #listen(): void {
    this.#stop?.();
    this.#stop = this.#connected ? this.#store?.listen(() => this.#host.requestUpdate()) : undefined;
  }
}
