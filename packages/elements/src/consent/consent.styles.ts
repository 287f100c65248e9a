import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }
  .banner {
    position: fixed;
    inset-inline: 0;
    inset-block-end: 0;
    z-index: var(--continuo-consent-z-index, 2147483000);
    padding: var(--_space);
    padding-block-end: calc(var(--_space) + env(safe-area-inset-bottom, 0px));
    background: var(--_surface);
    color: var(--_text);
    border-block-start: 1px solid var(--_line);
    box-shadow: 0 -0.25rem 1.5rem rgb(0 0 0 / 0.12);
    font-size: var(--continuo-consent-font-size, 0.9375rem);
    line-height: 1.5;
    container-type: inline-size;
    max-block-size: 60vh;
    overflow: auto;
  }
  .inner {
    display: grid;
    gap: var(--_space);
    max-inline-size: 72rem;
    margin-inline: auto;
  }
  .banner h2,
  dialog h2 {
    font-size: 1.125em;
    font-weight: 600;
    line-height: 1.3;
  }
  .text {
    display: grid;
    gap: 0.25rem;
    max-inline-size: 65ch;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-s);
    align-items: center;
  }
  /* Yes and no look and measure the same. */
  .actions .answer {
    flex: 1 1 7rem;
    max-inline-size: 16rem;
  }
  @container (min-width: 48rem) {
    .inner {
      grid-template-columns: 1fr auto;
      align-items: center;
    }
    .actions .answer {
      flex: none;
      inline-size: 9rem;
    }
  }
  .actions .quiet {
    margin-inline-start: -0.5rem;
  }
  dialog .actions .answer {
    max-inline-size: none;
  }
  dialog {
    inline-size: min(36rem, 100% - 2rem);
    max-block-size: calc(100vh - 2rem);
    margin: auto;
    border-radius: var(--_radius);
    line-height: 1.5;
    overflow: auto;
  }
  form,
  .panel {
    display: grid;
    gap: var(--_space);
    padding: var(--_space);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-s);
  }
  .category {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 0.75rem;
    padding-block: 0.75rem;
    border-block-start: 1px solid var(--_line-soft);
  }
  .category input {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    accent-color: var(--_accent);
  }
  .category label {
    font-weight: 600;
    min-block-size: 1.5rem;
  }
  .category .meaning {
    grid-column: 2;
  }
`;
