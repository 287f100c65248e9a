import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './highlights.en.ts';

/** What is said over the most helpful praise and the most helpful criticism. */
export interface HighlightMessages {
  highlights: string;
  positive: string;
  critical: string;
}

export const highlightTexts: Texts<HighlightMessages> = texts(en, {
  'zh-Hans': () => import('./highlights.zh-Hans.ts'),
  'zh-Hant': () => import('./highlights.zh-Hant.ts'),
});
