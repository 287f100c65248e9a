import type { CSSResultGroup } from 'lit';
import type { shared } from './styles.ts';

const textOf = (styles: CSSResultGroup): string =>
  Array.isArray(styles) ? styles.map(textOf).join('\n') : (styles as typeof shared).cssText;

/**
 * The rules of one element, for the same boxes between its tags. What is long is not laid out until it comes near: all at
 * once would hold up the first paint of a page. The element lays all of it out, in time.
 * @param long what is long, such as rows
 * @param useless what can be pressed alone, and so is not there where scripts do not run
 */
export function lightRules({
  tagName,
  styles,
  long,
  useless,
}: {
  tagName: string;
  styles: CSSResultGroup;
  long: string;
  useless: string;
}): string {
  const host: string[] = [];
  const rules = textOf(styles)
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/:host\(\[hidden\]\) ?\{[^}]*\}/g, '')
    .replace(/:host ?\{([^}]*)\}/g, (_, declarations: string) => {
      host.push(declarations);
      return '';
    })
    .replace(/\.base(?= ?[{>])/g, '&');
  // The page's own rules would reach in here, but not into the element: `all: revert` and an id's weight keep them out.
  return `:where(${tagName}) {${host.join(';')}}
${tagName}:not(#\\_) > .base {
  &, :where(:not(svg, svg *)) { all: revert; }
  & { box-sizing: border-box; }
  ${rules}
  :is(${long}) { content-visibility: auto; contain-intrinsic-block-size: auto 14rem; }
  .later { visibility: hidden; }
  .later::before { content: '\\200b' attr(data-text); }
  @media (scripting: none) {
    .later, ${useless} { display: none; }
    .cut { display: block; }
    :is(${long}) { content-visibility: visible; }
  }
}`;
}
