import { mediaUrl } from '@continuo/headless/media';
import type { Client } from '@continuo/core';
import type { Media } from '@continuo/protocol';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { languageOf } from '../../i18n/languages.ts';
import { adopt } from '../../internal/adopt.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { closeIcon } from '../../internal/icons.ts';
import { extrasTexts, type ExtrasMessages } from '../i18n/extras.ts';
import { picture, tint } from '../picture.ts';
import { viewerStyles } from './viewer.styles.ts';

interface Shown {
  client: Client;
  media: readonly Media[];
  at: number;
  opener: HTMLElement;
}

/** A modal dialog with one photo or video at a time; arrow keys and buttons lead to the others, Escape back. */
export class Viewer {
  readonly #host: LitElement;
  readonly #tag: () => string;
  #shown: Shown | undefined;

  constructor(host: LitElement, tag: () => string) {
    this.#host = host;
    this.#tag = tag;
    adopt(host, controlStyles, viewerStyles);
  }

  async open(shown: Shown): Promise<void> {
    await extrasTexts.load(languageOf(this.#tag()));
    this.#shown = shown;
    await this.#update();
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[part=close]')?.focus();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.viewer');
  }

  get #words(): ExtrasMessages {
    return extrasTexts.get(languageOf(this.#tag())) ?? extrasTexts.en;
  }

  async #update(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    tint(this.#host.renderRoot);
  }

  #go(by: 1 | -1): void {
    const shown = this.#shown;
    const at = (shown?.at ?? 0) + by;
    if (!shown?.media[at]) return;
    this.#shown = { ...shown, at };
    void this.#update();
  }

  #onKey(event: KeyboardEvent): void {
    // A video has its own use for these keys.
    if ((event.target as Element).localName === 'video') return;
    const forward = getComputedStyle(this.#host).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    this.#go(event.key === forward ? 1 : -1);
  }

  #onClose(): void {
    const { opener } = this.#shown ?? {};
    this.#shown = undefined;
    void this.#update().then(() => opener?.focus());
  }

  #renderOne({ client, media, at }: Shown, one: Media): TemplateResult | typeof nothing {
    if (one.kind === 'photo') return picture(one, { client, sizes: '100vw', alt: one.alt, eager: true });
    const source = one.sources.at(-1);
    const poster = one.poster?.sources.at(-1);
    // Where there is no poster, the first frame is the picture: a telephone shows it only where it is asked for one.
    return source
      ? html`<video
          controls
          playsinline
          preload=${poster ? 'none' : 'metadata'}
          poster=${poster ? mediaUrl(client, poster.url) : nothing}
          src=${mediaUrl(client, source.url) + (poster ? '' : '#t=0.001')}
          width=${one.width ?? nothing}
          height=${one.height ?? nothing}
          aria-label=${one.alt || this.#words.videoOf(at + 1, media.length)}
        ></video>`
      : nothing;
  }

  render(): TemplateResult | typeof nothing {
    const shown = this.#shown;
    const one = shown?.media[shown.at];
    if (!shown || !one) return nothing;
    const words = this.#words;
    const { at, media } = shown;
    const name = (one.kind === 'video' ? words.videoOf : words.photoOf)(at + 1, media.length);
    const button = (by: 1 | -1, label: string, sign: string) =>
      html`<button
        class="button"
        aria-label=${label}
        aria-disabled=${media[at + by] ? 'false' : 'true'}
        @click=${() => this.#go(by)}
      >
        <span aria-hidden="true">${sign}</span>
      </button>`;
    return html`<dialog
      part="viewer"
      class="viewer"
      aria-label=${name}
      @close=${() => this.#onClose()}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
    >
      <div class="bar">
        ${media.length > 1 ? html`${button(-1, words.previous, '‹')}${button(1, words.next, '›')}` : nothing}
        <p role="status">${name}</p>
        <button
          part="close"
          class="button icon"
          aria-label=${words.closeViewer}
          @click=${() => this.#dialog?.close()}
        >
          ${closeIcon()}
        </button>
      </div>
      <div class="stage">${keyed(one.id, this.#renderOne(shown, one))}</div>
      ${one.alt ? html`<p part="caption" class="caption" dir="auto">${one.alt}</p>` : nothing}
    </dialog>`;
  }
}
