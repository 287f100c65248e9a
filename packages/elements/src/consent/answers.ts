import { html, type TemplateResult } from 'lit';
import type { Messages } from '../i18n/messages.ts';

/** No and yes, alike in everything. */
export const answers = (words: Messages, choose: (all: boolean) => void): TemplateResult =>
  html`<button type="button" part="reject" class="button answer" @click=${() => choose(false)}>
      ${words.consentReject}
    </button>
    <button type="button" part="accept" class="button answer" @click=${() => choose(true)}>
      ${words.consentAccept}
    </button>`;
