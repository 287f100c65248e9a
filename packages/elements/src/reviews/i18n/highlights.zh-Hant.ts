import type { HighlightMessages } from './highlights.ts';

export const messages: HighlightMessages = {
  highlights: '最有幫助的評價',
  positive: '最有幫助的好評',
  critical: '最有幫助的批評',
};
