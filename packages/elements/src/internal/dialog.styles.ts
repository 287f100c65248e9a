import { css } from 'lit';

/** A dialog over the page: its own surface and text colour, so that it can be read whatever the page has set. */
export const dialogStyles = css`
  dialog {
    padding: 0;
    border: 0;
    background: var(--_surface);
    color: var(--_text);
    max-inline-size: none;
    max-block-size: none;
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  h2:focus,
  dialog:focus {
    outline: 0;
    box-shadow: none;
  }
  @media (forced-colors: active) {
    dialog {
      border: 1px solid CanvasText;
    }
  }
`;
