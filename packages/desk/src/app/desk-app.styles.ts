import { css, type CSSResult } from 'lit';

export const appStyles: CSSResult = css`
  :host {
    display: block;
    container: desk / inline-size;
  }
  .frame {
    display: grid;
    grid-template: auto minmax(0, 1fr) / 20rem minmax(0, 1fr);
    block-size: 100vh;
    block-size: 100dvh;
  }
  .bar {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: 1rem;
    padding: 0.5rem 1rem;
    border-block-end: 1px solid var(--desk-line);
    background: var(--desk-raised);
  }
  .bar h1 {
    margin: 0;
    font-size: 1em;
  }
  desk-person-list {
    border-inline-end: 1px solid var(--desk-line);
  }
  .empty {
    padding: 2rem;
  }
  .bar nav {
    flex: 1;
    display: flex;
    gap: 0.25rem;
  }
  nav a {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.25rem;
    padding-inline: 0.75rem;
    border-radius: 6px;
    color: inherit;
    text-decoration: none;
  }
  nav a:hover {
    text-decoration: underline;
  }
  nav a[aria-current] {
    background: var(--desk-chosen);
    box-shadow: inset 0 -2px 0 var(--desk-accent);
    font-weight: 600;
  }
  nav b {
    border-radius: 999px;
    padding-inline: 0.5em;
    background: var(--desk-accent);
    color: var(--desk-on-accent);
    font-size: 0.8125rem;
  }
  desk-moderation {
    grid-column: 1 / -1;
  }
  @container desk (max-width: 60rem) {
    .frame {
      grid-template-columns: minmax(0, 1fr);
    }
    .frame[data-chosen] desk-person-list,
    .frame:not([data-chosen]) .empty {
      display: none;
    }
    .bar .who {
      display: none;
    }
  }
  @container desk (max-width: 34rem) {
    .bar {
      flex-wrap: wrap;
      gap: 0.25rem 0.5rem;
      padding-inline: 0.75rem;
    }
    .bar h1 {
      flex: 1;
    }
    .bar nav {
      order: 1;
      flex: none;
      inline-size: 100%;
    }
    .bar nav a {
      flex: 1;
      justify-content: center;
    }
  }
`;
