import { css, type CSSResult } from 'lit';
import { smallStyles } from './small.styles.ts';

/** What fields of forms and filters share, besides what all elements do. */
export const fieldStyles: CSSResult = css`
  select,
  textarea,
  input {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
  }
  select,
  textarea,
  input:not([type='radio'], [type='checkbox']) {
    min-block-size: 2.75rem;
    margin: 0;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: transparent;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  /* The list of choices is drawn over the page, whatever the page's own colours are. */
  option {
    background: var(--_surface);
    color: var(--_text);
  }
  ::placeholder {
    color: inherit;
    opacity: 0.75;
  }
  .field {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  .label,
  legend {
    padding: 0;
    font-size: 0.875em;
    font-weight: 600;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-block-size: 2.75rem;
    cursor: pointer;
  }
  .check input {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    accent-color: var(--_accent);
  }
  ${smallStyles}
  .problem {
    color: var(--_danger);
    font-weight: 600;
  }
  .problem:empty {
    display: none;
  }
`;
