import {
  LitElement,
  css,
  html,
  type CSSResultGroup,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { ModerationItem, RefusalReason } from '@continuo/protocol';
import { showModal } from '../modal.ts';
import { controls } from '../styles.ts';
import type { Words } from '../words.ts';
import { titleOf } from './describe.ts';

const REASONS: readonly RefusalReason[] = [
  'off-topic',
  'offensive',
  'personal-data',
  'advertising',
  'copied',
  'fraud',
];

/** Asks why a review is refused. Nothing is refused without one of the reasons. */
export class DeskRefuseDialog extends LitElement {
  static override properties: PropertyDeclarations = {
    words: { attribute: false },
    item: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      fieldset {
        border: 0;
        margin: 0 0 1rem;
        padding: 0;
      }
      legend {
        font-weight: 600;
        padding: 0;
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-block-size: 2.25rem;
      }
      input {
        min-block-size: 0;
        accent-color: var(--desk-accent);
      }
      .title {
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
    `,
  ];

  words!: Words;
  private item: ModerationItem | undefined;
  #answer: ((reason: RefusalReason | undefined) => void) | undefined;

  /** @returns the reason, or undefined when it was cancelled */
  async ask(item: ModerationItem): Promise<RefusalReason | undefined> {
    this.#finish(undefined);
    this.item = item;
    await this.updateComplete;
    this.renderRoot.querySelector('form')?.reset();
    showModal(this.renderRoot.querySelector('dialog')!);
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** Closes first: the browser then gives the focus back, and the answer may move it on. */
  #finish(reason: RefusalReason | undefined): void {
    this.renderRoot.querySelector('dialog')?.close();
    this.#answer?.(reason);
    this.#answer = undefined;
  }

  readonly #onClose = (event: Event): void => {
    if (!(event.target as HTMLDialogElement).open) this.#finish(undefined);
  };

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.#finish(new FormData(event.target as HTMLFormElement).get('reason') as RefusalReason);
  }

  #onKey(event: KeyboardEvent): void {
    const reason = REASONS[Number(event.key) - 1];
    if (!reason || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#finish(reason);
  }

  override render(): TemplateResult {
    const { words, item } = this;
    return html`<dialog aria-labelledby="why" @close=${this.#onClose} @keydown=${this.#onKey}>
      <form @submit=${this.#onSubmit}>
        <p class="quiet title"><bdi>${item ? titleOf(item, words) : ''}</bdi></p>
        <fieldset aria-describedby="fair">
          <legend id="why">${words.whyRefuse}</legend>
          ${REASONS.map(
            (reason, at) =>
              html`<label class="choice"
                ><input type="radio" name="reason" value=${reason} required /><kbd aria-hidden="true"
                  >${at + 1}</kbd
                >
                ${words[`reason_${reason}`]}</label
              >`,
          )}
        </fieldset>
        <p class="quiet" id="fair">${words.fairRefuse} ${words.digits}</p>
        <div class="acts">
          <button class="primary">${words.refuse}</button>
          <button type="button" @click=${() => this.#finish(undefined)}>${words.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }
}
customElements.define('desk-refuse-dialog', DeskRefuseDialog);
