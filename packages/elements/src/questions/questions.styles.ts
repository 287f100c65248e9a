import { css, type CSSResult } from 'lit';

/** What the list and the forms of questions share, besides fields. */
export const questionStyles: CSSResult = css`
  h2,
  h3,
  h4,
  h5,
  h6 {
    inline-size: 100%;
    margin: 0;
    font-size: 1em;
    font-weight: 600;
    line-height: 1.35;
    white-space: pre-line;
    overflow-wrap: anywhere;
    overflow: clip;
  }
  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
    container-type: inline-size;
    line-height: 1.55;
  }
  /* Chosen is a thicker frame: a shape, not a colour. */
  [aria-pressed='true'] {
    border-color: currentColor;
    box-shadow: inset 0 0 0 1px currentColor;
    font-weight: 600;
  }
  .form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    inline-size: min(42rem, 100%);
    padding: 1.25rem;
    border: 1px solid var(--_line-soft);
    border-radius: var(--_radius);
  }
  .form [part='heading'] {
    font-size: 1.125em;
  }
  [part='heading']:focus,
  .sent:focus {
    outline: 0;
    box-shadow: none;
  }
  .label .muted {
    font-weight: 400;
  }
  textarea {
    resize: vertical;
    line-height: 1.5;
  }
  .form input,
  .form textarea {
    inline-size: 100%;
  }
  [aria-invalid='true'] {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .left:empty {
    display: none;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-s) var(--_space);
  }
  .sent {
    display: grid;
    gap: 0.25rem;
    padding: var(--_space);
    border-inline-start: 3px solid var(--_accent);
    background: color-mix(in srgb, currentColor 5%, transparent);
  }
  .similar summary {
    min-block-size: 2rem;
    padding-block: 0.25rem;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .text {
    white-space: pre-line;
    overflow-wrap: anywhere;
    overflow: clip;
    inline-size: 100%;
  }
  @media (forced-colors: active) {
    [aria-pressed='true'] {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
