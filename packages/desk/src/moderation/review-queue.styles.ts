import { css, type CSSResult } from 'lit';

export const queueStyles: CSSResult = css`
  :host {
    display: grid;
    grid-template-columns: 20rem minmax(0, 1fr);
    min-block-size: 0;
    overflow: hidden;
  }
  :host([hidden]) {
    display: none;
  }
  .find {
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
    padding: 0.75rem;
    overflow: auto;
    border-inline-end: 1px solid var(--desk-line);
  }
  .find label {
    display: grid;
    gap: 0.25rem;
    font-size: 0.8125rem;
    color: var(--desk-quiet);
  }
  .find input,
  .find select {
    font-size: 0.9375rem;
    color: var(--desk-ink);
    inline-size: 100%;
    min-inline-size: 0;
  }
  .tabs {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.25rem;
  }
  .tabs button {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
  }
  .stars {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
  }
  .stars #stars {
    inline-size: 100%;
    font-size: 0.8125rem;
    color: var(--desk-quiet);
  }
  .stars button {
    flex: 1;
    padding-inline: 0.25rem;
    white-space: nowrap;
  }
  main {
    overflow: auto;
    padding: 0 1rem 2rem;
  }
  h1 {
    margin-block: 0.75rem 0.25rem;
  }
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
    max-inline-size: 56rem;
  }
  article {
    padding: 0.75rem;
    margin-inline: -0.75rem;
    border-block-end: 1px solid var(--desk-line);
    scroll-margin-block: 1rem;
  }
  article:focus-within {
    background: var(--desk-chosen);
    box-shadow: inset 3px 0 0 var(--desk-accent);
  }
  :host(:dir(rtl)) article:focus-within {
    box-shadow: inset -3px 0 0 var(--desk-accent);
  }
  article:focus {
    outline: 2px solid var(--desk-accent);
    outline-offset: -2px;
  }
  ol[aria-busy='true'],
  article[aria-busy='true'] {
    opacity: 0.6;
  }
  h2 {
    margin-block: 0.15rem 0;
    max-inline-size: 44rem;
    overflow-wrap: anywhere;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.6rem;
  }
  .failed {
    color: var(--desk-bad);
    margin-block: 0.5rem 0;
  }
  @container desk (max-width: 60rem) {
    :host {
      display: block;
      overflow: auto;
    }
    .find {
      border-inline-end: 0;
      border-block-end: 1px solid var(--desk-line);
      overflow: visible;
    }
    main {
      overflow: visible;
    }
  }
`;
