import { css, type CSSResult } from 'lit';

export const pageStyles: CSSResult = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 20rem;
    min-block-size: 0;
    overflow: hidden;
  }
  main,
  aside {
    overflow: auto;
    padding: 0 1rem 2rem;
  }
  aside {
    border-inline-start: 1px solid var(--desk-line);
  }
  h1 {
    overflow-wrap: anywhere;
    margin-block: 0.15rem 0;
  }
  h2 {
    margin-block: 1.25rem 0.5rem;
  }
  article,
  form {
    max-inline-size: 44rem;
  }
  article[aria-busy='true'] {
    opacity: 0.6;
  }
  .state {
    margin-block: 1rem 0.5rem;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .failed {
    color: var(--desk-bad);
    margin-block: 0.5rem;
  }
  .log {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .log li {
    padding-block: 0.35rem;
    border-block-end: 1px solid var(--desk-line);
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.1rem 0.75rem;
    font-size: 0.8125rem;
    margin: 0;
  }
  dt {
    color: var(--desk-quiet);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
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
    main {
      padding-block-end: 0;
    }
  }
`;
