import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../app/desk-app.ts';
import type { DeskApp } from '../app/desk-app.ts';

const started = location.href;
/** Leaves the address as the test runner made it. */
export const restoreAddress = (): void => history.replaceState(null, '', started);

/** Waits until it holds: half a minute, which only a hang takes. */
export const until = (holds: () => unknown, what?: string): Promise<void> =>
  waitUntil(holds, what, { timeout: 30_000 });

/** The text of an element without the layout of its source. */
export const text = (root: ParentNode | null | undefined): string =>
  root?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** The desk at an address of its own, seen as its parts. */
export class Desk {
  readonly app: DeskApp;
  private constructor(app: DeskApp) {
    this.app = app;
  }

  static async open(address = '/desk/moderation'): Promise<Desk> {
    history.replaceState(null, '', address);
    return new Desk(await fixture<DeskApp>(html`<desk-app></desk-app>`));
  }

  get moderation(): ShadowRoot {
    return this.app.renderRoot.querySelector('desk-moderation')!.shadowRoot!;
  }
  get list(): ShadowRoot {
    return this.moderation.querySelector('desk-review-queue')!.shadowRoot!;
  }
  get page(): ShadowRoot {
    return this.moderation.querySelector('desk-review-page')!.shadowRoot!;
  }
  get refusal(): HTMLDialogElement {
    return this.moderation.querySelector('desk-refuse-dialog')!.shadowRoot!.querySelector('dialog')!;
  }
  get keys(): HTMLDialogElement {
    return this.app.renderRoot.querySelector('desk-keys-dialog')!.shadowRoot!.querySelector('dialog')!;
  }
  get status(): string {
    return text(this.moderation.querySelector('[role=status]'));
  }
  get titles(): string[] {
    return [...this.list.querySelectorAll('h2')].map(text);
  }
  /** What has the focus, through all shadow roots. */
  get focused(): Element | null {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  }
  /** Title of the review that has the focus. */
  get at(): string {
    return text(this.focused?.closest('article')?.querySelector('h2'));
  }

  /** Waits until the list shows these titles. */
  lists(...titles: string[]): Promise<void> {
    return until(
      () =>
        this.app.renderRoot.querySelector('desk-moderation')?.shadowRoot?.querySelector('desk-review-queue')
          ?.shadowRoot && this.titles.join() === titles.join(),
      `the list shows ${titles.join()}`,
    );
  }
  /** Waits until a review's own page shows this title. */
  opens(title: string): Promise<void> {
    return until(
      () =>
        text(this.moderation?.querySelector('desk-review-page')?.shadowRoot?.querySelector('article h1')) ===
        title,
      `the page of ${title} is open`,
    );
  }
  says(words: string): Promise<void> {
    return until(() => this.status.includes(words), `the status says: ${words}`);
  }
  focuses(title: string): Promise<void> {
    return until(() => this.at === title, `${title} has the focus`);
  }
  press(...keys: string[]): Promise<void> {
    return keys.reduce((before, press) => before.then(() => sendKeys({ press })), Promise.resolve());
  }
  button(root: ParentNode, name: string): HTMLButtonElement {
    const found = [...root.querySelectorAll('button')].find(
      (button) => (button.getAttribute('aria-label') ?? text(button)) === name,
    );
    if (!found) throw new Error(`There is no button ${name}`);
    return found;
  }
  isAccessible(): Promise<void> {
    return expect(this.app).to.be.accessible() as unknown as Promise<void>;
  }
}
