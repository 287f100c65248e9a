import type { ToolMessages } from './tools.ts';

const number = (count: number): string => count.toLocaleString('zh');

export const messages: ToolMessages = {
  stars: (stars) => `${stars} 星`,
  starsWith: (stars, reviews) => `${stars} 星，${number(reviews)} 則評價`,
  filters: '篩選評價',
  byStars: '星級',
  topics: '話題',
  verifiedOnly: '只看已核實購買',
  withMedia: (count) => `附相片或影片（${count}）`,
  mediaShort: '附相片或影片',
  language: '語言',
  anyLanguage: '所有語言',
  any: '不限',
  search: '搜尋評價',
  sort: '排序',
  sortBy: {
    helpful: '最有幫助',
    newest: '最新',
    oldest: '最早',
    highest: '評分最高',
    lowest: '評分最低',
    like: '與我相似的人',
  },
  sorted: {
    helpful: '最有幫助的在前',
    newest: '最新的在前',
    oldest: '最早的在前',
    highest: '評分最高的在前',
    lowest: '評分最低的在前',
    like: '與你相似的人在前',
  },
  likeWho: '哪些符合你？',
  noAnswer: '不作答',
  clear: '清除所有篩選',
  results: (parts) => parts.join('，'),
  verifiedShort: '已核實購買',
  searchShort: (words) => `「${words}」`,
  noMatch: '沒有符合條件的評價。',
  noMatchHint: '可減少篩選條件，或換個字詞再試。',
};
