import type { WriteMessages } from './write.ts';

export const messages: WriteMessages = {
  write: 'Write a review',
  writeAgain: 'Write another review',
};
