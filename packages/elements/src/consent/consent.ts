import type { Client, ConsentCategory, Unsubscribe } from '@continuo/core';
import { CONSENT_CATEGORIES } from '@continuo/protocol/constants';
import { html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import '../events.ts';
import { announceInside } from '../internal/announce-inside.ts';
import { announce } from '../internal/announcer.ts';
import type { RenderState } from '../internal/element.ts';
import { ShopElement } from '../internal/shop-element.ts';
import { dialogStyles } from '../internal/dialog.styles.ts';
import { controlStyles } from '../internal/control.styles.ts';
import { shared } from '../internal/styles.ts';
import { answers } from './answers.ts';
import type { renderSettings } from './consent-settings.ts';
import { styles } from './consent.styles.ts';

type Source = 'banner' | 'preferences';

/**
 * Asks once what the visitor allows, and lets them change it at any time.
 * Use one on every page, anywhere in the body. It lies over the page's lower edge and never blocks it; any element with
 * `data-continuo-consent-open` opens the settings again.
 *
 * @tag continuo-consent
 * @slot - What is shown where scripts do not run; usually nothing.
 * @slot text - Words of your own instead of ours, in the banner.
 * @slot links - Links to the privacy policy and the imprint.
 * @fires {CustomEvent<ConsentChangedDetail>} continuo-consent-changed - The visitor has chosen.
 * @csspart banner - The question on the page's lower edge.
 * @csspart title - Its heading.
 * @csspart text - Its words.
 * @csspart accept - The button that allows all.
 * @csspart reject - The button that allows only what is necessary.
 * @csspart choose - The button that opens the settings.
 * @csspart dialog - The settings.
 * @csspart category - One category in the settings.
 * @csspart save - The button that saves the settings.
 * @cssprop [--continuo-consent-z-index=2147483000] - Where the banner lies among the page's layers.
 * @cssprop [--continuo-consent-font-size=0.9375rem] - Size of the banner's text.
 * @cssstate ready - The visitor is being asked.
 * @cssstate empty - The visitor has chosen; nothing is shown.
 * @cssstate open - The settings are open.
 * @cssstate loading - The texts of the language are on their way.
 * @cssstate unconfigured - There is no client.
 * @since 0.1.0
 * @status stable
 */
export class ContinuoConsentElement extends ShopElement {
  static readonly tagName = 'continuo-consent';
  static override styles: CSSResultGroup = [shared, controlStyles, dialogStyles, styles];
  static override properties: PropertyDeclarations = { open: { state: true }, settings: { state: true } };

  declare private open: boolean | undefined;
  declare private settings: typeof renderSettings | undefined;

  #unsubscribe: Unsubscribe | undefined;
  #leaveRegion: (() => void) | undefined;
  #before: HTMLElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('click', this.#onPageClick);
    this.addEventListener('focusin', this.#onFocus);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('click', this.#onPageClick);
    this.removeEventListener('focusin', this.#onFocus);
    this.#before = undefined;
    this.#onClose();
  }

  /** Opens the settings; they are fetched when they are asked for the first time. */
  show(): void {
    if (!this.resolvedClient || this.open) return;
    this.open = true;
    void this.#open();
  }

  /** Closes the settings without a choice. */
  close(): void {
    this.#dialog?.close();
  }

  protected override clientChanged(client: Client | undefined): void {
    this.#unsubscribe?.();
    this.#unsubscribe = client?.consent.subscribe(() => this.requestUpdate());
  }

  protected override get renderState(): RenderState {
    return this.resolvedClient?.consent.choice ? 'empty' : 'ready';
  }

  protected override get extraStates(): string[] {
    return this.open ? ['open'] : [];
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async #open(): Promise<void> {
    try {
      this.settings ??= (await import('./consent-settings.ts')).renderSettings;
    } catch (cause) {
      this.open = false; // the next press tries again
      return console.warn('continuo: the privacy settings could not be loaded', cause);
    }
    await this.updateComplete;
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector('h2')?.focus();
    const region = dialog.querySelector<HTMLElement>('[role=status]');
    if (region) this.#leaveRegion = announceInside(region);
  }

  #onPageClick = (event: Event): void => {
    const opener = event
      .composedPath()
      .find((node) => node instanceof Element && node.matches('[data-continuo-consent-open]'));
    if (!opener) return;
    event.preventDefault();
    this.show();
  };

  /** Remembers where somebody came from, who goes on there once the banner is gone. */
  #onFocus = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof HTMLElement && !this.contains(relatedTarget)) this.#before = relatedTarget;
  };

  get #hasFocus(): boolean {
    return this.contains((this.getRootNode() as Document | ShadowRoot).activeElement);
  }

  #onClose = (): void => {
    this.open = false;
    this.#leaveRegion?.();
    this.#leaveRegion = undefined;
  };

  #choose(allowed: (category: ConsentCategory) => boolean, source: Source): void {
    const consent = this.resolvedClient?.consent;
    if (!consent) return;
    const categories = Object.fromEntries(
      CONSENT_CATEGORIES.map((category) => [category, category === 'necessary' || allowed(category)]),
    ) as Record<ConsentCategory, boolean>;
    const before = this.#hasFocus ? this.#before : undefined;
    consent.choose(categories, source);
    this.close();
    this.emit('continuo-consent-changed', { categories, source });
    announce(this.words.consentSaved);
    this.requestUpdate();
    // The pressed button goes with the banner; the focus must not.
    void this.updateComplete.then(() => {
      if (before && !this.#hasFocus) before.focus({ preventScroll: true });
    });
  }

  #renderSettings(): TemplateResult | typeof nothing {
    const client = this.resolvedClient;
    if (!client || !this.settings) return nothing;
    return this.settings({
      words: this.words,
      client,
      choose: (allowed) => this.#choose(allowed, 'preferences'),
      close: () => this.close(),
      closed: this.#onClose,
    });
  }

  #renderBanner(): TemplateResult {
    const { words } = this;
    return html`<section part="banner" class="banner" aria-labelledby="title">
      <div class="inner">
        <div class="text">
          <h2 part="title" id="title">${words.consentTitle}</h2>
          <p part="text"><slot name="text">${words.consentText}</slot> <slot name="links"></slot></p>
        </div>
        <div class="actions">
          ${answers(words, (all) => this.#choose(() => all, 'banner'))}
          <button part="choose" class="button quiet" aria-haspopup="dialog" @click=${this.show}>
            ${words.consentChoose}
          </button>
        </div>
      </div>
    </section>`;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    if (state === 'unconfigured' || state === 'loading') return this.renderFallback();
    return html`${state === 'ready' ? this.#renderBanner() : nothing}
    ${this.open ? this.#renderSettings() : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'continuo-consent': ContinuoConsentElement;
  }
}
