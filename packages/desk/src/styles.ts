import { css, type CSSResult } from 'lit';

/** Fields, buttons and the focus ring, for every part of the desk. */
export const controls: CSSResult = css`
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3 {
    font-size: 1rem;
    margin: 0;
  }
  h1 {
    font-size: 1.25rem;
  }
  input,
  button,
  select {
    font: inherit;
    color: inherit;
    background: var(--desk-raised);
    border: 1px solid var(--desk-line);
    border-radius: 6px;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.75rem;
  }
  button {
    cursor: pointer;
  }
  button.primary {
    background: var(--desk-accent);
    border-color: transparent;
    color: var(--desk-on-accent);
    font-weight: 600;
  }
  button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--desk-accent);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--desk-paper);
  }
  textarea {
    font: inherit;
    color: inherit;
    background: var(--desk-raised);
    border: 1px solid var(--desk-line);
    border-radius: 6px;
    padding: 0.5rem 0.75rem;
    inline-size: 100%;
    resize: vertical;
  }
  [aria-pressed='true'] {
    border-color: var(--desk-accent);
    box-shadow: inset 0 0 0 1px var(--desk-accent);
  }
  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }
  dialog {
    border: 1px solid var(--desk-line);
    border-radius: 8px;
    background: var(--desk-raised);
    color: inherit;
    max-inline-size: min(28rem, calc(100vw - 2rem));
  }
  kbd {
    border: 1px solid var(--desk-line);
    border-radius: 4px;
    padding: 0 0.4em;
    font: inherit;
  }
  /* A key is no part of the button's name. */
  [data-key]::after {
    content: attr(data-key) / '';
    font-size: 0.75rem;
    line-height: 1.4;
    color: var(--desk-quiet);
    border: 1px solid var(--desk-line);
    border-radius: 4px;
    padding-inline: 0.35em;
    margin-inline-start: 0.5em;
  }
  @media (pointer: coarse) {
    [data-key]::after {
      content: none;
    }
  }
  a {
    color: var(--desk-accent-text);
  }
  .small {
    font-size: 0.8125rem;
  }
  .quiet {
    color: var(--desk-quiet);
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
