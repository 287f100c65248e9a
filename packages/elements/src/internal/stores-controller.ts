import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReadableAtom } from 'nanostores';

type Stores<T> = { readonly [K in keyof T]: ReadableAtom<T[K]> };

/** Shows several stores: listens while the element is connected and asks it to render when one of them changes. */
export class StoresController<T extends object> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #stores: Stores<T> | undefined;
  #stops: (() => void)[] | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What a store holds; undefined while none are shown. */
  get<K extends keyof T>(name: K): T[K] | undefined {
    return this.#stores?.[name].get();
  }

  /** Which stores to show; undefined for none. */
  showAll(stores: Stores<T> | undefined): void {
    this.#stores = stores;
    this.#listen(this.#connected);
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#listen(true);
  }

  hostDisconnected(): void {
    this.#listen(false);
  }

  #listen(connected: boolean): void {
    this.#connected = connected;
    this.#stops?.forEach((stop) => stop());
    const stores: ReadableAtom<unknown>[] = connected ? Object.values(this.#stores ?? {}) : [];
    this.#stops = stores.map((store) => store.listen(() => this.#host.requestUpdate()));
  }
}
