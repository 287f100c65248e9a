import { css, type CSSResult } from 'lit';

/** Controls of elements in which something is done: those that are mostly read have none of them. After `shared`. */
export const controlStyles: CSSResult = css`
  .primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .primary:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--_accent);
    box-shadow: inset 0 0 0 100vmax rgb(0 0 0 / 0.08);
  }
  .icon {
    padding: 0;
    border-color: transparent;
  }
  .button svg {
    display: block;
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
  }
  /* The room of the arrows, which are not shown, would push the number to the side. */
  ::-webkit-inner-spin-button {
    appearance: none;
    margin: 0;
  }
`;
