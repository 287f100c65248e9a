import { messages as en } from './en.ts';
import { texts, type Texts } from './languages.ts';
import type { Messages } from './messages.ts';

export const shopTexts: Texts<Messages> = texts(en, {
  'zh-Hans': () => import('./zh-Hans.ts'),
  'zh-Hant': () => import('./zh-Hant.ts'),
});
