import { css, type CSSResult } from 'lit';

/** The sign of a video, in the middle of its poster: to be seen on whatever that shows. */
export const playStyles: CSSResult = css`
  :is(picture, img, canvas) + .play {
    display: grid;
    place-items: center;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_surface) 85%, transparent);
    color: var(--_text);
  }
`;
