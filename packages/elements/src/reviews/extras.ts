import type { Client } from '@continuo/core';
import { day, factsOf, isolated, webLink } from '@continuo/headless/reviews';
import type { Media, Review, ReviewSettings, ReviewSummary } from '@continuo/protocol';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { adopt } from '../internal/adopt.ts';
import { extrasStyles } from './extras.styles.ts';
import { extrasTexts } from './i18n/extras.ts';
import type { ListMessages } from './i18n/list.ts';
import type { RatingMessages } from './i18n/rating.ts';
import { Words } from './i18n/words.ts';
import { picture, tint } from './picture.ts';
import { stars } from './stars.ts';
import type { Viewer } from './viewer/viewer.ts';

/** What extras need of the element around them. */
export interface Around {
  host: LitElement;
  /** BCP 47 tag of the language, as it is at the time. */
  tag(): string;
  /** Where photos come from. */
  client(): Client | undefined;
}

/**
 * What some reviews have besides stars and words: photos and videos, what their authors told of themselves, secondary
 * ratings, the merchant's answer, where they come from. Loaded for those that have it, and shown together with them.
 */
export class ReviewExtras {
  readonly #around: Around;
  readonly #words;
  #viewer: Viewer | undefined;

  constructor(around: Around) {
    this.#around = around;
    this.#words = new Words(around.host, around.tag, extrasTexts);
    adopt(around.host, extrasStyles);
  }

  get ready(): boolean {
    return this.#words.ready;
  }
  /** Resolves when the language is there. */
  get loaded(): Promise<void> {
    return this.#words.loaded;
  }

  /** Those of one review. */
  renderOf(review: Review, settings: ReviewSettings | undefined, words: ListMessages): TemplateResult {
    const { media, response, source } = review;
    return html`${this.#thumbs(media)} ${this.#facts(review, settings, words)}
    ${response ? this.#response(response) : nothing} ${source ? this.#source(source) : nothing}`;
  }

  /** The means of secondary ratings, of all reviews together. */
  renderMeans(
    { ratings }: ReviewSummary,
    settings: ReviewSettings | undefined,
    { outOf }: RatingMessages,
  ): TemplateResult | typeof nothing {
    const words = this.#words.value;
    const means = (settings?.ratings ?? []).flatMap(({ name, label, low, high }) => {
      const mean = ratings.find((rating) => rating.name === name);
      if (!mean?.count) return [];
      const { average } = mean;
      return html`<div>
        <dt dir="auto">${label}</dt>
        <dd>
          ${
            low && high
              ? html`<svg class="scale" aria-hidden="true">
                    <line x1="0" x2="100%" y1="50%" y2="50%"></line>
                    <circle cx=${`${(average - 1) * 25}%`} cy="50%" r="0.4em"></circle></svg
                  ><br />${words.between(Math.round(average - 3), isolated(low), isolated(high))}`
              : html`${stars(average)} ${outOf(average)}`
          }
        </dd>
      </div>`;
    });
    return means.length ? html`<dl part="ratings" class="ratings">${means}</dl>` : nothing;
  }

  /** The viewer, while it is open. */
  render(): TemplateResult | typeof nothing {
    return this.#viewer?.render() ?? nothing;
  }

  /** After each update: what stands behind photos that are not there yet. */
  updated(): void {
    tint(this.#around.host.renderRoot);
  }

  /** Photos and videos: squares of one size. */
  #thumbs(media: readonly Media[]): TemplateResult | typeof nothing {
    const client = this.#around.client();
    if (!client || !media.length) return nothing;
    const words = this.#words.value;
    return html`<ul part="media" class="thumbs">
      ${media.map(
        (one, at) =>
          html`<li>
            <button
              part="thumb"
              class="thumb"
              aria-haspopup="dialog"
              aria-label=${words[one.kind](at + 1, one.alt)}
              @click=${({ currentTarget }: Event) =>
                void this.#open(client, media, at, currentTarget as HTMLElement)}
            >
              ${
                one.kind === 'photo'
                  ? picture(one, { client, sizes: '5.5rem', alt: '' })
                  : html`<span aria-hidden="true">▶</span>`
              }
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #facts(
    review: Review,
    settings: ReviewSettings | undefined,
    { ratingOf }: ListMessages,
  ): TemplateResult | typeof nothing {
    const facts = factsOf({ ...this.#words.value, ratingOf }, settings, review);
    if (!facts.length) return nothing;
    return html`<dl part="facts" class="facts">
      ${facts.map(
        ([label, answer]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${answer}</dd>
          </div>`,
      )}
    </dl>`;
  }

  /** The merchant's answer. */
  #response({ text, author, at }: NonNullable<Review['response']>): TemplateResult {
    return html`<div part="response" class="response">
      <p>
        <strong>${this.#words.value.response(isolated(author))}</strong>
        <time class="muted" datetime=${at}>${day(this.#around.tag(), at)}</time>
      </p>
      <p class="text" dir="auto">${text}</p>
    </div>`;
  }

  /** Where it was first published. */
  #source(source: NonNullable<Review['source']>): TemplateResult {
    const text = this.#words.value.source(isolated(source.name));
    const href = webLink(source.url);
    return html`<p part="source" class="muted">
      ${href ? html`<a href=${href} rel="nofollow ugc noopener">${text}</a>` : text}
    </p>`;
  }

  /** Opens at one of them; the focus goes back to `opener` afterwards. */
  async #open(client: Client, media: readonly Media[], at: number, opener: HTMLElement): Promise<void> {
    try {
      this.#viewer ??= new (await import('./viewer/viewer.ts')).Viewer(this.#around.host, this.#around.tag);
      await this.#viewer.open({ client, media, at, opener });
    } catch (cause) {
      // The next press tries again.
      console.warn('continuo: the viewer could not be loaded', cause);
    }
  }
}
