import { css } from 'lit';

export const styles = css`
  :host {
    min-block-size: var(--continuo-add-to-cart-min-block-size, 6rem);
  }
  .base {
    display: grid;
    gap: var(--_space);
    container-type: inline-size;
  }
  .price {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75em;
    font-variant-numeric: tabular-nums;
  }
  .amount {
    font-size: 1.25em;
    font-weight: 600;
  }
  legend {
    padding: 0;
    margin-block-end: var(--_space-s);
  }
  .values {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-s);
  }
  .value {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 2.75rem;
    min-inline-size: 2.75rem;
    justify-content: center;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .value:has(img) {
    padding-inline-start: 0.25rem;
  }
  .value img {
    inline-size: 2.25rem;
    block-size: 2.25rem;
    border-radius: calc(var(--_radius) * 0.75);
    object-fit: cover;
  }
  .value input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    cursor: inherit;
  }
  /* Chosen is a thicker frame, sold out a line through: shapes, not colours. */
  .value:has(:checked) {
    border-color: currentColor;
    box-shadow: inset 0 0 0 1px currentColor;
  }
  .value.gone {
    text-decoration: line-through;
  }
  .value:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-s);
  }
  .bar .add {
    flex: 1 1 10rem;
  }
  .quantity {
    display: inline-flex;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .quantity input {
    inline-size: 3em;
    border: 0;
    background: transparent;
    text-align: center;
    appearance: textfield;
  }
  .stock {
    min-block-size: 1.5em;
  }
  .low {
    font-weight: 600;
  }
  .lines {
    block-size: 1.75rem;
    inline-size: 40%;
  }
  .block {
    block-size: 2.75rem;
  }
  @media (forced-colors: active) {
    .value:has(:checked) {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
