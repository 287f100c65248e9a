import { css, type CSSResult } from 'lit';

/** What a machine made of the reviews: a frame of its own, so that nobody takes it for what people wrote. */
export const digestStyles: CSSResult = css`
  .digest {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-s);
    padding: var(--_space);
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }
  .claims {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-s);
    padding-inline-start: 1.25em;
    list-style: disc;
  }
  .rests summary {
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    min-block-size: 1.75rem;
    font-size: 0.875em;
    cursor: pointer;
    text-decoration: underline dotted;
    text-underline-offset: 0.25em;
  }
  .named {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
    margin-block: 0.25rem var(--_space-s);
    padding-inline-start: var(--_space-s);
    border-inline-start: 3px solid var(--_line-soft);
  }
  .named .stars {
    max-inline-size: 100%;
  }
  .named blockquote {
    margin: 0;
  }
  .named .name {
    font-weight: 600;
  }
  .named .text {
    white-space: pre-line;
  }
`;
