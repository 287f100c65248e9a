import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Part of what an element shows, as the page's address has it. */
export interface Addressed<T> {
  /** What the parameters' names begin with; undefined where the address says nothing of it. */
  prefix(): string | undefined;
  /** As an address has it. What does not belong there is left out: anybody may have written it. */
  read(address: URL, prefix: string): T;
  /** The address with it, and without what is as at first. */
  write(address: URL, prefix: string, value: T): URL;
  /** Shows what an address had. */
  take(value: T): void;
}

/** A parameter of an address by its name after the prefix; empty where there is none. */
export const parametersOf =
  (address: URL, prefix: string) =>
  (name: string): string =>
    address.searchParams.get(`${prefix}-${name}`) ?? '';

/** The address with parameters by their names after the prefix, and without those that are empty. */
export function withParameters(address: URL, prefix: string, values: Readonly<Record<string, string>>): URL {
  const next = new URL(address);
  for (const [name, value] of Object.entries(values))
    if (value) next.searchParams.set(`${prefix}-${name}`, value);
    else next.searchParams.delete(`${prefix}-${name}`);
  return next;
}

/** Keeps the page's address and what an element shows the same, while it is on the page and wants that. */
export class AddressController<T> implements ReactiveController {
  readonly #its: Addressed<T>;

  constructor(host: ReactiveControllerHost, its: Addressed<T>) {
    this.#its = its;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.read);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.read);
  }

  /** Takes what the address has: at first, and when somebody goes back to another one. */
  read = (): void => {
    const prefix = this.#its.prefix();
    if (prefix) this.#its.take(this.#its.read(new URL(location.href), prefix));
  };

  /** Puts it into the present entry of the history: a filter is no page that somebody wants to come back to. */
  write(value: T): void {
    const prefix = this.#its.prefix();
    if (!prefix) return;
    const next = this.#its.write(new URL(location.href), prefix, value).href;
    if (next !== location.href) history.replaceState(history.state, '', next);
  }
}
