import type { ReadableAtom } from 'nanostores';
import { StoresController } from './stores-controller.ts';

/** Shows one store. */
export class StoreController<T> extends StoresController<{ value: T }> {
  #store: ReadableAtom<T> | undefined;

  get value(): T | undefined {
    return this.get('value');
  }

  /** Which store to show; undefined for none. */
  show(store: ReadableAtom<T> | undefined): void {
    if (store === this.#store) return;
    this.#store = store;
    this.showAll(store && { value: store });
  }
}
