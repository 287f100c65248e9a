import { css, type CSSResult } from 'lit';
import { playStyles } from './play.styles.ts';

/** What only some reviews have, in a list and in a summary. */
export const extrasStyles: CSSResult = css`
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
  }
  .badge[open] {
    flex-basis: 100%;
  }
  .badge summary {
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    min-block-size: 1.75rem;
    font-size: 0.875em;
    cursor: pointer;
    text-decoration: underline dotted;
    text-underline-offset: 0.25em;
  }
  .thumbs {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-s);
    margin-block: 0.25rem;
  }
  .thumb {
    display: grid;
    place-items: center;
    overflow: hidden;
    inline-size: 5.5rem;
    block-size: 5.5rem;
    padding: 0;
    border: 1px solid var(--_line-soft);
    border-radius: var(--_radius);
    background: var(--_line-soft);
    cursor: pointer;
  }
  .thumb img {
    display: block;
    inline-size: 5.5rem;
    block-size: 5.5rem;
    object-fit: cover;
  }
  .thumb > * {
    grid-area: 1 / 1;
  }
  ${playStyles}
  .foreign {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5rem;
    min-block-size: 2rem;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1.25rem;
    font-size: 0.875em;
  }
  .facts div {
    display: flex;
    gap: 0.375em;
  }
  .facts dt::after {
    content: ':';
  }
  .facts dt:lang(zh)::after {
    content: '：';
  }
  .facts dd {
    font-weight: 600;
  }
  .response {
    inline-size: 100%;
    margin-block: 0.25rem;
    padding: 0.75rem var(--_space);
    border-inline-start: 3px solid var(--_accent);
    background: color-mix(in srgb, currentColor 5%, transparent);
  }
  .review a {
    color: inherit;
  }
  .scale {
    inline-size: 100%;
    max-inline-size: 20rem;
    block-size: 1em;
    overflow: visible;
    stroke: var(--_line);
    fill: var(--_bar);
  }
  .scale circle {
    stroke: none;
  }
  .scale:dir(rtl) {
    scale: -1 1;
  }
  .ratings {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
    align-content: start;
    gap: var(--_space);
  }
  .ratings dt {
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .scale {
      fill: CanvasText;
      stroke: CanvasText;
    }
  }
`;
