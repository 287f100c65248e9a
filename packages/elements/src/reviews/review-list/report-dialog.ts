import type { ReportReason, Review } from '@continuo/protocol';
import { nothing, type TemplateResult } from 'lit';
import '../../events.ts';
import { announceInside } from '../../internal/announce-inside.ts';
import { announce } from '../../internal/announcer.ts';
import { adopt } from '../../internal/adopt.ts';
import { controlStyles } from '../../internal/control.styles.ts';
import { dialogStyles } from '../../internal/dialog.styles.ts';
import { fieldStyles } from '../field.styles.ts';
import { commonTexts } from '../../i18n/common.ts';
import { reportTexts } from '../i18n/report.ts';
import { Words } from '../i18n/words.ts';
import type { ListContext } from './acts.ts';
import { renderReport, type Report } from './report.ts';
import { reportStyles } from './report.styles.ts';

/** The dialog of a report: loaded when somebody wants to report for the first time, in the page while it is open. */
export class ReportDialog {
  readonly #list: ListContext;
  readonly #words;
  readonly #common;
  #review: Review | undefined;
  #phase: Report['phase'] = 'asking';
  #leaveRegion: (() => void) | undefined;

  constructor(list: ListContext) {
    this.#list = list;
    this.#words = new Words(list.host, list.tag, reportTexts);
    this.#common = new Words(list.host, list.tag, commonTexts);
    adopt(list.host, controlStyles, dialogStyles, fieldStyles, reportStyles);
  }

  async open(review: Review): Promise<void> {
    this.#review = review;
    this.#set('asking');
    await this.#words.loaded;
    await this.#list.host.updateComplete;
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
      close: this.#common.value.close,
      phase: this.#phase,
      send: (reason, detail) => void this.#send(review, reason, detail),
      leave: () => this.#dialog?.close(),
      closed: () => {
        this.left();
        this.#list.host.requestUpdate();
      },
    });
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#list.host.renderRoot.querySelector('dialog');
  }

  #set(phase: Report['phase']): void {
    this.#phase = phase;
    this.#list.host.requestUpdate();
  }

  async #send(review: Review, reason: ReportReason | undefined, detail: string): Promise<void> {
    if (this.#phase === 'sending') return;
    if (!reason) {
      this.#set('missing');
      return this.#dialog?.querySelector('input')?.focus();
    }
    this.#set('sending');
    try {
      await this.#list.model.reviews?.report(review.id, reason, detail || undefined);
    } catch {
      return this.#set('failed'); // the dialog says so, and what was written stays
    }
    const { id: reviewId, productId } = review;
    this.#list.emit('continuo-review-reported', { reviewId, productId, reason });
    this.#dialog?.close();
    this.left();
    announce(this.#words.value.reportSent);
  }
}
