import { createReviewDigest, day, isolated, namedBy, type Loaded } from '@continuo/headless/reviews';
import type { DigestReview, ReviewDigest } from '@continuo/protocol';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { adopt } from '../../internal/adopt.ts';
import { StoreController } from '../../internal/store-controller.ts';
import type { Around } from '../extras.ts';
import { digestTexts } from '../i18n/digest.ts';
import { extrasTexts } from '../i18n/extras.ts';
import { listTexts } from '../i18n/list.ts';
import { Words } from '../i18n/words.ts';
import { stars } from '../stars.ts';
import { answered } from './answered.ts';
import { digestStyles } from './digest.styles.ts';

/** Milliseconds that the summary waits for it. */
const LATEST_MS = 2_000;

/**
 * What a machine made of the reviews, said to be that, each claim with the reviews that it rests on. A file of its own: few
 * summaries show it. What would push away what somebody reads is not shown: neither one that is late, nor one that the
 * server did not write where it wrote the summary.
 */
export class SummaryDigest implements ReactiveController {
  readonly #around: Around;
  readonly #words;
  /** What is said of a review is what the list says of it. */
  readonly #list;
  readonly #extras;
  readonly #store: StoreController<Loaded<ReviewDigest>>;
  /** The product whose summary the server wrote without one. */
  readonly #without: string | undefined;
  /** Whether there was one when the summary was shown. */
  #shown = false;

  constructor(around: Around) {
    const { host, tag } = around;
    this.#around = around;
    this.#words = new Words(host, tag, digestTexts);
    this.#list = new Words(host, tag, listTexts);
    this.#extras = new Words(host, tag, extrasTexts);
    this.#store = new StoreController(host);
    const written = host.querySelector(':scope > .base');
    if (written && !written.querySelector('.digest')) this.#without = host.productId;
    host.addController(this);
    adopt(host, digestStyles);
  }

  /** Resolves when it is there, when there is none, or when it is late. */
  get loaded(): Promise<void> {
    this.hostUpdate();
    const late = new Promise<void>((resolve) => setTimeout(resolve, LATEST_MS));
    const words = [this.#words, this.#list, this.#extras].map(({ loaded }) => loaded);
    return Promise.race([Promise.all([...words, answered(this.#$digest)]), late]).then(() => {
      this.#shown = this.#store.value?.data !== undefined;
    });
  }

  get #$digest() {
    const client = this.#around.client();
    const { productId, digest } = this.#around.host;
    return client && productId && digest && productId !== this.#without
      ? createReviewDigest(client, { productId, locale: this.#around.tag() })
      : undefined;
  }

  hostUpdate(): void {
    this.#store.show(this.#$digest);
  }

  #renderReview({ rating, title, body, locale, author, at, badges, source }: DigestReview): TemplateResult {
    const words = this.#list.value;
    const extras = this.#extras.value;
    const written = (name: string, text: string) =>
      text ? html`<p class=${name} lang=${locale} dir="auto">${text}</p>` : nothing;
    return html`<li>
      <p class="rating">${stars(rating)} <span>${words.ratingOf(rating)}</span></p>
      <blockquote>${written('name', title)}${written('text', body)}</blockquote>
      <p class="muted">
        <bdi>${author}</bdi> <time datetime=${at}>${day(this.#around.tag(), at)}</time>${badges.map(
          (badge) => html` <span>${extras.badge[badge]}</span>`,
        )}${source ? html` <span>${extras.source(isolated(source.name))}</span>` : nothing}
      </p>
    </li>`;
  }

  render(): TemplateResult | typeof nothing {
    const digest = this.#shown && this.#store.value?.data;
    if (!digest) return nothing;
    const words = this.#words.value;
    return html`<div part="digest" class="digest" role="group" aria-label=${words.digest}>
      <p><strong>${words.digest}</strong></p>
      <p class="muted">${words.made(digest.count, day(this.#around.tag(), digest.at))}</p>
      <ul part="claims" class="claims">
        ${digest.claims.map((claim) => {
          const named = namedBy(digest, claim);
          return html`<li>
            <p lang=${digest.locale} dir="auto">${claim.text}</p>
            <details class="rests">
              <summary aria-label=${words.restsOf(named.length, isolated(claim.text))}>
                ${words.rests(named.length)}
              </summary>
              <ul class="named">
                ${named.map((review) => this.#renderReview(review))}
              </ul>
            </details>
          </li>`;
        })}
      </ul>
    </div>`;
  }
}
