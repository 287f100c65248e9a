import { css, type CSSResult } from 'lit';

/** Praise and criticism, each as wide as the other. */
export const highlightStyles: CSSResult = css`
  .highlights {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
    gap: var(--_space);
  }
  .highlight {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.375rem;
    margin: 0;
    padding: var(--_space);
    border: 1px solid var(--_line-soft);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }
  .highlight figcaption {
    font-weight: 600;
  }
  .highlight blockquote {
    margin: 0;
  }
  .highlight .name {
    font-weight: 600;
  }
  .highlight .text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 8;
    overflow: hidden;
    white-space: pre-line;
  }
`;
