import type { TranslationMessages } from './translation.ts';

export const messages: TranslationMessages = {
  written: (language) => `Written in ${language}.`,
  translated: (language) => `Translated from ${language}.`,
  translate: 'Translate',
  translateOf: (title) => `Translate: ${title}`,
  translating: 'Translating…',
  original: 'Show original',
  originalOf: (title) => `Show original: ${title}`,
  failed: 'It could not be translated. The original is shown.',
};
