import type { OwnReview } from '@continuo/protocol';
import { html, type LitElement, type TemplateResult } from 'lit';
import { ownTexts } from '../i18n/own.ts';
import { Words } from '../i18n/words.ts';

/** What is said of a review of one's own. Loaded for who has written one: few have. */
export class Mine {
  readonly #words;

  /** @param tag BCP 47 tag of the language. */
  constructor(host: LitElement, tag: () => string) {
    this.#words = new Words(host, tag, ownTexts);
  }

  get ready(): boolean {
    return this.#words.ready;
  }

  get yours(): string {
    return this.#words.value.yours;
  }

  /** Where it stands. */
  state({ state, reason }: OwnReview): TemplateResult {
    const words = this.#words.value;
    if (state === 'published') return html`<p class="state muted">${words.yours}</p>`;
    const refused = state === 'refused';
    return html`<p part="state" class="state waits">
      <strong>${words.yours}: ${refused ? words.refused : words.pending}</strong>
      <span>${refused ? reason && words.refusedFor[reason] : words.pendingHint}</span>
    </p>`;
  }
}
