import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './translation.en.ts';

/** What is said of a review in another language. Languages are given by their names. */
export interface TranslationMessages {
  written: (language: string) => string;
  translated: (language: string) => string;
  translate: string;
  translateOf: (title: string) => string;
  translating: string;
  original: string;
  originalOf: (title: string) => string;
  failed: string;
}

export const translationTexts: Texts<TranslationMessages> = texts(en, {
  'zh-Hans': () => import('./translation.zh-Hans.ts'),
  'zh-Hant': () => import('./translation.zh-Hant.ts'),
});
