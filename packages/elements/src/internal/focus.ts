import type { LitElement } from 'lit';

/** Puts the focus on something that an element shows, without a jump of the page. */
export const focusIn = (host: LitElement, selector: string): void =>
  host.renderRoot.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });

/** What has an id, such as a review or a question. */
export const withId = (id: string): string => `[data-id="${CSS.escape(id)}"]`;

/**
 * After "Show more": the reader goes on with the first new one, as the button may be gone, unless they have gone elsewhere
 * meanwhile.
 */
export function focusNew(host: LitElement, id: string): void {
  const { activeElement } = host.renderRoot as ShadowRoot;
  const left = activeElement
    ? !activeElement.matches('[part=show-more]')
    : document.activeElement !== document.body;
  if (!left) focusIn(host, withId(id));
}
