import { css, type CSSResult } from 'lit';

export const pageStyles: CSSResult = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 20rem;
    grid-template-rows: auto minmax(0, 1fr);
    min-block-size: 0;
    overflow: hidden;
  }
  .head {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    padding: 0.75rem 1rem;
    border-block-end: 1px solid var(--desk-line);
  }
  .live::before {
    content: '●';
    margin-inline-end: 0.35em;
    color: var(--desk-good);
  }
  .live.off::before {
    content: '○';
    color: var(--desk-quiet);
  }
  .back {
    display: none;
  }
  main,
  aside {
    overflow: auto;
    padding: 0 1rem 2rem;
  }
  aside {
    border-inline-start: 1px solid var(--desk-line);
  }
  h2 {
    margin-block: 1rem 0.5rem;
  }
  h3 {
    position: sticky;
    inset-block-start: 0;
    background: var(--desk-paper);
    color: var(--desk-quiet);
    font-size: 0.8125rem;
    font-weight: 600;
    padding-block: 0.5rem 0.25rem;
  }
  ol,
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  ol li {
    display: grid;
    grid-template-columns: max-content 6.5rem minmax(0, 1fr) auto;
    gap: 0.75rem;
    align-items: baseline;
    padding-block: 0.3rem;
    border-block-end: 1px solid var(--desk-line);
  }
  time,
  .trust,
  .channel {
    font-size: 0.8125rem;
    color: var(--desk-quiet);
    font-variant-numeric: tabular-nums;
  }
  time,
  .channel {
    white-space: nowrap;
  }
  .channel svg {
    vertical-align: -3px;
  }
  .order b {
    color: var(--desk-accent-text);
  }
  .unverified {
    color: var(--desk-bad);
  }
  .what {
    overflow-wrap: anywhere;
  }
  summary {
    cursor: pointer;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.1rem 0.75rem;
    font-size: 0.8125rem;
    margin: 0.25rem 0 0.5rem 1rem;
  }
  dt {
    color: var(--desk-quiet);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  aside dl {
    margin-inline-start: 0;
  }
  aside li {
    padding-block: 0.35rem;
    border-block-end: 1px solid var(--desk-line);
  }
  .row {
    display: flex;
    justify-content: space-between;
    gap: 0.75rem;
  }
  .small {
    font-size: 0.8125rem;
  }
  @container desk (max-width: 60rem) {
    :host {
      display: block;
      overflow: auto;
    }
    aside {
      border-inline-start: 0;
    }
    main,
    aside {
      overflow: visible;
    }
    .back {
      display: inline-block;
    }
  }
  @container desk (max-width: 34rem) {
    ol li {
      grid-template-columns: auto 1fr auto;
      gap: 0.1rem 0.75rem;
    }
    .what {
      grid-column: 1 / -1;
      order: 1;
    }
  }
`;
