import { createReviewTranslations, isolated, translated, type Translated } from '@continuo/headless/reviews';
import type { Review } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { announce } from '../internal/announcer.ts';
import { StoreController } from '../internal/store-controller.ts';
import type { Around } from './extras.ts';
import { translationTexts } from './i18n/translation.ts';
import { Words } from './i18n/words.ts';
import { languageName } from './language-name.ts';

/** Reviews in the reader's language, when they ask for it. Loaded where reviews are in another one and can be translated. */
export class Translation {
  readonly #around: Around;
  readonly #words;
  readonly #store: StoreController<Readonly<Record<string, Translated | undefined>>>;

  constructor(around: Around) {
    this.#around = around;
    this.#words = new Words(around.host, around.tag, translationTexts);
    this.#store = new StoreController(around.host);
    this.#follow();
  }

  /** Resolves when the language is there. */
  get loaded(): Promise<void> {
    return this.#words.loaded;
  }

  #follow() {
    const client = this.#around.client();
    const translations = client && createReviewTranslations(client);
    this.#store.show(translations?.$translations);
    return translations;
  }

  #of(review: Review): Translated | undefined {
    const found = this.#store.value?.[review.id];
    return found?.locale === this.#around.tag() ? found : undefined;
  }

  /** The review as it is to be shown. */
  shown(review: Review): Review {
    const { shown, data } = this.#of(review) ?? {};
    return shown && data ? translated(review, data) : review;
  }

  /** In which language it was written and whether this is it, and the button that shows the other one. */
  render(review: Review): TemplateResult {
    const words = this.#words.value;
    const { phase, shown, error } = this.#of(review) ?? {};
    const waits = phase === 'loading';
    const name = languageName(this.#around.tag(), review.locale);
    const title = isolated(review.title || review.author);
    return html`<span>${shown ? words.translated(name) : error ? words.failed : words.written(name)}</span>
      <button
        part="translate"
        class="button small quiet"
        aria-label=${waits ? nothing : shown ? words.originalOf(title) : words.translateOf(title)}
        aria-disabled=${waits ? 'true' : 'false'}
        @click=${() => void this.#press(review)}
      >
        ${waits ? words.translating : shown ? words.original : words.translate}
      </button>`;
  }

  /** Shows the other one, and says which. */
  async #press(review: Review): Promise<void> {
    const translations = this.#follow();
    const words = this.#words.value;
    const tag = this.#around.tag();
    const name = languageName(tag, review.locale);
    if (this.#of(review)?.shown) {
      translations?.original(review.id);
      return announce(words.written(name));
    }
    await translations?.translate(review.id, tag);
    const { shown, error } = this.#of(review) ?? {};
    if (shown) announce(words.translated(name));
    else if (error) announce(words.failed);
  }
}
