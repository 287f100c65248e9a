import { number } from '../../i18n/number.ts';
import type { RatingMessages } from './rating.ts';

const reviews = (count: number): string => `${number(count)} 則評價`;

export const messages: RatingMessages = {
  outOf: (average) => `${number(average)} 分（滿分 5 分）`,
  rated: (average, count) => `${number(average)} 分，滿分 5 分（${reviews(count)}）`,
  reviews,
  none: '尚無評分',
  summary: '評價摘要',
  histogram: '按星級篩選評價',
  stars: (stars) => `${stars} 星`,
  row: (stars, all, percent) => `${stars} 星，${reviews(all)}，${percent}%`,
  recommended: (yes, answers, percent) => `${percent}% 會推薦（${number(answers)} 人中有 ${number(yes)} 人）`,
};
