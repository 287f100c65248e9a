import { en, type Texts } from './texts/en.ts';
import { zhHant } from './texts/zh-Hant.ts';

export type { Texts };

const languages: Record<string, Texts> = { en, 'zh-Hant': zhHant };

/** Words of a language; another language than ours gets English. */
export const textsOf = (locale: string): Texts =>
  languages[locale] ?? (locale.startsWith('zh') ? zhHant : en);

/** A language in its own words. */
export const languageName = (locale: string): string =>
  ({ en: 'English', 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文' })[locale] ?? locale;
