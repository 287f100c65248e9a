import type { TranslationMessages } from './translation.ts';

export const messages: TranslationMessages = {
  written: (language) => `原文是${language}。`,
  translated: (language) => `譯自${language}。`,
  translate: '翻譯',
  translateOf: (title) => `翻譯：${title}`,
  translating: '翻譯中…',
  original: '顯示原文',
  originalOf: (title) => `顯示原文：${title}`,
  failed: '未能翻譯，現在顯示的是原文。',
};
