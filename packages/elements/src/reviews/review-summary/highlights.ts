import { createReviewHighlights, day, type Highlights, type Loaded } from '@continuo/headless/reviews';
import type { Review } from '@continuo/protocol';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { adopt } from '../../internal/adopt.ts';
import { StoreController } from '../../internal/store-controller.ts';
import type { Around } from '../extras.ts';
import { extrasTexts } from '../i18n/extras.ts';
import { highlightTexts } from '../i18n/highlights.ts';
import { listTexts } from '../i18n/list.ts';
import { Words } from '../i18n/words.ts';
import { stars } from '../stars.ts';
import { answered } from './answered.ts';
import { highlightStyles } from './highlights.styles.ts';

/** The most helpful praise and the most helpful criticism, side by side. A file of its own: few summaries show them. */
export class SummaryHighlights implements ReactiveController {
  readonly #around: Around;
  readonly #words;
  /** What is said of a review is what the list says of it. */
  readonly #list;
  readonly #extras;
  readonly #store: StoreController<Loaded<Highlights>>;

  constructor(around: Around) {
    const { host, tag } = around;
    this.#around = around;
    this.#words = new Words(host, tag, highlightTexts);
    this.#list = new Words(host, tag, listTexts);
    this.#extras = new Words(host, tag, extrasTexts);
    this.#store = new StoreController(host);
    host.addController(this);
    adopt(host, highlightStyles);
  }

  /** Resolves when what there is at first is there: what came later would push away what somebody reads. */
  get loaded(): Promise<void> {
    this.hostUpdate();
    const words = [this.#words, this.#list, this.#extras].map(({ loaded }) => loaded);
    return Promise.all([...words, answered(this.#$highlights)]).then(() => {});
  }

  get #$highlights() {
    const client = this.#around.client();
    const { productId, highlights } = this.#around.host;
    return client && productId && highlights ? createReviewHighlights(client, { productId }) : undefined;
  }

  hostUpdate(): void {
    this.#store.show(this.#$highlights);
  }

  #renderOne(label: string, review: Review): TemplateResult {
    const words = this.#list.value;
    const { rating, author, at, title, body, locale, badges, helpful } = review;
    const written = (name: string, text: string) =>
      text ? html`<p class=${name} lang=${locale} dir="auto">${text}</p>` : nothing;
    return html`<figure part="highlight" class="highlight">
      <figcaption>${label}</figcaption>
      <p class="rating">${stars(rating)} <span>${words.ratingOf(rating)}</span></p>
      <blockquote>${written('name', title)}${written('text', body)}</blockquote>
      <p class="muted">
        <bdi>${author}</bdi> <time datetime=${at}>${day(this.#around.tag(), at)}</time>${badges.map(
          (badge) => html` <span>${this.#extras.value.badge[badge]}</span>`,
        )}
      </p>
      <p class="muted">${words.helpfulCount(helpful.yes, helpful.yes + helpful.no)}</p>
    </figure>`;
  }

  /** Both or none. */
  render(): TemplateResult | typeof nothing {
    const shown = this.#store.value?.data;
    if (!shown) return nothing;
    const words = this.#words.value;
    return html`<div part="highlights" class="highlights" role="group" aria-label=${words.highlights}>
      ${this.#renderOne(words.positive, shown.positive)}${this.#renderOne(words.critical, shown.critical)}
    </div>`;
  }
}
