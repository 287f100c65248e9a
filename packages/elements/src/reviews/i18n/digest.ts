import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './digest.en.ts';

/** What is said of what a machine made of the reviews. */
export interface DigestMessages {
  digest: string;
  /** Of how many reviews, and on which day. */
  made: (count: number, day: string) => string;
  /** How many reviews a claim rests on, and the same for who hears it without the claim beside it. */
  rests: (count: number) => string;
  restsOf: (count: number, claim: string) => string;
}

export const digestTexts: Texts<DigestMessages> = texts(en, {
  'zh-Hans': () => import('./digest.zh-Hans.ts'),
  'zh-Hant': () => import('./digest.zh-Hant.ts'),
});
