import type { Client } from '@continuo/core';
import { day, factsOf, isolated, webLink } from '@continuo/headless/reviews';
import type { Media, Review, ReviewSettings, ReviewSummary } from '@continuo/protocol';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { adopt } from '../internal/adopt.ts';
import { Lazy } from '../internal/lazy.ts';
import { extrasStyles } from './extras.styles.ts';
import { extrasTexts } from './i18n/extras.ts';
import type { ListMessages } from './i18n/list.ts';
import type { RatingMessages } from './i18n/rating.ts';
import { Words } from './i18n/words.ts';
import { small, tint } from './picture.ts';
import { stars } from './stars.ts';
import type { SummaryDigest } from './review-summary/digest.ts';
import type { SummaryHighlights } from './review-summary/highlights.ts';
import { keepRoom } from './review-summary/room.ts';
import type { Translation } from './translation.ts';
import type { Viewer } from './viewer/viewer.ts';

/** What extras need of the element around them. */
export interface Around {
  /** A summary says of which product it is, and whether it shows highlights and a digest. */
  host: LitElement & {
    productId?: string | undefined;
    highlights?: boolean | undefined;
    digest?: boolean | undefined;
  };
  /** BCP 47 tag of the language, as it is at the time. */
  tag(): string;
  /** Where photos come from. */
  client(): Client | undefined;
}

/**
 * What some reviews have besides stars and words: badges, photos and videos, what their authors told of themselves, secondary
 * ratings, the merchant's answer, where they come from. Loaded for those that have it, and shown together with them.
 */
export class ReviewExtras {
  readonly #around: Around;
  readonly #words;
  readonly #translation: Lazy<Translation>;
  readonly #highlights: Lazy<SummaryHighlights>;
  readonly #digest: Lazy<SummaryDigest>;
  #viewer: Viewer | undefined;
  /** Whether what is said of all reviews was drawn. */
  #drawn = false;

  constructor(around: Around) {
    this.#around = around;
    this.#translation = new Lazy(
      around.host,
      async () => new (await import('./translation.ts')).Translation(around),
    );
    this.#highlights = new Lazy(
      around.host,
      async () => new (await import('./review-summary/highlights.ts')).SummaryHighlights(around),
    );
    this.#digest = new Lazy(
      around.host,
      async () => new (await import('./review-summary/digest.ts')).SummaryDigest(around),
    );
    this.#words = new Words(around.host, around.tag, extrasTexts);
    adopt(around.host, extrasStyles);
  }

  get ready(): boolean {
    return this.#words.ready;
  }
  /** Resolves when the language is there, and highlights and digest where they are asked for. */
  get loaded(): Promise<unknown> {
    const { highlights, digest } = this.#around.host;
    return Promise.all([
      this.#words.loaded,
      highlights && this.#highlights.load(),
      digest && this.#digest.load(),
    ]);
  }

  /** The review as it is to be shown: as it was written, or translated. */
  shown(review: Review): Review {
    return this.#translation.value?.shown(review) ?? review;
  }

  /** What is known of a review besides what it says, in words, each with its meaning. */
  badges({ badges }: Review): TemplateResult | typeof nothing {
    const { badge: names, badgeMeaning } = this.#words.value;
    return badges.length
      ? html`<div class="badges">
          ${badges.map(
            (badge) =>
              html`<details part="badge" class="badge">
                <summary>${names[badge]}</summary>
                <p class="muted">${badgeMeaning[badge]}</p>
              </details>`,
          )}
        </div>`
      : nothing;
  }

  /** Those of one review, given as it was written. */
  renderOf(original: Review, settings: ReviewSettings | undefined, words: ListMessages): TemplateResult {
    const review = this.shown(original);
    const { media, response, source } = review;
    return html`${settings?.translations ? this.#foreign(original) : nothing} ${this.#thumbs(media)}
    ${this.#facts(review, settings, words)} ${response ? this.#response(response) : nothing}
    ${source ? this.#source(source) : nothing}`;
  }

  /** Of all reviews together: the means of secondary ratings, and highlights and digest where they are asked for. */
  renderOfAll(
    { ratings }: ReviewSummary,
    settings: ReviewSettings | undefined,
    { outOf }: RatingMessages,
  ): TemplateResult {
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
    const { host } = this.#around;
    const { highlights, digest } = host;
    if (!this.#drawn) keepRoom(host);
    this.#drawn = true;
    if (highlights) this.#highlights.want();
    if (digest) this.#digest.want();
    return html`${(digest && this.#digest.value?.render()) || nothing}
    ${means.length ? html`<dl part="ratings" class="ratings">${means}</dl>` : nothing}
    ${(highlights && this.#highlights.value?.render()) || nothing}`;
  }

  /** That those from elsewhere do not count, where the merchant has decided so. */
  uncounted({ elsewhere: { count, counted } }: ReviewSummary): TemplateResult | typeof nothing {
    if (counted || !count) return nothing;
    return html`<p part="elsewhere" class="muted">${this.#words.value.uncounted(count)}</p>`;
  }

  /** The viewer, while it is open. */
  render(): TemplateResult | typeof nothing {
    return this.#viewer?.render() ?? nothing;
  }

  /** After each update: what stands behind photos that are not there yet. */
  updated(): void {
    tint(this.#around.host.renderRoot);
  }

  /** Of a review in another language than the page's, which it is, and its translation; room for it until that is loaded. */
  #foreign(review: Review): TemplateResult | typeof nothing {
    const language = (tag: string) => tag.split('-')[0]!.toLowerCase();
    // What is not published for all is translated for nobody.
    if ('state' in review || language(review.locale) === language(this.#around.tag())) return nothing;
    this.#translation.want();
    return html`<p part="translation" class="foreign muted">
      ${this.#translation.value?.render(review) ?? nothing}
    </p>`;
  }

  /**
   * Photos and videos: squares of one size. Of a video its poster alone is loaded: browsers read up to megabytes of it for
   * its first frame, whatever `preload` says.
   */
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
              ${small(one, { client, sizes: '5.5rem', alt: '' })}
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
