import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { languageOf, type Texts } from '../i18n/languages.ts';
import { closestAcrossRoots } from './dom.ts';

const connected = new Set<Localize<unknown>>();
let observer: MutationObserver | undefined;

/** Language of an element: the nearest `lang`, and its texts, which are loaded when first needed. */
export class Localize<T> implements ReactiveController {
  /** BCP 47 tag of the nearest `lang`, `en` when there is none. */
  tag = 'en';
  readonly #host: ReactiveControllerHost & Element;
  readonly #texts: Texts<T>;

  constructor(host: ReactiveControllerHost & Element, texts: Texts<T>) {
    this.#host = host;
    this.#texts = texts;
    host.addController(this);
  }

  /** Undefined until the language's texts have arrived. */
  get words(): T | undefined {
    return this.#texts.get(languageOf(this.tag));
  }

  hostConnected(): void {
    connected.add(this);
    // One observer for all: a page that switches language does it by `lang` on some ancestor.
    observer ??= new MutationObserver(() => connected.forEach((each) => each.#read()));
    if (connected.size === 1)
      observer.observe(document.documentElement, { attributeFilter: ['lang'], subtree: true });
    this.#read();
  }

  hostDisconnected(): void {
    connected.delete(this);
    if (connected.size === 0) observer?.disconnect();
  }

  #read(): void {
    const tag = closestAcrossRoots(this.#host, '[lang]')?.getAttribute('lang') || 'en';
    if (tag === this.tag && this.words) return;
    this.tag = tag;
    this.#host.requestUpdate();
    if (!this.words) void this.#texts.load(languageOf(tag)).then(() => this.#host.requestUpdate());
  }
}
