import { css, type CSSResult } from 'lit';

/** Rows out of sight are not laid out; the frame of what has the focus reaches beyond its row. */
export const rowStyles: CSSResult = css`
  .list > li {
    content-visibility: auto;
    contain-intrinsic-size: auto 14rem;
    overflow: clip;
    overflow-clip-margin: 4px;
  }
`;
