import type { ToolMessages } from './tools.ts';

const number = (count: number): string => count.toLocaleString('zh');

export const messages: ToolMessages = {
  stars: (stars) => `${stars} 星`,
  starsWith: (stars, reviews) => `${stars} 星，${number(reviews)} 条评价`,
  filters: '筛选评价',
  byStars: '星级',
  topics: '话题',
  verifiedOnly: '只看已核实购买',
  withMedia: (count) => `附照片或视频（${count}）`,
  mediaShort: '附照片或视频',
  language: '语言',
  anyLanguage: '所有语言',
  any: '不限',
  search: '搜索评价',
  sort: '排序',
  sortBy: {
    helpful: '最有帮助',
    newest: '最新',
    oldest: '最早',
    highest: '评分最高',
    lowest: '评分最低',
    like: '与我相似的人',
  },
  sorted: {
    helpful: '最有帮助的在前',
    newest: '最新的在前',
    oldest: '最早的在前',
    highest: '评分最高的在前',
    lowest: '评分最低的在前',
    like: '与你相似的人在前',
  },
  likeWho: '哪些符合你？',
  noAnswer: '不回答',
  clear: '清除所有筛选',
  results: (parts) => parts.join('，'),
  verifiedShort: '已核实购买',
  searchShort: (words) => `“${words}”`,
  noMatch: '没有符合条件的评价。',
  noMatchHint: '可减少筛选条件，或换个词再试。',
};
