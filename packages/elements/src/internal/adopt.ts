import type { CSSResult, LitElement } from 'lit';

/** Adds styles to an element, once: those of a part that is loaded when it is needed. */
export function adopt(host: LitElement, ...styles: CSSResult[]): void {
  const root = host.renderRoot as ShadowRoot;
  for (const { styleSheet } of styles)
    if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
}
