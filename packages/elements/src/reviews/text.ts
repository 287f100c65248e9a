import { html, nothing, type TemplateResult } from 'lit';

/**
 * A heading of a level, 2 to 6: the page says where in its outline the element stands.
 * @param lang of what a person wrote, which has a direction of its own. Our own words have the page's.
 */
export function heading(
  level: number,
  { id, lang, text, focusable }: { id: string; lang?: string; text: unknown; focusable?: boolean },
): TemplateResult {
  const language = lang ?? nothing;
  const dir = lang ? 'auto' : nothing;
  const tabindex = focusable ? '-1' : nothing;
  switch (level) {
    case 3:
      return html`<h3 part="heading" id=${id} lang=${language} dir=${dir} tabindex=${tabindex}>${text}</h3>`;
    case 4:
      return html`<h4 part="heading" id=${id} lang=${language} dir=${dir} tabindex=${tabindex}>${text}</h4>`;
    case 5:
      return html`<h5 part="heading" id=${id} lang=${language} dir=${dir} tabindex=${tabindex}>${text}</h5>`;
    case 6:
      return html`<h6 part="heading" id=${id} lang=${language} dir=${dir} tabindex=${tabindex}>${text}</h6>`;
    default:
      return html`<h2 part="heading" id=${id} lang=${language} dir=${dir} tabindex=${tabindex}>${text}</h2>`;
  }
}

/** The level of an element's own heading from what its page asks for: 2 to 5, as those inside are one deeper. */
export const levelOf = (asked: number | undefined): number => Math.min(5, Math.max(2, (asked ?? 2) | 0));
