import type { Client } from '@continuo/core';
import { createReviewSettings, type Loaded } from '@continuo/headless/reviews';
import type { OwnReview, ReviewSettings } from '@continuo/protocol';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { StoreController } from '../../internal/store-controller.ts';
import { tint } from '../picture.ts';
import { ViewerDialog } from '../viewer/viewer-dialog.ts';
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
  readonly #settings: StoreController<Loaded<ReviewSettings>>;
  readonly #tag: () => string;
  readonly #client: Client;
  readonly #viewer: ViewerDialog;
  readonly #mine: Mine;
  #open = new Set<string>();

  constructor(host: LitElement, client: Client, tag: () => string) {
    this.#host = host;
    this.#tag = tag;
    this.#client = client;
    this.#viewer = new ViewerDialog(host, () => client, tag);
    host.addController(this);
    this.#words = new Words(host, tag, listTexts);
    this.#settings = new StoreController(host);
    this.#settings.show(createReviewSettings(client));
    this.#mine = new Mine(host, tag);
    adopt(host, itemStyles);
  }

  hostUpdated(): void {
    tint(this.#host.renderRoot);
  }

  /** Stops showing this visitor's reviews. */
  leave(): void {
    this.#host.removeController(this);
    this.#settings.show(undefined);
    this.#host.removeController(this.#settings);
    this.#host.removeController(this.#words);
  }

  render(review: OwnReview, level: number): TemplateResult | typeof nothing {
    if (!this.#words.ready || !this.#mine.ready) return nothing;
    return html`<div part="own" class="mine">
      ${renderItem(
        {
          words: this.#words.value,
          tag: this.#tag(),
          level,
          settings: this.#settings.value?.data,
          q: '',
          mine: this.#mine,
          open: this.#open,
          toggle: (id) => {
            if (!this.#open.delete(id)) this.#open.add(id);
            this.#host.requestUpdate();
          },
          client: this.#client,
          view: (media, at, opener) => void this.#viewer.open(media, at, opener),
          vote() {},
          report() {},
        },
        review,
        { own: review },
      )}
      ${this.#viewer.render()}
    </div>`;
  }
}
