import type { Client } from '@continuo/core';
import type { Media } from '@continuo/protocol';
import { nothing, type LitElement, type TemplateResult } from 'lit';
import type { Viewer } from './viewer.ts';

/** Photos and videos at full size over the page. The viewer is fetched when somebody opens it for the first time. */
export class ViewerDialog {
  readonly #host: LitElement;
  readonly #client: () => Client | undefined;
  readonly #tag: () => string;
  #viewer: Viewer | undefined;

  /** @param tag BCP 47 tag of the element's language, as it is at the time. */
  constructor(host: LitElement, client: () => Client | undefined, tag: () => string) {
    this.#host = host;
    this.#client = client;
    this.#tag = tag;
  }

  /** Opens at one of them; the focus goes back to `opener` afterwards. */
  async open(media: readonly Media[], at: number, opener: HTMLElement): Promise<void> {
    const client = this.#client();
    if (!client) return;
    try {
      this.#viewer ??= new (await import('./viewer.ts')).Viewer(this.#host, this.#tag);
      await this.#viewer.open({ client, media, at, opener });
    } catch (cause) {
      // The next press tries again.
      console.warn('continuo: the viewer could not be loaded', cause);
    }
  }

  render(): TemplateResult | typeof nothing {
    return this.#viewer?.render() ?? nothing;
  }
}
