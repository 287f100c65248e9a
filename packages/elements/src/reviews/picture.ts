import { mediaUrl } from '@continuo/headless/media';
import type { Client } from '@continuo/core';
import type { Media } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';

/** What a picture needs of the element around it. */
export interface Shown {
  client: Client;
  /** CSS width at which it is shown, as `sizes` has it. */
  sizes: string;
  alt: string;
  /** Shown at once, as it is what somebody opened; others when they come into sight. */
  eager?: boolean;
}

/** A photo in the best type that the browser can show and the width that it needs. Its box reserves the room. */
export function picture(
  media: Omit<Media, 'alt' | 'kind'>,
  { client, sizes, alt, eager }: Shown,
): TemplateResult | typeof nothing {
  const last = media.sources.at(-1);
  if (!last) return nothing;
  const types = [...new Set(media.sources.map(({ type }) => type))];
  const srcset = (type: string) =>
    media.sources
      .filter((source) => source.type === type && source.width)
      .map(({ url, width }) => `${mediaUrl(client, url)} ${width}w`)
      .join(', ') || nothing;
  return html`<picture>
    ${types.slice(0, -1).map((type) => html`<source type=${type} srcset=${srcset(type)} sizes=${sizes} />`)}
    <img
      srcset=${srcset(last.type)}
      sizes=${sizes}
      src=${mediaUrl(client, last.url)}
      width=${media.width ?? nothing}
      height=${media.height ?? nothing}
      alt=${alt}
      loading=${eager ? 'eager' : 'lazy'}
      decoding="async"
      data-tint=${media.placeholder ?? nothing}
    />
  </picture>`;
}

/** A photo as such; a video by its poster, if it has one, under the sign that says so. */
export const small = (media: Media, shown: Shown): TemplateResult | typeof nothing =>
  media.kind === 'photo'
    ? picture(media, shown)
    : html`${media.poster ? picture(media.poster, shown) : nothing}${playSign}`;
export const playSign: TemplateResult = html`<span class="play" aria-hidden="true">▶</span>`;

/** Puts the mean colours behind pictures that are not there yet. Through the CSSOM, which a strict policy allows. */
export function tint(root: ParentNode): void {
  for (const image of root.querySelectorAll<HTMLElement>('[data-tint]'))
    image.style.backgroundColor = image.dataset['tint']!;
}
