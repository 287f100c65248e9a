import type { ReactiveControllerHost } from 'lit';

/** A part of an element, with its words, that is loaded when it is needed for the first time. */
export class Lazy<T extends object> {
  /** The part, once it is there. */
  value: T | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #make: () => Promise<T>;
  #loading: Promise<T | undefined> | undefined;
  #failed = false;

  constructor(host: ReactiveControllerHost, make: () => Promise<T>) {
    this.#host = host;
    this.#make = make;
  }

  /** Whether it is on its way. */
  get awaited(): boolean {
    return !!this.#loading && !this.value;
  }

  /** What is shown needs it. What could not be loaded is tried again when the network returns. */
  want(): void {
    if (!this.#failed) void this.load();
  }

  /** Somebody reaches for it. Undefined where it could not be loaded: the next time tries again. */
  load(): Promise<T | undefined> {
    return (this.#loading ??= this.#make().then(
      async (value) => {
        if ('loaded' in value) await value.loaded;
        this.#host.requestUpdate();
        return (this.value = value);
      },
      (cause: unknown) => {
        console.warn('continuo: a part of an element could not be loaded', cause);
        this.#loading = undefined;
        this.#again(true);
        addEventListener('online', () => this.#again(false), { once: true });
        return undefined;
      },
    ));
  }

  #again(failed: boolean): void {
    this.#failed = failed;
    this.#host.requestUpdate();
  }
}
