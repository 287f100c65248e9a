import type { HighlightMessages } from './highlights.ts';

export const messages: HighlightMessages = {
  highlights: 'Most helpful reviews',
  positive: 'Most helpful praise',
  critical: 'Most helpful criticism',
};
