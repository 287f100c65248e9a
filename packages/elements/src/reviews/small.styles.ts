import { css, type CSSResult } from 'lit';

/** Buttons beside a text. */
export const smallStyles: CSSResult = css`
  .small {
    min-block-size: 2rem;
    min-inline-size: 2.75rem;
    padding: 0.125rem 0.75rem;
    font-size: 0.875em;
  }
  .small.quiet {
    min-inline-size: 0;
    padding-inline: 0.25rem;
  }
`;
