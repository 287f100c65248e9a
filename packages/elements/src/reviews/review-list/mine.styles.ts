import { css, type CSSResult } from 'lit';

/** Reviews of one's own. */
export const mineStyles: CSSResult = css`
  .mine .review {
    padding: var(--_space);
    border: 1px solid var(--_line-soft);
    border-radius: var(--_radius);
  }
  .state {
    display: grid;
  }
`;
