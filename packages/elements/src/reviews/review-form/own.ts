import type { Client } from '@continuo/core';
import { createReviewSettings, type Loaded } from '@continuo/headless/reviews';
import type { OwnReview, ReviewSettings } from '@continuo/protocol';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { StoreController } from '../../internal/store-controller.ts';
import { ReviewExtras } from '../extras.ts';
import { actTexts, type ActMessages } from '../i18n/acts.ts';
import { listTexts, type ListMessages } from '../i18n/list.ts';
import { Words } from '../i18n/words.ts';
import { adopt } from '../../internal/adopt.ts';
import { renderItem } from '../review-list/item.ts';
import { itemStyles } from '../review-list/item.styles.ts';
import { Mine } from '../review-list/mine.ts';

/** What a visitor wrote about the product, and where it stands. A file of its own: few have written anything. */
export class OwnPanel implements ReactiveController {
  readonly #host: LitElement;
  readonly #words: Words<ListMessages>;
  readonly #acts: Words<ActMessages>;
  readonly #settings: StoreController<Loaded<ReviewSettings>>;
  readonly #tag: () => string;
  readonly #extras: ReviewExtras;
  readonly #mine: Mine;
  #open = new Set<string>();

  /** Shows all of a long text, or its first lines. */
  readonly #onPress = ({ target }: Event): void => {
    const id = (target as Element).closest('[part=more]')?.closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (!id) return;
    if (!this.#open.delete(id)) this.#open.add(id);
    this.#host.requestUpdate();
  };

  constructor(host: LitElement, client: Client, tag: () => string) {
    this.#host = host;
    this.#tag = tag;
    this.#extras = new ReviewExtras({ host, tag, client: () => client });
    host.addController(this);
    this.#words = new Words(host, tag, listTexts);
    this.#acts = new Words(host, tag, actTexts);
    this.#settings = new StoreController(host);
    this.#settings.show(createReviewSettings(client));
    this.#mine = new Mine(host, tag);
    adopt(host, itemStyles);
    host.renderRoot.addEventListener('click', this.#onPress);
  }

  hostUpdated(): void {
    this.#extras.updated();
  }

  /** Stops showing this visitor's reviews. */
  leave(): void {
    this.#host.renderRoot.removeEventListener('click', this.#onPress);
    this.#host.removeController(this);
    this.#settings.show(undefined);
    this.#host.removeController(this.#settings);
    this.#host.removeController(this.#words);
    this.#host.removeController(this.#acts);
  }

  render(review: OwnReview, level: number): TemplateResult | typeof nothing {
    if (!this.#words.ready || !this.#acts.ready || !this.#mine.ready || !this.#extras.ready) return nothing;
    return html`<div part="own" class="mine">
      ${renderItem(
        {
          words: this.#words.value,
          tag: this.#tag(),
          level,
          settings: this.#settings.value?.data,
          q: '',
          mine: this.#mine,
          acts: this.#acts.value,
          open: this.#open,
          extras: this.#extras,
        },
        review,
        { own: review },
      )}
      ${this.#extras.render()}
    </div>`;
  }
}
