import { css } from 'lit';

export const panelStyles = css`
  .line {
    display: grid;
    grid-template-columns: 5rem 1fr auto;
    gap: 0.5rem var(--_space);
    padding-block: var(--_space);
    border-block-end: 1px solid var(--_line-soft);
  }
  .picture {
    inline-size: 5rem;
    block-size: 5rem;
    object-fit: cover;
    border-radius: var(--_radius);
    background: var(--_line-soft);
  }
  .what {
    display: grid;
    align-content: start;
    gap: 0.125rem;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: 1em;
    font-weight: 600;
  }
  h3 a {
    color: inherit;
  }
  /* The sum stands beside the title, the rest below: each in a column of its own, at any width. */
  .controls {
    display: contents;
  }
  .controls .quantity {
    grid-column: 2;
    justify-self: start;
  }
  .controls .quiet {
    grid-column: 3;
    justify-self: end;
    margin-inline-end: -0.5rem;
  }
  .quantity {
    display: inline-flex;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .quantity input {
    inline-size: 3em;
    min-block-size: 2.75rem;
    border: 0;
    background: transparent;
    text-align: center;
    appearance: textfield;
  }
  .sum {
    grid-area: 1 / 3;
    text-align: end;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .flag {
    color: var(--_danger);
    font-weight: 600;
  }
  .gone {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-s);
    padding-block: var(--_space-s);
    border-block-end: 1px solid var(--_line-soft);
  }
  .notices {
    display: grid;
    gap: var(--_space-s);
    margin-block-end: var(--_space-s);
  }
  .notice {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--_space-s);
    padding-block: var(--_space-s);
    padding-inline: var(--_space) var(--_space-s);
    border: 1px solid var(--_line);
    border-inline-start-width: 0.25rem;
    border-radius: var(--_radius);
  }
  .totals {
    display: grid;
    gap: 0.25rem;
    font-variant-numeric: tabular-nums;
  }
  .totals div {
    display: flex;
    justify-content: space-between;
    gap: var(--_space);
  }
  .totals .total {
    font-size: 1.125em;
    font-weight: 600;
  }
  .status {
    min-block-size: 1.5em;
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: var(--_space-s);
    padding-block: 20cqb var(--_space);
    text-align: center;
  }
  @container (max-width: 20rem) {
    .line {
      grid-template-columns: 3.5rem 1fr auto;
    }
    .picture {
      inline-size: 3.5rem;
      block-size: 3.5rem;
    }
    .controls .quantity {
      grid-column: 1 / 3;
    }
  }
`;
