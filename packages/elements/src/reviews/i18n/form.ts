import type { ErrorCode, MediaRefusal } from '@continuo/protocol';
import { texts, type Texts } from '../../i18n/languages.ts';
import { messages as en } from './form.en.ts';

/** Every word of the form. */
export interface FormMessages {
  title: string;
  required: string;
  rating: string;
  stars: (stars: number) => string;
  ratingOf: (rating: number) => string;
  little: (end: string) => string;
  middle: string;
  reviewTitle: string;
  body: string;
  bodyHint: string;
  left: (characters: number) => string;
  author: string;
  authorHint: string;
  recommend: string;
  yes: string;
  no: string;
  noAnswer: string;
  about: string;
  incentive: string;
  incentiveHint: string;

  // photos and videos
  media: string;
  mediaHint: (photos: number, seconds: number) => string;
  mediaAdd: string;
  mediaMost: (photos: number) => string;
  photo: (number: number) => string;
  video: string;
  mediaAlt: string;
  mediaAltHint: string;
  remove: string;
  tryAgain: string;
  preparing: string;
  uploaded: (percent: number) => string;
  mediaWaits: string;
  processing: string;
  ready: string;
  mediaFailed: string;
  mediaLost: string;
  refusedFor: Record<MediaRefusal, string>;
  waitsForMedia: string;

  moderation: string;
  submit: string;
  sending: string;
  close: string;
  discard: string;
  saved: string;
  savedInMemory: string;

  // what is wrong
  problems: (count: number) => string;
  ratingMissing: string;
  authorMissing: string;
  failed: string;
  failedFor: Partial<Record<ErrorCode, string>>;
  waits: string;

  // afterwards
  sent: string;
  sentNext: string;
}

export const formTexts: Texts<FormMessages> = texts(en, {
  'zh-Hans': () => import('./form.zh-Hans.ts'),
  'zh-Hant': () => import('./form.zh-Hant.ts'),
});
