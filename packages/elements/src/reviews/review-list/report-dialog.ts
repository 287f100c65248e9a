import type { ReportReason, Review } from '@continuo/protocol';
import { nothing, type LitElement, type TemplateResult } from 'lit';
import { announce, announceInside } from '../../internal/announcer.ts';
import { adopt } from '../../internal/adopt.ts';
import { dialogStyles } from '../../internal/styles.ts';
import { fieldStyles } from '../field.styles.ts';
import { reportTexts } from '../i18n/report.ts';
import { Words } from '../i18n/words.ts';
import { renderReport, type Report } from './report.ts';
import { reportStyles } from './report.styles.ts';

/** What the dialog needs of the list around it. */
export interface Reporting {
  /** BCP 47 tag of the language. */
  tag(): string;
  /** The word on the closing button. */
  close(): string;
  /** Rejects when the report was not taken. */
  report(review: Review, reason: ReportReason, detail: string): Promise<void>;
}

/** The dialog of a report: loaded when somebody wants to report for the first time, in the page while it is open. */
export class ReportDialog {
  readonly #host: LitElement;
  readonly #list: Reporting;
  readonly #words;
  #review: Review | undefined;
  #phase: Report['phase'] = 'asking';
  #leaveRegion: (() => void) | undefined;

  constructor(host: LitElement, list: Reporting) {
    this.#host = host;
    this.#list = list;
    this.#words = new Words(host, list.tag, reportTexts);
    adopt(host, dialogStyles, fieldStyles, reportStyles);
  }

  async open(review: Review): Promise<void> {
    this.#review = review;
    this.#set('asking');
    await this.#words.loaded;
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
    if (!review || !this.#words.ready) return nothing;
    return renderReport({
      words: this.#words.value,
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
    announce(this.#words.value.reportSent);
  }
}
