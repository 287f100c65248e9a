import { starRow } from '@continuo/headless/reviews';
import { css, nothing, svg, type CSSResult, type TemplateResult } from 'lit';

/**
 * Stars for the eye: hidden from the tree, the number is always written beside them. Filled and empty ones differ in
 * shape (a frame only), and both follow the text's colour, also where colours are forced.
 * @param value 0 to 5; halves and tenths cut a star.
 */
export function stars(value: number): TemplateResult {
  const full = Math.floor(value);
  const part = value - full;
  return svg`<svg class="stars" aria-hidden="true" viewBox="0 0 120 24">
    <path class="hollow" d=${starRow(full, 5)}></path><path class="full" d=${starRow(0, full)}></path>
    ${part ? svg`<svg width=${24 * value}><path class="full" d=${starRow(full, full + 1)}></path></svg>` : nothing}
  </svg>`;
}

export const starStyles: CSSResult = css`
  .stars {
    flex: none;
    inline-size: 5.75em;
    block-size: 1.15em;
    vertical-align: -0.2em;
    color: var(--_star);
    stroke: currentColor;
    stroke-width: 1.4;
    stroke-linejoin: round;
  }
  .star {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    color: var(--_star);
  }
  .stars .hollow {
    fill: none;
  }
  .full {
    fill: currentColor;
  }
  .stars:dir(rtl) {
    scale: -1 1;
  }
  @media (forced-colors: active) {
    .stars,
    .star {
      color: CanvasText;
    }
  }
`;
