import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './acts.en.ts';

/** What is said once somebody does something with a list. */
export interface ActMessages {
  updating: string;
  readLess: string;
  /** After "Show more"; `all` is a count in words. */
  shown: (more: number, shown: number, all: string) => string;
}

export const actTexts: Texts<ActMessages> = texts(en, {
  'zh-Hans': () => import('./acts.zh-Hans.ts'),
  'zh-Hant': () => import('./acts.zh-Hant.ts'),
});
