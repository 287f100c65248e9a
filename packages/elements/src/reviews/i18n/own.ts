import type { RefusalReason } from '@continuo/protocol';
import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './own.en.ts';

/** What is said of a review of one's own. */
export interface OwnMessages {
  yours: string;
  pending: string;
  pendingHint: string;
  refused: string;
  refusedFor: Record<RefusalReason, string>;
}

export const ownTexts: Texts<OwnMessages> = texts(en, {
  'zh-Hans': () => import('./own.zh-Hans.ts'),
  'zh-Hant': () => import('./own.zh-Hant.ts'),
});
