import { VERSION } from '../version.ts';

/** Under this key an element class tells its version, readable across bundles. */
const STAMP = Symbol.for('continuo:version');

/**
 * Registers an element once. A second copy of the same version is fine (a snippet pasted twice); another version is said
 * loudly, because which one a page gets then depends on the order of its scripts.
 */
export function define(element: CustomElementConstructor & { readonly tagName: string }): void {
  if (typeof customElements === 'undefined') return; // on a server
  const { tagName } = element;
  const there: (CustomElementConstructor & { [STAMP]?: string }) | undefined = customElements.get(tagName);
  if (!there) {
    Object.defineProperty(element, STAMP, { value: VERSION });
    customElements.define(tagName, element);
  } else if (there[STAMP] !== VERSION) {
    console.error(
      `continuo: <${tagName}> is defined twice, by version ${there[STAMP] ?? 'unknown'} (in use) and by ${VERSION}. Load one.`,
    );
  }
}
