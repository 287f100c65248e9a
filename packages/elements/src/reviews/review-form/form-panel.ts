import type { Client, ContinuoErrorLike } from '@continuo/core';
import {
  createReviewForm,
  createReviewSettings,
  type FormPhase,
  type Loaded,
  type ReviewForm,
} from '@continuo/headless/reviews';
import type { OwnReview, ReviewDraft, ReviewSettings } from '@continuo/protocol';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { announce } from '../../internal/announcer.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { formTexts, type FormMessages } from '../i18n/form.ts';
import { Words } from '../i18n/words.ts';
import { heading } from '../text.ts';
import { MediaField } from './media-field.ts';
import { nearEnd, renderMore, renderRating, renderTexts, type Fields, type Missing } from './fields.ts';

/** Milliseconds that typing rests before it is said how much room is left. */
const SAY_MS = 1000;

/** What the panel needs of the element around it. */
export interface Around {
  client: Client;
  productId: string;
  tag(): string;
  level(): number;
  close(): void;
  /** `again`: by a page that was left before it heard what became of it, and now by this one. */
  submitted(review: OwnReview, again: boolean): void;
  failed(error: ContinuoErrorLike): void;
}

/** The form itself: a file of its own, because most readers write nothing. It is fetched when it is opened. */
export class FormPanel {
  readonly #host: LitElement;
  readonly #around: Around;
  readonly #form: ReviewForm;
  readonly #words: Words<FormMessages>;
  readonly #draft: StoreController<ReviewDraft>;
  readonly #phase: StoreController<FormPhase>;
  readonly #settings: StoreController<Loaded<ReviewSettings>>;
  readonly #error: StoreController<ContinuoErrorLike | undefined>;
  readonly #media: MediaField;
  readonly #stop: () => void;
  #missing: readonly Missing[] = [];
  #changed = false;
  /** Submitted without a network: it is to be tried again. */
  #waits = false;
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, around: Around) {
    this.#host = host;
    this.#around = around;
    const { client, productId } = around;
    this.#form = createReviewForm(client, { productId });
    this.#words = new Words(host, () => around.tag(), formTexts);
    this.#draft = new StoreController(host);
    this.#phase = new StoreController(host);
    this.#settings = new StoreController(host);
    this.#error = new StoreController(host);
    this.#draft.show(this.#form.$draft);
    this.#phase.show(this.#form.$phase);
    this.#settings.show(createReviewSettings(client));
    this.#error.show(this.#form.$error);
    this.#media = new MediaField(host, client, this.#form, () => this.#words.value);
    this.#stop = client.platform.on('online', () => {
      if (this.#waits) void this.#submit();
    });
    void this.#form.left().then((left) => (left ? this.#submit(true) : undefined));
  }

  /** Whether it stands in the visitor's language, with the draft that was found. */
  get ready(): boolean {
    return (
      this.#words.ready &&
      this.#phase.value !== 'loading' &&
      this.#settings.value !== undefined &&
      this.#settings.value.phase !== 'loading'
    );
  }

  /** Another one, after one that was sent here and refused. */
  async again(): Promise<void> {
    if (this.#phase.value === 'sent') await this.#form.discard();
  }

  /** What is said when it was sent. */
  get thanks(): string {
    return this.#words.value.sent;
  }
  get next(): string {
    return this.#words.value.sentNext;
  }

  get waits(): boolean {
    return this.#waits;
  }

  /** Stops showing this form. The draft stays. */
  leave(): void {
    for (const each of [this.#draft, this.#phase, this.#settings, this.#error]) {
      each.show(undefined);
      this.#host.removeController(each);
    }
    this.#host.removeController(this.#words);
    this.#media.leave();
    this.#stop();
    clearTimeout(this.#saying);
  }

  #onChange(part: Parameters<ReviewForm['change']>[0]): void {
    this.#changed = true;
    this.#form.change(part);
    // What was complained about is looked at again as it is mended, and only then.
    if (this.#missing.length) this.#missing = this.#lacks().filter((each) => this.#missing.includes(each));
  }

  #onTyped(left: number, most: number): void {
    clearTimeout(this.#saying);
    if (nearEnd(left, most)) this.#saying = setTimeout(() => announce(this.#words.value.left(left)), SAY_MS);
  }

  #lacks(): Missing[] {
    const { rating, author } = this.#form.$draft.get();
    return [...(rating ? [] : ['rating' as const]), ...(author?.trim() ? [] : ['author' as const])];
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.#missing = this.#lacks();
    this.#host.requestUpdate();
    const [first] = this.#missing;
    if (!first) return this.#submit();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }

  /** Any number of presses is one review: the store sends the same one until it is taken. */
  async #submit(again = false): Promise<void> {
    if (this.#phase.value === 'sending') return;
    this.#waits = false;
    try {
      this.#around.submitted(await this.#form.submit(), again);
    } catch (cause) {
      const error = cause as ContinuoErrorLike; // submit() rejects with nothing else
      this.#waits =
        error.code === 'net/offline' || (error.status === 0 && !this.#around.client.platform.online);
      if (!this.#waits) this.#around.failed(error);
      this.#host.requestUpdate();
    }
  }

  async #onDiscard(): Promise<void> {
    this.#changed = false;
    this.#missing = [];
    await this.#form.discard();
    this.#around.close();
  }

  /** What is wrong, above the fields: said at once. */
  #renderProblem(): TemplateResult {
    const words = this.#words.value;
    const error = this.#error.value;
    const text = this.#missing.length
      ? words.problems(this.#missing.length)
      : this.#waits || error?.code === 'net/offline' // at once: what is said first is read out, too
        ? words.waits
        : error && (words.failedFor[error.code] ?? words.failed);
    return html`<p part="message" class="problem" role="alert">${text ?? nothing}</p>`;
  }

  render(): TemplateResult {
    const words = this.#words.value;
    const draft = this.#draft.value!;
    const sending = this.#phase.value === 'sending';
    const onDisk = this.#around.client.platform.records('reviews').kind === 'disk';
    const any = Object.keys(draft).length > 2; // id and time are no draft yet
    const fields: Fields = {
      words,
      draft,
      settings: this.#settings.value?.data,
      missing: this.#missing,
      change: (part) => this.#onChange(part),
      typed: (left, most) => this.#onTyped(left, most),
    };
    return html`<form
      part="form"
      class="form"
      novalidate
      aria-labelledby="form-title"
      aria-busy=${sending ? 'true' : 'false'}
      @submit=${(event: SubmitEvent) => void this.#onSubmit(event)}
      @paste=${(event: ClipboardEvent) => this.#media.take(event, event.clipboardData)}
    >
      ${heading(this.#around.level(), { id: 'form-title', text: words.title, focusable: true })}
      ${this.#renderProblem()} ${renderRating(fields)} ${renderTexts(fields)} ${this.#media.render()}
      ${renderMore(fields)}
      <slot name="consent"></slot>
      <p class="muted">${words.moderation}</p>
      <div class="row buttons">
        <button part="submit" class="button primary">${sending ? words.sending : words.submit}</button>
        <button part="close" type="button" class="button" @click=${() => this.#around.close()}>
          ${words.close}
        </button>
        ${
          any
            ? html`<button
                part="discard"
                type="button"
                class="button quiet"
                @click=${() => void this.#onDiscard()}
              >
                ${words.discard}
              </button>`
            : nothing
        }
        <span part="saved" class="muted saved">
          ${
            sending && this.#media.busy
              ? words.waitsForMedia
              : this.#changed && any
                ? onDisk
                  ? words.saved
                  : words.savedInMemory
                : nothing
          }
        </span>
      </div>
    </form>`;
  }
}
