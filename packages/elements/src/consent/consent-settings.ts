import type { Client, ConsentCategory } from '@continuo/core';
import { CONSENT_CATEGORIES } from '@continuo/protocol/constants';
import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../i18n/messages.ts';
import { closeIcon } from '../internal/icons.ts';
import { answers } from './answers.ts';

export interface Settings {
  words: Messages;
  client: Client;
  choose(allowed: (category: ConsentCategory) => boolean): void;
  close(): void;
  closed(): void;
}

/** Why a category is off although nobody chose so: the browser's signal, as `core` reads it. */
function signalled({ consent, platform }: Client, category: ConsentCategory): boolean {
  return (
    platform.privacyControl &&
    !consent.choice &&
    (category === 'marketing' || (category === 'analytics' && consent.mode === 'opt-out'))
  );
}

function renderCategory({ words, client }: Settings, category: ConsentCategory): TemplateResult {
  const necessary = category === 'necessary';
  const note = necessary
    ? html`<strong>${words.consentAlways}</strong>`
    : signalled(client, category)
      ? html`<strong>${words.consentSignal}</strong>`
      : nothing;
  return html`<div part="category" class="category">
    <input
      type="checkbox"
      id=${category}
      name=${category}
      aria-describedby="${category}-meaning"
      ?disabled=${necessary}
      .checked=${client.consent.allows(category)}
    />
    <label for=${category}>${words.consentName[category]}</label>
    <p class="meaning muted" id="${category}-meaning">${words.consentMeaning[category]} ${note}</p>
  </div>`;
}

/** The dialog with one category a row. A file of its own: few open it. */
export function renderSettings(settings: Settings): TemplateResult {
  const { words, choose } = settings;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    choose((category) => data.has(category));
  };
  return html`<dialog part="dialog" aria-labelledby="settings" @close=${settings.closed}>
    <form class="panel" @submit=${save}>
      <div class="head">
        <h2 id="settings" tabindex="-1">${words.consentPreferences}</h2>
        <button type="button" class="button icon" aria-label=${words.close} @click=${settings.close}>
          ${closeIcon()}
        </button>
      </div>
      <div>${CONSENT_CATEGORIES.map((category) => renderCategory(settings, category))}</div>
      <div class="actions">
        ${answers(words, (all) => choose(() => all))}
        <button part="save" class="button answer">${words.consentSave}</button>
      </div>
      <div role="status" class="visually-hidden"></div>
    </form>
  </dialog>`;
}
