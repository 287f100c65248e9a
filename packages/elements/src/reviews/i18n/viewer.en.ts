import type { ViewerMessages } from './viewer.ts';

export const messages: ViewerMessages = {
  photoOf: (number, all) => `Photo ${number} of ${all}`,
  videoOf: (number, all) => `Video ${number} of ${all}`,
  previous: 'Previous',
  next: 'Next',
  closeViewer: 'Close',
};
