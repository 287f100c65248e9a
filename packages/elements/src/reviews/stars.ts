import { css, nothing, svg, type CSSResult, type TemplateResult } from 'lit';

/** A row of stars from the n-th to before the m-th, as one path: twenty rows of a list are few nodes. */
const row = (from: number, to: number): string => {
  let path = '';
  for (let n = from; n < to; n++)
    path += `M${12 + 24 * n} 2.8l2.85 5.8 6.4.92-4.63 4.5 1.1 6.38L${12 + 24 * n} 17.4l-5.72 3 1.1-6.38-4.63-4.5 6.4-.92z`;
  return path;
};

/**
 * Stars for the eye: hidden from the tree, the number is always written beside them. Filled and empty ones differ in
 * shape (a frame only), and both follow the text's colour, also where colours are forced.
 * @param value 0 to 5; halves and tenths cut a star.
 */
export function stars(value: number): TemplateResult {
  const full = Math.floor(value);
  const part = value - full;
  return svg`<svg class="stars" aria-hidden="true" viewBox="0 0 120 24">
    <path class="hollow" d=${row(full, 5)}></path><path class="full" d=${row(0, full)}></path>
    ${part ? svg`<svg width=${24 * value} height="24" viewBox="0 0 ${24 * value} 24"><path class="full" d=${row(full, full + 1)}></path></svg>` : nothing}
  </svg>`;
}

/** One filled star, beside a number. */
export const oneStar = (): TemplateResult =>
  svg`<svg class="star" aria-hidden="true" viewBox="0 0 24 24"><path class="full" d=${row(0, 1)}></path></svg>`;

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
    .stars {
      color: CanvasText;
    }
  }
`;
