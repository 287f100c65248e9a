import { svg, type TemplateResult } from 'lit';

/** Drawn with the text's colour and hidden from the tree: the name is always written beside it. */
const icon = (path: TemplateResult): TemplateResult =>
  svg`<svg aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`;

export const bagIcon = (): TemplateResult =>
  icon(svg`<path d="M5 8h14l1 12H4L5 8Z"></path><path d="M8.5 10V7a3.5 3.5 0 0 1 7 0v3"></path>`);
export const closeIcon = (): TemplateResult => icon(svg`<path d="M6 6l12 12M18 6L6 18"></path>`);
export const minusIcon = (): TemplateResult => icon(svg`<path d="M6 12h12"></path>`);
export const plusIcon = (): TemplateResult => icon(svg`<path d="M6 12h12M12 6v12"></path>`);
export const checkIcon = (): TemplateResult => icon(svg`<path d="M5 13l4.5 4.5L19 7"></path>`);
