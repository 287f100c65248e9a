import type { CSSResultGroup } from 'lit';
import type { shared } from '../internal/styles.ts';
import { extrasStyles } from './extras.styles.ts';
import { ContinuoRatingElement } from './rating/rating.ts';
import { ContinuoReviewListElement } from './review-list/review-list.ts';
import { digestStyles } from './review-summary/digest.styles.ts';
import { highlightStyles } from './review-summary/highlights.styles.ts';
import { ContinuoReviewSummaryElement } from './review-summary/review-summary.ts';

const textOf = (styles: CSSResultGroup): string =>
  Array.isArray(styles) ? styles.map(textOf).join('\n') : (styles as typeof shared).cssText;

/** The rules of one element, for the same boxes between its tags. */
function lightRules({ tagName, styles }: { tagName: string; styles: CSSResultGroup }): string {
  const host: string[] = [];
  const rules = textOf(styles)
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/:host\(\[hidden\]\) ?\{[^}]*\}/g, '')
    .replace(/:host ?\{([^}]*)\}/g, (_, declarations: string) => {
      host.push(declarations);
      return '';
    })
    .replace(/\.base ?\{/g, '& {');
  // The page's own rules would reach in here, but not into the element: `all: revert` and an id's weight keep them out.
  return `:where(${tagName}) {${host.join(';')}}
${tagName}:not(#\\_) > .base {
  &, :where(:not(svg, svg *)) { all: revert; }
  & { box-sizing: border-box; }
  ${rules}
  .later { visibility: hidden; }
  .later::before { content: '\\200b'; }
  @media (scripting: none) {
    .later, .tools, .actions { display: none; }
    .cut { display: block; }
    .list > li { content-visibility: visible; }
  }
}`;
}

/**
 * What `@continuo/headless/reviews/html` writes between the tags looks as what the elements show in its place. Written
 * into `reviews.css` by the build.
 */
export const lightStyles = (): string =>
  [
    ContinuoRatingElement,
    // What elements load for those that need it, servers have written already.
    ...[ContinuoReviewSummaryElement, ContinuoReviewListElement].map(({ tagName, styles }) => ({
      tagName,
      styles: [styles, extrasStyles, highlightStyles, digestStyles],
    })),
  ]
    .map(lightRules)
    .join('\n');
