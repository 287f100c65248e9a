import { messages as en } from './common.en.ts';
import { texts, type Texts } from './languages.ts';

/** What every element says. Those with more to say have texts of their own. */
export interface CommonMessages {
  retry: string;
  close: string;
  loading: string;
  offline: string;
  error: string;
}

export const commonTexts: Texts<CommonMessages> = texts(en, {
  'zh-Hans': () => import('./common.zh-Hans.ts'),
  'zh-Hant': () => import('./common.zh-Hant.ts'),
});
