import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { languageOf, type Texts } from '../../i18n/languages.ts';

/** A feature's texts in the language of its element. They are no part of the catalogue that every page loads. */
export class Words<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #tag: () => string;
  readonly #texts: Texts<T>;

  /** @param tag BCP 47 tag of the element's language, as it is at the time. */
  constructor(host: ReactiveControllerHost, tag: () => string, texts: Texts<T>) {
    this.#host = host;
    this.#tag = tag;
    this.#texts = texts;
    host.addController(this);
  }

  /** Whether the language of the element is there. */
  get ready(): boolean {
    return this.#texts.get(languageOf(this.#tag())) !== undefined;
  }

  /** English until the language is there. */
  get value(): T {
    return this.#texts.get(languageOf(this.#tag())) ?? this.#texts.en;
  }

  /** Resolves when the language is there. */
  get loaded(): Promise<void> {
    return this.#texts.load(languageOf(this.#tag()));
  }

  hostUpdate(): void {
    if (!this.ready) void this.loaded.then(() => this.#host.requestUpdate());
  }
}
