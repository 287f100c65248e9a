import type { ReviewBadge } from '@continuo/protocol';
import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './extras.en.ts';

/** What is said of badges, photos and videos, and in the other extras. */
export interface ExtrasMessages {
  badge: Record<ReviewBadge, string>;
  badgeMeaning: Record<ReviewBadge, string>;
  little: (end: string) => string;
  middle: string;
  /** Of how many that were first published elsewhere no number has anything. */
  uncounted: (reviews: number) => string;
  response: (author: string) => string;
  source: (name: string) => string;
  /** Where a mean lies between two ends, from -2, all of the low one, to 2. */
  between: (place: number, low: string, high: string) => string;
  photo: (number: number, alt: string) => string;
  video: (number: number, alt: string) => string;
  photoOf: (number: number, all: number) => string;
  videoOf: (number: number, all: number) => string;
  previous: string;
  next: string;
  closeViewer: string;
}

export const extrasTexts: Texts<ExtrasMessages> = texts(en, {
  'zh-Hans': () => import('./extras.zh-Hans.ts'),
  'zh-Hant': () => import('./extras.zh-Hant.ts'),
});
