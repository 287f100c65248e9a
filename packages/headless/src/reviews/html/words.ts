import type { ReviewBadge } from '@continuo/protocol';

/** What the rendered text says. Numbers are given as they are shown. */
export interface HtmlWords {
  /** BCP 47, for dates. */
  locale: string;
  outOf: (rating: string) => string;
  reviews: (count: number) => string;
  none: string;
  /** One row of the histogram. */
  row: (stars: number, count: number, percent: number) => string;
  recommended: (yes: number, answers: number) => string;
  /** A rating whose ends have names. */
  between: (average: string, low: string, high: string) => string;
  badge: Record<ReviewBadge, string>;
  responseOf: (author: string) => string;
  firstAt: (source: string) => string;
  helpful: (yes: number, all: number) => string;
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const en: HtmlWords = {
  locale: 'en',
  outOf: (rating) => `${rating} out of 5`,
  reviews: (n) => count(n, 'review', 'reviews'),
  none: 'No reviews yet',
  row: (stars, n, percent) =>
    `${count(stars, 'star', 'stars')}: ${count(n, 'review', 'reviews')}, ${percent}%`,
  recommended: (yes, answers) => `${yes} of ${answers} would recommend it`,
  between: (average, low, high) => `${average}, from 1 (${low}) to 5 (${high})`,
  badge: { verified: 'Bought here', incentivised: 'Received something for the review', staff: 'Works here' },
  responseOf: (author) => `Response from ${author}`,
  firstAt: (source) => `First published at ${source}`,
  helpful: (yes, all) => `${yes} of ${all} found this helpful`,
};

const hant: HtmlWords = {
  locale: 'zh-Hant',
  outOf: (rating) => `${rating} 分（滿分 5 分）`,
  reviews: (n) => `${n} 則評價`,
  none: '尚無評價',
  row: (stars, n, percent) => `${stars} 星：${n} 則評價，${percent}%`,
  recommended: (yes, answers) => `${answers} 人中有 ${yes} 人會推薦`,
  between: (average, low, high) => `${average}，由 1（${low}）至 5（${high}）`,
  badge: { verified: '在此購買', incentivised: '因評價獲得回饋', staff: '本店員工' },
  responseOf: (author) => `${author}的回覆`,
  firstAt: (source) => `首次發表於 ${source}`,
  helpful: (yes, all) => `${all} 人中有 ${yes} 人覺得有幫助`,
};

const hans: HtmlWords = {
  locale: 'zh-Hans',
  outOf: (rating) => `${rating} 分（满分 5 分）`,
  reviews: (n) => `${n} 条评价`,
  none: '暂无评价',
  row: (stars, n, percent) => `${stars} 星：${n} 条评价，${percent}%`,
  recommended: (yes, answers) => `${answers} 人中有 ${yes} 人会推荐`,
  between: (average, low, high) => `${average}，从 1（${low}）到 5（${high}）`,
  badge: { verified: '在此购买', incentivised: '因评价获得回馈', staff: '本店员工' },
  responseOf: (author) => `${author}的回复`,
  firstAt: (source) => `首次发布于 ${source}`,
  helpful: (yes, all) => `${all} 人中有 ${yes} 人觉得有帮助`,
};

/** The words that serve a BCP 47 tag: Chinese in the script that its readers read, else English. */
export const htmlWords = (tag: string): HtmlWords => {
  const [language, ...rest] = tag.toLowerCase().split('-');
  if (language !== 'zh') return en;
  if (rest.includes('hans')) return hans;
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? hant : hans;
};
