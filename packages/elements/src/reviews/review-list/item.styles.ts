import { css, type CSSResult } from 'lit';
import { smallStyles } from '../small.styles.ts';

/** One review, in a list or alone. */
export const itemStyles: CSSResult = css`
  ${smallStyles}
  h2,
  h3,
  h4,
  h5,
  h6 {
    /* A title stands where its text does, whatever their direction. */
    inline-size: 100%;
    margin: 0;
    font-size: 1em;
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
    overflow: clip;
  }
  /* Chosen is a thicker frame: a shape, not a colour. */
  [aria-pressed='true'] {
    border-color: currentColor;
    box-shadow: inset 0 0 0 1px currentColor;
    font-weight: 600;
  }
  .review {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 0.375rem;
    padding-block: 1.25rem;
    border-block-end: 1px solid var(--_line-soft);
  }
  .review > * {
    max-inline-size: min(36rem, 100%);
  }
  .rating,
  .byline {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    overflow-wrap: anywhere;
  }
  .text {
    white-space: pre-line;
    overflow-wrap: anywhere;
    overflow: clip;
    inline-size: 100%;
  }
  .cut {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 8;
    overflow: hidden;
  }
  .actions,
  .votes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem var(--_space-s);
  }
  .review .actions {
    inline-size: 100%;
    max-inline-size: none;
    margin-block-start: 0.25rem;
  }
  @media (forced-colors: active) {
    [aria-pressed='true'] {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
