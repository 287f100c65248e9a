import { css, type CSSResult } from 'lit';

/** Over the whole page, whatever list it was opened from. */
export const viewerStyles: CSSResult = css`
  dialog.viewer {
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: 100%;
    max-block-size: 100dvh;
    margin: 0;
    border: 0;
    border-radius: 0;
    padding: max(0.5rem, env(safe-area-inset-top)) max(0.75rem, env(safe-area-inset-right))
      max(0.5rem, env(safe-area-inset-bottom)) max(0.75rem, env(safe-area-inset-left));
    background: var(--_surface);
    color: var(--_text);
    overflow: hidden;
  }
  dialog.viewer[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    gap: 0.5rem;
  }
  .viewer .bar {
    display: flex;
    flex-wrap: nowrap;
    align-items: center;
    gap: 0.5rem;
  }
  .viewer .bar p {
    flex: 1;
    font-variant-numeric: tabular-nums;
  }
  .viewer .bar .button:not(.icon) {
    padding: 0;
    font-size: 1.5em;
    line-height: 1;
  }
  :host(:dir(rtl)) .viewer .bar .button:not(.icon) span {
    scale: -1 1;
  }
  .stage {
    display: grid;
    place-items: center;
    min-block-size: 0;
  }
  .stage picture {
    display: contents;
  }
  .stage img {
    max-inline-size: 100%;
    max-block-size: 100%;
    min-block-size: 0;
    inline-size: auto;
    block-size: auto;
    object-fit: contain;
  }
  /* All the room there is, so that nothing moves when it is played: its poster may be smaller than it. */
  .stage video {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    object-fit: contain;
  }
  .caption {
    max-block-size: 6em;
    overflow: auto;
    overflow-wrap: anywhere;
  }
`;
