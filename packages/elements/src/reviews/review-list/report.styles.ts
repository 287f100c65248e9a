import { css, type CSSResult } from 'lit';

/** The dialog of a report. */
export const reportStyles: CSSResult = css`
  dialog {
    inline-size: min(30rem, 100% - 2rem);
    max-block-size: calc(100dvh - 2rem);
    margin: auto;
    border-radius: var(--_radius);
    overflow: auto;
  }
  .panel {
    display: grid;
    gap: var(--_space);
    padding: var(--_space);
  }
  .panel .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
`;
