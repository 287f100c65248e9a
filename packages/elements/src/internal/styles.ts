import { css } from 'lit';

/**
 * What all elements share. Tokens are read into private properties once, so that a page sets few names and every
 * element falls back to something that looks at home on a page that sets none.
 */
export const shared = css`
  :host {
    --_accent: var(--continuo-color-accent, light-dark(#1f5f4f, #8fd3bf));
    --_on-accent: var(--continuo-color-on-accent, light-dark(#fff, #08231c));
    --_surface: var(--continuo-color-surface, light-dark(#fff, #1c1d1f));
    --_text: var(--continuo-color-text, light-dark(#1b1c1e, #f1f1ee));
    --_danger: var(--continuo-color-danger, light-dark(#a3271b, #ffb4a8));
    --_line: color-mix(in srgb, currentColor 45%, transparent);
    --_line-soft: color-mix(in srgb, currentColor 16%, transparent);
    --_space: var(--continuo-space-m, 1rem);
    --_space-s: calc(var(--_space) / 2);
    --_radius: var(--continuo-radius-m, 0.5rem);
    --_motion: var(--continuo-motion, 160ms);
    --_focus: var(--continuo-color-focus, light-dark(#10243e, #fff));
    --_focus-gap: light-dark(#fff, #10243e);
    display: block;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  /* An empty marker and not none, for which WebKit would take the list's role away. */
  ul {
    list-style: '';
  }
  button,
  input {
    margin: 0;
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space-s);
    min-block-size: 2.75rem;
    min-inline-size: 2.75rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: transparent;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }
  .button:hover {
    background: var(--_line-soft);
  }
  .quiet {
    flex: none;
    white-space: nowrap;
    padding: 0.25rem 0.5rem;
    border-color: transparent;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    background: var(--_line-soft);
    color: inherit;
    box-shadow: none;
    cursor: not-allowed;
  }
  /* Two colours: one of them shows on any background. */
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--_focus-gap);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    opacity: 0.8;
    font-size: 0.875em;
  }
  .message {
    display: grid;
    justify-items: start;
    gap: var(--_space-s);
  }
  .skeleton {
    display: block;
    border-radius: var(--_radius);
    background: var(--_line-soft);
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0.01ms;
    }
  }
  @media (forced-colors: active) {
    .button {
      border-color: ButtonText;
    }
    .button:disabled,
    .button[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
    :focus-visible {
      outline-color: Highlight;
    }
    .skeleton {
      border: 1px solid GrayText;
    }
  }
`;
