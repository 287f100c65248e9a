import type { ReportReason, Review } from '@continuo/protocol';
import { nothing, type LitElement, type TemplateResult } from 'lit';
import { announce, announceInside } from '../../internal/announcer.ts';
import type { ListMessages } from '../i18n/list.ts';
import type { Report, renderReport } from './report.ts';

/** What the dialog needs of the list around it. */
export interface Reporting {
  words(): ListMessages;
  /** The word on the closing button. */
  close(): string;
  /** Rejects when the report was not taken. */
  report(review: Review, reason: ReportReason, detail: string): Promise<void>;
}

/** The dialog of a report: fetched when somebody wants to report for the first time, in the page while it is open. */
export class ReportDialog {
  readonly #host: LitElement;
  readonly #list: Reporting;
  #render: typeof renderReport | undefined;
  #review: Review | undefined;
  #phase: Report['phase'] = 'asking';
  #leaveRegion: (() => void) | undefined;

  constructor(host: LitElement, list: Reporting) {
    this.#host = host;
    this.#list = list;
  }

  async open(review: Review): Promise<void> {
    try {
      this.#render ??= (await import('./report.ts')).renderReport;
    } catch (cause) {
      // The next press tries again.
      announce(this.#list.words().reportFailed);
      return console.warn('continuo: the dialog of reports could not be loaded', cause);
    }
    this.#review = review;
    this.#set('asking');
    await this.#host.updateComplete;
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector('h2')?.focus();
    const region = dialog.querySelector<HTMLElement>('[data-announcer]');
    if (region) this.#leaveRegion = announceInside(region);
  }

  /** Ends what the dialog has begun with the page; it is gone with the element. */
  left(): void {
    this.#review = undefined;
    this.#leaveRegion?.();
    this.#leaveRegion = undefined;
  }

  render(): TemplateResult | typeof nothing {
    const review = this.#review;
    if (!this.#render || !review) return nothing;
    return this.#render({
      words: this.#list.words(),
      close: this.#list.close(),
      phase: this.#phase,
      send: (reason, detail) => void this.#send(review, reason, detail),
      leave: () => this.#dialog?.close(),
      closed: () => {
        this.left();
        this.#host.requestUpdate();
      },
    });
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  #set(phase: Report['phase']): void {
    this.#phase = phase;
    this.#host.requestUpdate();
  }

  async #send(review: Review, reason: ReportReason | undefined, detail: string): Promise<void> {
    if (this.#phase === 'sending') return;
    if (!reason) {
      this.#set('missing');
      return this.#dialog?.querySelector('input')?.focus();
    }
    this.#set('sending');
    try {
      await this.#list.report(review, reason, detail);
    } catch {
      return this.#set('failed'); // the dialog says so, and what was written stays
    }
    this.#dialog?.close();
    this.left();
    announce(this.#list.words().reportSent);
  }
}
