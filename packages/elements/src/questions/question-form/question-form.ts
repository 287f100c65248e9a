import type { Client } from '@continuo/core';
import { createQuestions, isQuestionSubmitted, type OwnAsked } from '@continuo/headless/questions';
import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import '../../events.ts';
import { announce } from '../../internal/announcer.ts';
import { ContinuoElement, type RenderState } from '../../internal/element.ts';
import { focusForm } from '../../internal/form-focus.ts';
import { StoreController } from '../../internal/store-controller.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { shared } from '../../internal/styles.ts';
import { Words } from '../../reviews/i18n/words.ts';
import { questionTexts } from '../i18n/questions.ts';
import type { WritingPanel } from '../writing-panel.ts';
import { styles } from './question-form.styles.ts';

/**
 * Lets a visitor ask about a product, and shows what was asked already while they type.
 * Use one on a product page with `product-id`. It needs no login.
 *
 * @tag continuo-question-form
 * @slot - What is shown before it can be used and where scripts do not run, such as an address to write to.
 * @slot consent - Words or links of the shop above the button, such as its rules.
 * @fires {CustomEvent<QuestionAskedDetail>} continuo-question-asked - The question was taken and waits for a moderator.
 * @fires {CustomEvent<ErrorDetail>} continuo-error - The question could not be submitted; the draft stays.
 * @csspart base - All of it.
 * @csspart open - The button that opens the form.
 * @csspart form - The form.
 * @csspart heading - Its heading.
 * @csspart input - A text field.
 * @csspart similar - Questions like the one that is being typed.
 * @csspart message - What is wrong, in words.
 * @csspart submit - The button that submits.
 * @csspart close - The button that closes the form and keeps the draft.
 * @csspart discard - The button that deletes the draft.
 * @csspart saved - Where the draft is kept.
 * @csspart sent - What is said when the question was submitted.
 * @csspart own - Where the own questions stand that are not published.
 * @csspart retry - The button that tries again.
 * @cssprop [--continuo-question-form-min-block-size=2.75rem] - Space kept from the start.
 * @cssstate loading - The texts of the language are on their way.
 * @cssstate ready - A question can be asked.
 * @cssstate empty - There is no product to ask about.
 * @cssstate error - The form could not be fetched.
 * @cssstate offline - The question is kept and submitted when the network is back.
 * @cssstate unconfigured - There is no client.
 * @cssstate open - The form is open.
 * @since 0.2.0
 * @status stable
 */
export class ContinuoQuestionFormElement extends ContinuoElement {
  static readonly tagName = 'continuo-question-form';
  static override styles: CSSResultGroup = [shared, controlStyles, styles];
  static override properties: PropertyDeclarations = {
    productId: { attribute: 'product-id' },
    headingLevel: { attribute: 'heading-level', type: Number },
    open: { state: true },
    failed: { state: true },
    sent: { state: true },
  };

  /** The product that is asked about. */
  declare productId: string | undefined;
  /** Level of its heading in the page's outline, 2 to 6. Default 3. */
  declare headingLevel: number | undefined;

  declare private open: boolean | undefined;
  declare private failed: boolean | undefined;
  /** A question was submitted here. */
  declare private sent: boolean | undefined;

  #words = new Words(this, () => this.localize.tag, questionTexts);
  #own = new StoreController<OwnAsked>(this);
  #panel: WritingPanel | undefined;

  protected override clientChanged(client: Client | undefined): void {
    this.#choose(client);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('productId') && this.hasUpdated) this.#choose(this.resolvedClient);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  /** Opens the form and puts the focus on its heading. */
  show(): void {
    if (this.open || this.state === 'unconfigured' || !this.productId) return;
    this.open = true;
    this.sent = false;
    void this.#load();
  }

  /** Closes it; the draft stays. */
  close(): void {
    if (!this.open) return;
    this.#leave();
    void this.updateComplete.then(() => this.#focus('[part=open]'));
  }

  protected override get renderState(): RenderState {
    if (!this.productId) return 'empty';
    if (!this.#words.ready) return 'loading';
    if (this.failed) return 'error';
    return this.#panel?.waits ? 'offline' : 'ready';
  }

  protected override get extraStates(): string[] {
    return this.open ? ['open'] : [];
  }

  #choose(client: Client | undefined): void {
    const { productId } = this;
    this.#leave();
    this.failed = false;
    this.sent = false;
    this.#own.show(client && productId ? createQuestions(client, { productId }).$own : undefined);
    if (!client || !productId || !isQuestionSubmitted(client, { productId })) return;
    this.open = true;
    void this.#load(false);
  }

  #leave(): void {
    this.#panel?.leave();
    this.#panel = undefined;
    this.open = false;
  }

  async #load(focus = true): Promise<void> {
    this.failed = false;
    try {
      const { WritingPanel } = await import('../writing-panel.ts');
      const { productId, resolvedClient: client } = this;
      if (!client || !productId || !this.open || this.#panel) return;
      const panel = (this.#panel = new WritingPanel(this, {
        ...{ client, productId },
        words: () => this.#words.value,
        level: () => this.headingLevel ?? 3,
        close: () => this.close(),
        submitted: ({ id }, again) => void this.#onSubmitted(id, again),
        failed: (error) => this.emitError(error),
      }));
      await panel.again();
      this.requestUpdate();
      if (focus) await focusForm(this, () => this.#panel?.ready === false);
    } catch (cause) {
      console.warn('continuo: the form could not be loaded', cause);
      this.open = false;
      this.failed = true;
    }
  }

  async #onSubmitted(questionId: string, again: boolean): Promise<void> {
    // A press that came twice is told once.
    if (!this.open) return;
    this.#leave();
    this.sent = true;
    this.emit('continuo-question-asked', { questionId, productId: this.productId ?? '' });
    await this.updateComplete;
    // Who has just come to the page is elsewhere, and is told.
    if (again) announce(this.#words.value.sent);
    else this.#focus('[part=sent]');
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** What waits, or was refused and why. */
  #renderOwn(): TemplateResult | typeof nothing {
    const words = this.#words.value;
    const own = this.#own.value?.questions.filter(({ state }) => state !== 'published') ?? [];
    if (!own.length) return nothing;
    return html`<ul part="own" class="own">
      ${own.map(
        ({ body, locale, state, reason }) =>
          html`<li>
            <p class="text" lang=${locale} dir="auto">${body}</p>
            <p class="muted">
              ${state === 'refused' ? words.refused : words.pending}.
              ${state === 'refused' ? reason && words.refusedFor[reason] : words.pendingHint}
            </p>
          </li>`,
      )}
    </ul>`;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const words = this.#words.value;
    if (state === 'unconfigured' || state === 'loading' || state === 'empty') return this.renderFallback();
    if (state === 'error') return this.renderFailure(state, () => this.show());
    return html`<div part="base" class="base">
      ${
        this.sent
          ? html`<div part="sent" class="sent" tabindex="-1">
              <p><strong>${words.sent}</strong></p>
              <p>${words.sentNext}</p>
            </div>`
          : nothing
      }
      ${this.#renderOwn()}
      <div>
        <button
          part="open"
          class="button"
          aria-expanded=${this.open ? 'true' : 'false'}
          @click=${() => (this.open ? this.close() : this.show())}
        >
          ${this.sent ? words.askAgain : words.ask}
        </button>
      </div>
      ${
        this.open
          ? this.#panel?.ready
            ? this.#panel.render()
            : html`<p class="muted">${this.words.loading}</p>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-question-form': ContinuoQuestionFormElement;
  }
}
