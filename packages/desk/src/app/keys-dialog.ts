import {
  LitElement,
  css,
  html,
  type CSSResultGroup,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { showModal } from '../modal.ts';
import { controls } from '../styles.ts';
import type { Words } from '../words.ts';
import type { Place } from './address.ts';

const STORED = 'continuo:desk:keys';

/** Whether keys without Ctrl, Alt or Command act. Somebody who dictates, or presses keys unmeant, turns them off. */
export const keysAct = (): boolean => localStorage.getItem(STORED) !== 'off';

const PAGE_KEYS: Record<Place['page'], [string, keyof Words][]> = {
  people: [
    ['j k', 'key_step'],
    ['/', 'key_search'],
    ['?', 'key_help'],
  ],
  reviews: [
    ['j k ↓ ↑', 'key_step'],
    ['p', 'key_publish'],
    ['r', 'key_refuse'],
    ['a', 'key_answer'],
    ['b', 'key_best'],
    ['i', 'key_incentivised'],
    ['f', 'key_featured'],
    ['u', 'key_undo'],
    ['o', 'key_open'],
    ['/', 'key_search'],
    ['?', 'key_help'],
  ],
};

/** Shows which keys do what on a page. */
export class DeskKeysDialog extends LitElement {
  static override properties: PropertyDeclarations = { words: { attribute: false }, page: {} };
  static override styles: CSSResultGroup = [
    controls,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.35rem 1rem;
        margin: 0 0 1rem;
      }
      dd {
        margin: 0;
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-block-size: 2.25rem;
        margin-block-end: 0.5rem;
      }
      input {
        min-block-size: 0;
        accent-color: var(--desk-accent);
      }
    `,
  ];

  words!: Words;
  page: Place['page'] = 'people';

  show(): void {
    showModal(this.renderRoot.querySelector('dialog')!);
  }

  #onToggle(event: Event): void {
    if ((event.target as HTMLInputElement).checked) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, 'off');
  }

  override render(): TemplateResult {
    const { words } = this;
    return html`<dialog aria-label=${words.keys}>
      <dl>
        ${PAGE_KEYS[this.page].map(
          ([keys, means]) =>
            html`<dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${words[means]}</dd>`,
        )}
        <dt><kbd>Esc</kbd></dt>
        <dd>${words.close}</dd>
      </dl>
      <label
        ><input type="checkbox" .checked=${keysAct()} @change=${this.#onToggle} /> ${words.keysAct}</label
      >
      <form method="dialog"><button>${words.close}</button></form>
    </dialog>`;
  }
}
customElements.define('desk-keys-dialog', DeskKeysDialog);
