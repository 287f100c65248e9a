import { TOP_CONTRIBUTOR } from '@continuo/protocol/constants';
import { number } from '../../i18n/number.ts';
import type { ExtrasMessages } from './extras.ts';

export const messages: ExtrasMessages = {
  badge: {
    verified: 'Verified purchase',
    'top-contributor': 'Top contributor',
    incentivised: 'Got something in return',
    staff: 'Works for us',
    featured: 'Featured by the shop',
  },
  badgeMeaning: {
    verified: 'We have found an order of this product by the author.',
    'top-contributor': `At least ${TOP_CONTRIBUTOR.reviews} reviews by the author were each found helpful by ${TOP_CONTRIBUTOR.helpful} readers or more.`,
    incentivised:
      'The author got something for writing, such as a discount or a sample, whatever they wrote.',
    staff: 'The author works for the shop.',
    featured: 'The shop points this review out. It does not change the order or the average.',
  },
  little: (end) => `${end}, a little`,
  middle: 'Just right',
  uncounted: (n) =>
    n === 1
      ? '1 review that was first published elsewhere is in the list and does not count here.'
      : `${number(n)} reviews that were first published elsewhere are in the list and do not count here.`,
  response: (author) => `Answer from ${author}`,
  source: (name) => `First published on ${name}`,
  between: (place, low, high) =>
    place === 0
      ? `In the middle between “${low}” and “${high}”`
      : `${Math.abs(place) === 2 ? 'Mostly' : 'Rather'} “${place < 0 ? low : high}”`,
  photo: (number, alt) => `Photo ${number}${alt && `: ${alt}`}`,
  video: (number, alt) => `Video ${number}${alt && `: ${alt}`}`,
  photoOf: (number, all) => `Photo ${number} of ${all}`,
  videoOf: (number, all) => `Video ${number} of ${all}`,
  previous: 'Previous',
  next: 'Next',
  closeViewer: 'Close',
};
