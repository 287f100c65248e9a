import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }
  dialog {
    position: fixed;
    inset-block: 0;
    inset-inline: auto 0;
    inline-size: min(var(--continuo-cart-drawer-inline-size, 28rem), 100%);
    block-size: 100vh;
    block-size: 100dvh;
    margin: 0;
    overflow: hidden;
    line-height: 1.5;
  }
  dialog[open] {
    animation: in var(--_motion) ease-out;
  }
  @keyframes in {
    from {
      opacity: 0;
      translate: var(--_from, 1.5rem) 0;
    }
  }
  dialog:dir(rtl) {
    --_from: -1.5rem;
  }
  .base {
    display: grid;
    grid-template-rows: auto 1fr auto;
    block-size: 100%;
    container-type: inline-size;
  }
  .head,
  .body,
  .foot {
    padding: var(--_space);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-s);
    padding-block: var(--_space-s);
    border-block-end: 1px solid var(--_line-soft);
  }
  h2 {
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.3;
  }
  .body {
    overflow: auto;
    overscroll-behavior: contain;
    min-block-size: 0;
  }
  .foot {
    display: grid;
    gap: var(--_space-s);
    padding-block-end: calc(var(--_space) + env(safe-area-inset-bottom, 0px));
    border-block-start: 1px solid var(--_line-soft);
  }
  .block {
    block-size: 5rem;
    margin-block: var(--_space);
  }
`;
