import type { ExtrasMessages } from './extras.ts';

export const messages: ExtrasMessages = {
  little: (end) => `${end}, a little`,
  middle: 'Just right',
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
