import { css, html, nothing, type CSSResult, type TemplateResult } from 'lit';
import type { Media } from '@continuo/protocol';
import { fill } from '../format.ts';
import type { Words } from '../words.ts';

export const mediaStyles: CSSResult = css`
  .media {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    list-style: none;
    margin: 0.5rem 0 0;
    padding: 0;
  }
  .media img,
  .media video {
    display: block;
    block-size: 8rem;
    border-radius: 0.375rem;
    background: var(--desk-line);
  }
  .media img {
    inline-size: 8rem;
    object-fit: cover;
  }
  .media video {
    inline-size: auto;
    max-inline-size: 100%;
  }
`;

/** Of the desk's own origin, or where an imported picture stays. */
const isAddress = (url: string): boolean => /^(\/(?!\/)|https?:\/\/)/.test(url);

function one(media: Media, name: string): TemplateResult | typeof nothing {
  const sources = media.sources.filter(({ url }) => isAddress(url));
  const whole = sources.at(-1);
  if (!whole) return nothing;
  const poster = media.poster?.sources.filter(({ url }) => isAddress(url)).at(-1);
  if (media.kind === 'video')
    return html`<li>
      <video
        controls
        preload=${poster ? 'none' : 'metadata'}
        poster=${poster?.url ?? nothing}
        src=${whole.url}
        width=${media.width ?? nothing}
        height=${media.height ?? nothing}
        aria-label=${name}
      ></video>
    </li>`;
  // Twice as wide as it is shown here, of the type that every browser has.
  const small = sources.find(({ type, width = 0 }) => type === whole.type && width >= 256) ?? whole;
  return html`<li>
    <a href=${whole.url} target="_blank" rel="noreferrer">
      <img src=${small.url} width="128" height="128" loading="lazy" alt=${name} />
    </a>
  </li>`;
}

/** The photos and videos of an item; each photo opens whole in a tab of its own. */
export function mediaList(media: readonly Media[], words: Words): TemplateResult | typeof nothing {
  if (!media.length) return nothing;
  return html`<ul class="media" aria-label=${words.media}>
    ${media.map((each, i) => {
      const name = fill(each.kind === 'video' ? words.videoOf : words.photoOf, { n: i + 1 });
      return one(each, each.alt ? `${name}: ${each.alt}` : name);
    })}
  </ul>`;
}
