import { en, type Words } from './words/en.ts';
import { zhHans } from './words/zh-hans.ts';
import { zhHant } from './words/zh-hant.ts';

/** The desk's words. A missing key of another language is a compile error. */
export type { Words };

/** The catalogue for a BCP 47 tag: Traditional for Taiwan, Hong Kong and Macau, else Simplified Chinese, else English. */
export function wordsFor(lang: string): { lang: string; words: Words } {
  if (!/^zh\b/i.test(lang)) return { lang: /^en\b/i.test(lang) ? lang : 'en', words: en };
  return /hant|-(tw|hk|mo)\b/i.test(lang)
    ? { lang: /-(tw|hk|mo)\b/i.test(lang) ? lang : 'zh-Hant', words: zhHant }
    : { lang, words: zhHans };
}
