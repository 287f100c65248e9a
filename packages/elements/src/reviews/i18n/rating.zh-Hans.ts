import { number } from '../../i18n/number.ts';
import type { RatingMessages } from './rating.ts';

const reviews = (count: number): string => `${number(count)} 条评价`;

export const messages: RatingMessages = {
  outOf: (average) => `${number(average)} 分（满分 5 分）`,
  rated: (average, count) => `${number(average)} 分，满分 5 分（${reviews(count)}）`,
  reviews,
  none: '暂无评分',
  summary: '评价摘要',
  histogram: '按星级筛选评价',
  stars: (stars) => `${stars} 星`,
  row: (stars, all, percent) => `${stars} 星，${reviews(all)}，${percent}%`,
  recommended: (yes, answers, percent) => `${percent}% 会推荐（${number(answers)} 人中有 ${number(yes)} 人）`,
};
