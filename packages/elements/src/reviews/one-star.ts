import { starRow } from '@continuo/headless/reviews';
import { svg, type TemplateResult } from 'lit';

/** One filled star, beside a number. */
export const oneStar = (): TemplateResult =>
  svg`<svg class="star" aria-hidden="true" viewBox="0 0 24 24"><path class="full" d=${starRow(0, 1)}></path></svg>`;
