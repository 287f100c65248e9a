import { css } from 'lit';

export const styles = css`
  :host {
    --_star: var(--continuo-review-summary-star, currentColor);
    --_bar: var(--continuo-review-summary-bar, var(--_accent));
    min-block-size: var(--continuo-review-summary-min-block-size, 20rem);
  }
  .base {
    display: grid;
    gap: var(--_space);
    font-variant-numeric: tabular-nums;
  }
  .average {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75em;
  }
  .average strong {
    font-size: 1.5em;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(min-content, 4em) 1fr minmax(min-content, 3.5em);
    inline-size: 100%;
    max-inline-size: 30rem;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.5rem;
    border-color: transparent;
    text-align: start;
  }
  .row span:last-child {
    text-align: end;
  }
  /* Nobody gave so many: there is nothing to press, and nothing that looks pressed. */
  .row:disabled {
    background: none;
    cursor: default;
  }
  /* Chosen is a frame and bold words: shapes, not colours. */
  .row[aria-pressed='true'] {
    border-color: currentColor;
    font-weight: 700;
  }
  .row .bar {
    inline-size: 100%;
    block-size: 0.75em;
    border-radius: var(--_radius);
    background: var(--_line-soft);
    fill: var(--_bar);
  }
  .bar:dir(rtl) {
    scale: -1 1;
  }
  .rows {
    block-size: 14.5rem;
  }
  @media (forced-colors: active) {
    .bar {
      fill: CanvasText;
      border: 1px solid CanvasText;
    }
    .row[aria-pressed='true'] {
      border-color: Highlight;
    }
  }
`;
