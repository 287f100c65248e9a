import type { HighlightMessages } from './highlights.ts';

export const messages: HighlightMessages = {
  highlights: '最有帮助的评价',
  positive: '最有帮助的好评',
  critical: '最有帮助的批评',
};
