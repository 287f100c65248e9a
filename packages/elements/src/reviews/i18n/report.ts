import type { ReportReason } from '@continuo/protocol';
import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './report.en.ts';

/** The words of the dialog that reports a review. */
export interface ReportMessages {
  reportTitle: string;
  reportHint: string;
  reportWhat: string;
  reportReason: Record<ReportReason, string>;
  reportDetail: string;
  reportMissing: string;
  reportSend: string;
  reportSent: string;
  reportFailed: string;
}

export const reportTexts: Texts<ReportMessages> = texts(en, {
  'zh-Hans': () => import('./report.zh-Hans.ts'),
  'zh-Hant': () => import('./report.zh-Hant.ts'),
});
