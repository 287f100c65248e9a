import type { OwnReview } from '@continuo/protocol';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { adopt } from '../../internal/adopt.ts';
import { ownTexts } from '../i18n/own.ts';
import { Words } from '../i18n/words.ts';
import { renderItem, type Rows } from './item.ts';
import { mineStyles } from './mine.styles.ts';

/** What is said of a review of one's own. Loaded for who has written one: few have. */
export class Mine {
  readonly #words;

  /** @param tag BCP 47 tag of the language. */
  constructor(host: LitElement, tag: () => string) {
    this.#words = new Words(host, tag, ownTexts);
    adopt(host, mineStyles);
  }

  get ready(): boolean {
    return this.#words.ready;
  }
  /** Resolves when the language is there. */
  get loaded(): Promise<void> {
    return this.#words.loaded;
  }

  /** Those that nobody else can see yet. */
  render(rows: Rows, own: readonly OwnReview[]): TemplateResult | typeof nothing {
    const waiting = own.filter(({ state }) => state !== 'published');
    if (!waiting.length) return nothing;
    return html`<ul class="mine" aria-label=${this.#words.value.yours}>
      ${waiting.map((review) => html`<li>${renderItem(rows, review, { own: review })}</li>`)}
    </ul>`;
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
