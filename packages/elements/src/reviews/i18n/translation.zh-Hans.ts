import type { TranslationMessages } from './translation.ts';

export const messages: TranslationMessages = {
  written: (language) => `原文是${language}。`,
  translated: (language) => `译自${language}。`,
  translate: '翻译',
  translateOf: (title) => `翻译：${title}`,
  translating: '翻译中…',
  original: '显示原文',
  originalOf: (title) => `显示原文：${title}`,
  failed: '未能翻译，现在显示的是原文。',
};
