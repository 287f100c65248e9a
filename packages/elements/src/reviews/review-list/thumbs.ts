import type { Review } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { picture } from '../picture.ts';
import type { Rows } from './item.ts';

/** The photos and videos of a review: squares of one size, whose room is there before they are. */
export const thumbs = ({ words, client, view }: Rows, { media }: Review): TemplateResult | typeof nothing =>
  media.length && client
    ? html`<ul part="media" class="thumbs">
        ${media.map(
          (one, at) =>
            html`<li>
              <button
                part="thumb"
                class="thumb"
                aria-haspopup="dialog"
                aria-label=${words[one.kind](at + 1, one.alt)}
                @click=${({ currentTarget }: Event) => view(media, at, currentTarget as HTMLElement)}
              >
                ${
                  one.kind === 'photo'
                    ? picture(one, { client, sizes: '5.5rem', alt: '' })
                    : html`<span aria-hidden="true">▶</span>`
                }
              </button>
            </li>`,
        )}
      </ul>`
    : nothing;
