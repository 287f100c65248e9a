import type { ReportReason } from '@continuo/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon } from '../../internal/icons.ts';
import type { ReportMessages } from '../i18n/report.ts';

export interface Report {
  words: ReportMessages;
  /** The word on the closing button. */
  close: string;
  phase: 'asking' | 'missing' | 'sending' | 'failed';
  /** Without a reason the form was sent too early. */
  send(reason: ReportReason | undefined, detail: string): void;
  leave(): void;
  closed(): void;
}

const REASONS: readonly ReportReason[] = ['offensive', 'advertising', 'untrue', 'personal-data', 'other'];

/** The dialog that asks what is wrong with a review. */
export function renderReport({ words, close, phase, send, leave, closed }: Report): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => [data.get(name)].filter((each) => typeof each === 'string').join('');
    send(
      REASONS.find((each) => each === text('reason')),
      text('detail').trim(),
    );
  };
  return html`<dialog part="dialog" aria-labelledby="report-title" @close=${closed}>
    <form class="panel" novalidate aria-busy=${phase === 'sending' ? 'true' : 'false'} @submit=${submit}>
      <div class="head">
        <h2 id="report-title" tabindex="-1">${words.reportTitle}</h2>
        <button type="button" class="button icon" aria-label=${close} @click=${leave}>${closeIcon()}</button>
      </div>
      <p class="muted">${words.reportHint}</p>
      <fieldset
        role="radiogroup"
        aria-labelledby="report-what"
        aria-describedby="report-problem"
        aria-invalid=${phase === 'missing' ? 'true' : nothing}
      >
        <legend id="report-what">${words.reportWhat}</legend>
        ${REASONS.map(
          (reason) =>
            html`<label class="check">
              <input type="radio" name="reason" value=${reason} />
              <span>${words.reportReason[reason]}</span>
            </label>`,
        )}
      </fieldset>
      <label class="field">
        <span class="label">${words.reportDetail}</span>
        <textarea name="detail" rows="3" maxlength="1000"></textarea>
      </label>
      <p id="report-problem" class="problem" role="alert">
        ${phase === 'missing' ? words.reportMissing : phase === 'failed' ? words.reportFailed : nothing}
      </p>
      <button class="button primary">${words.reportSend}</button>
      <div role="status" data-announcer class="visually-hidden"></div>
    </form>
  </dialog>`;
}
