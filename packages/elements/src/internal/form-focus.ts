import type { LitElement } from 'lit';

/**
 * Puts the focus on the heading of a form that was opened, as soon as the form stands there with its draft, which may come
 * from far.
 * @param waits Whether it is open and not there yet.
 */
export async function focusForm(host: LitElement, waits: () => boolean): Promise<void> {
  do await host.updateComplete;
  while (waits() && (await moment()));
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('#form-title')?.focus();
}

// Not a frame: those stop where nobody looks.
const moment = (): Promise<boolean> => new Promise((resolve) => setTimeout(() => resolve(true), 16));
