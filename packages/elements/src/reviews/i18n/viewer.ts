import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './viewer.en.ts';

/** Every word of the viewer of photos and videos. */
export interface ViewerMessages {
  photoOf: (number: number, all: number) => string;
  videoOf: (number: number, all: number) => string;
  previous: string;
  next: string;
  closeViewer: string;
}

export const viewerTexts: Texts<ViewerMessages> = texts(en, {
  'zh-Hans': () => import('./viewer.zh-Hans.ts'),
  'zh-Hant': () => import('./viewer.zh-Hant.ts'),
});
