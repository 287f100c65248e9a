import type { Client } from '@continuo/core';
import { createMedia, type MediaUploads, type Upload } from '@continuo/headless/media';
import type { ReviewForm } from '@continuo/headless/reviews';
import type { AttachedMedia } from '@continuo/protocol';
import { MEDIA_LIMITS } from '@continuo/protocol/constants';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { announce } from '../../internal/announcer.ts';
import { StoreController } from '../../internal/store-controller.ts';
import type { FormMessages } from '../i18n/form.ts';
import { picture, playSign, tint } from '../picture.ts';
import { posterOf } from './poster.ts';
import { Previews } from './previews.ts';

const ACCEPT = 'image/jpeg,image/png,image/webp,image/avif,image/heic,video/mp4';
/** A video and its poster are two. */
const uploadsOf = (list: readonly AttachedMedia[]): string[] =>
  list.flatMap(({ id, poster }) => (poster === undefined ? [id] : [id, poster]));
type Typed = Event & { target: HTMLInputElement };

/** Photos and a video of the review that is written: chosen, dropped or pasted; each with what it shows, in words. */
export class MediaField implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: Client;
  readonly #form: ReviewForm;
  readonly #words: () => FormMessages;
  readonly #media: MediaUploads;
  readonly #uploads: StoreController<Readonly<Record<string, Upload>>>;
  readonly #previews = new Previews();
  /** What was said of each, so that it is said once. */
  readonly #told = new Map<string, string>();
  /** Those that were chosen here. */
  readonly #added = new Set<string>();
  #tooMany = false;

  constructor(host: LitElement, client: Client, form: ReviewForm, words: () => FormMessages) {
    this.#host = host;
    this.#client = client;
    this.#form = form;
    this.#words = words;
    this.#media = createMedia(client);
    this.#uploads = new StoreController(host);
    this.#uploads.show(this.#media.$uploads);
    host.addController(this);
  }

  leave(): void {
    this.#uploads.show(undefined);
    this.#host.removeController(this.#uploads);
    this.#host.removeController(this);
  }

  /** Whether something is still on its way. */
  get busy(): boolean {
    return uploadsOf(this.#list).some((id) =>
      ['preparing', 'sending', 'processing'].includes(this.#upload(id)?.state ?? ''),
    );
  }

  hostUpdate(): void {
    // Found in a draft of an earlier page or another device.
    if (this.#form.$phase.get() === 'editing') this.#media.follow(uploadsOf(this.#list));
  }

  hostUpdated(): void {
    this.#previews.draw(this.#host.renderRoot, (id) => this.#upload(id)?.file);
    tint(this.#host.renderRoot);
    for (const { id } of this.#list) this.#tell(id);
  }

  get #list(): readonly AttachedMedia[] {
    return this.#form.$draft.get().media ?? [];
  }

  #upload(id: string): Upload | undefined {
    return this.#uploads.value?.[id];
  }

  /** Takes files, as many as there is room for. */
  readonly #add = (files: Iterable<File>): void => {
    const list = [...this.#list];
    const count = (kind: Upload['kind']) => list.filter(({ id }) => this.#kindOf(id) === kind).length;
    this.#tooMany = false;
    for (const file of files) {
      const isVideo = file.type.startsWith('video/');
      if (isVideo ? count('video') >= MEDIA_LIMITS.videos : count('photo') >= MEDIA_LIMITS.photos) {
        this.#tooMany = true;
        continue;
      }
      const id = this.#media.add(file);
      this.#added.add(id);
      list.push({ id });
      if (isVideo) void this.#addPoster(id, file);
    }
    this.#form.change({ media: list.length ? list : undefined });
    this.#host.requestUpdate();
  };

  /** Gives a video its picture, once there is one. Nothing waits for it, and without it the video is sent all the same. */
  async #addPoster(id: string, file: File): Promise<void> {
    const frame = await posterOf(file);
    // Taken back, sent or forgotten meanwhile.
    if (!frame || !this.#list.some((each) => each.id === id) || this.#form.$phase.get() === 'sent') return;
    const poster = this.#media.add(frame);
    this.#form.change({ media: this.#list.map((each) => (each.id === id ? { ...each, poster } : each)) });
  }

  #kindOf(id: string): Upload['kind'] {
    return this.#media.$uploads.get()[id]?.kind ?? 'photo';
  }

  /** Takes the files of a drop or paste; others, such as text, are left to the browser. */
  readonly take = (event: Event, data: DataTransfer | null): void => {
    if (!data?.files.length) return;
    event.preventDefault();
    this.#add(data.files);
  };

  #remove(id: string): void {
    const list = this.#list;
    const at = list.findIndex((each) => each.id === id);
    const rest = list.filter((each) => each.id !== id);
    this.#tooMany = false;
    uploadsOf(list.slice(at, at + 1)).forEach(this.#media.remove);
    this.#form.change({ media: rest.length ? rest : undefined });
    // The focus stays where somebody goes on: at the next one, else where more can be chosen.
    const next = rest[at] ?? rest.at(-1);
    void this.#host.updateComplete.then(() => {
      const selector = next ? `[data-remove="${CSS.escape(next.id)}"]` : '#media-input';
      this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
    });
  }

  #describe(id: string, alt: string): void {
    const described = ({ alt: _, ...each }: AttachedMedia) => ({ ...each, ...(alt && { alt }) });
    this.#form.change({ media: this.#list.map((each) => (each.id === id ? described(each) : each)) });
  }

  /** Photos are numbered, there is one video. */
  #name(id: string): string {
    const words = this.#words();
    if (this.#kindOf(id) === 'video') return words.video;
    const photos = this.#list.filter((each) => this.#kindOf(each.id) === 'photo');
    return words.photo(photos.findIndex((each) => each.id === id) + 1);
  }

  /** Where it stands, and whether that is bad news. */
  #state(id: string): { text: string; bad: boolean } {
    const words = this.#words();
    const upload = this.#upload(id);
    const fine = (text: string) => ({ text, bad: false });
    const bad = (text: string) => ({ text, bad: true });
    switch (upload?.state) {
      case undefined:
      case 'preparing':
        return fine(words.preparing);
      case 'sending':
        return fine(upload.waits ? words.mediaWaits : words.uploaded(Math.floor(upload.sent * 100)));
      case 'processing':
        return fine(words.processing);
      case 'ready':
        return fine(words.ready);
      case 'refused':
        return bad(words.refusedFor[upload.reason ?? 'damaged']);
      case 'failed':
        return bad(words.mediaFailed);
      case 'lost':
        return bad(words.mediaLost);
    }
  }

  /** Says what became of it; how far it is can be read. */
  #tell(id: string): void {
    const { text, bad } = this.#state(id);
    if ((!bad && this.#upload(id)?.state !== 'ready') || this.#told.get(id) === text) return;
    if (this.#added.has(id)) announce(`${this.#name(id)}: ${text}`);
    this.#told.set(id, text);
  }

  #renderPreview({ id, poster }: AttachedMedia): TemplateResult | typeof nothing {
    if (this.#kindOf(id) === 'photo') return this.#renderPhoto(id);
    const isGone = poster === undefined || /refused|lost/.test(this.#upload(poster)?.state ?? '');
    return html`${isGone ? nothing : this.#renderPhoto(poster)}${playSign}`;
  }

  /** From the device, drawn; else from the backend. */
  #renderPhoto(id: string): TemplateResult | typeof nothing {
    const { file, media } = this.#upload(id) ?? {};
    if (media && !file) return picture(media, { client: this.#client, sizes: '5.5rem', alt: '' });
    return html`<canvas width="176" height="176" data-upload=${id} aria-hidden="true"></canvas>`;
  }

  #renderItem(item: AttachedMedia): TemplateResult {
    const { id, alt = '' } = item;
    const words = this.#words();
    const { text, bad } = this.#state(id);
    const name = this.#name(id);
    const upload = this.#upload(id);
    return html`<li part="upload" class="upload" aria-label=${name}>
      <span class="preview">${this.#renderPreview(item)}</span>
      <div class="field">
        <p><strong>${name}</strong> <span class=${bad ? 'problem' : 'muted'}>${text}</span></p>
        ${
          bad && upload?.state !== 'failed'
            ? nothing
            : html`<label class="label" for="alt-${id}">${words.mediaAlt}</label>
                <input
                  part="input"
                  id="alt-${id}"
                  maxlength=${MEDIA_LIMITS.alt}
                  dir="auto"
                  aria-describedby="media-alt-hint"
                  .value=${alt}
                  @input=${({ target }: Typed) => this.#describe(id, target.value)}
                />`
        }
        <div class="row">
          ${
            upload?.state === 'failed'
              ? html`<button
                  type="button"
                  class="button small quiet"
                  aria-label="${words.tryAgain}: ${name}"
                  @click=${() => this.#media.retry(id)}
                >
                  ${words.tryAgain}
                </button>`
              : nothing
          }
          <button
            part="remove"
            type="button"
            class="button small quiet"
            data-remove=${id}
            aria-label="${words.remove}: ${name}"
            @click=${() => this.#remove(id)}
          >
            ${words.remove}
          </button>
        </div>
      </div>
    </li>`;
  }

  render(): TemplateResult {
    const words = this.#words();
    const list = this.#list;
    return html`<fieldset
      part="media"
      class="media"
      aria-describedby="media-hint"
      @dragover=${(event: DragEvent) => {
        if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
      }}
      @drop=${(event: DragEvent) => this.take(event, event.dataTransfer)}
    >
      <legend>${words.media}</legend>
      <p id="media-hint" class="muted">${words.mediaHint(MEDIA_LIMITS.photos, MEDIA_LIMITS.videoSeconds)}</p>
      ${
        list.length
          ? html`<p id="media-alt-hint" class="visually-hidden">${words.mediaAltHint}</p>
              <ul class="uploads">
                ${repeat(
                  list,
                  ({ id }) => id,
                  (each) => this.#renderItem(each),
                )}
              </ul>`
          : nothing
      }
      <label part="choose" class="button choose">
        <input
          id="media-input"
          type="file"
          class="visually-hidden"
          multiple
          accept=${ACCEPT}
          @change=${({ target }: Typed) => {
            this.#add(target.files ?? []);
            target.value = ''; // the same file may be chosen again
          }}
        />
        <span>${words.mediaAdd}</span>
      </label>
      <p class="problem" role="alert">${this.#tooMany ? words.mediaMost(MEDIA_LIMITS.photos) : nothing}</p>
    </fieldset>`;
  }
}
