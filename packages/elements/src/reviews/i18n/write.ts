import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './write.en.ts';

/** The words around the form: what is shown before somebody opens it. */
export interface WriteMessages {
  write: string;
  writeAgain: string;
}

export const writeTexts: Texts<WriteMessages> = texts(en, {
  'zh-Hans': () => import('./write.zh-Hans.ts'),
  'zh-Hant': () => import('./write.zh-Hant.ts'),
});
