import { TOP_CONTRIBUTOR } from '@continuo/protocol/constants';
import type { ReviewBadge } from '@continuo/protocol';
import { han } from '../han.ts';
import { languageOf } from './language.ts';

/** What the rendered text says: the same as the elements, which take its place. */
export interface HtmlWords {
  /** BCP 47, for dates. */
  locale: string;
  outOf: (average: number) => string;
  rated: (average: number, reviews: number) => string;
  reviews: (count: number) => string;
  none: string;
  stars: (stars: number) => string;
  recommended: (yes: number, answers: number, percent: number) => string;
  /** Where a mean lies between two ends, from -2, all of the low one, to 2. */
  between: (place: number, low: string, high: string) => string;

  /** Of how many that were first published elsewhere no number has anything. */
  uncounted: (reviews: number) => string;

  /** Over the most helpful of those with four or five stars, and of those with one to three. */
  highlight: Record<'positive' | 'critical', string>;

  /** Over what a machine made of the reviews, and of how many, and when. */
  digest: string;
  digestMade: (reviews: number, day: string) => string;

  title: string;
  /** How many there are, in the order of the first page. */
  results: (count: number) => string;
  noReviews: string;
  noReviewsHint: string;
  ratingOf: (rating: number) => string;
  recommends: string;
  recommendsNot: string;
  reviewBy: (author: string) => string;
  badge: Record<ReviewBadge, string>;
  badgeMeaning: Record<ReviewBadge, string>;
  little: (end: string) => string;
  middle: string;
  response: (author: string) => string;
  source: (name: string) => string;
  helpfulCount: (yes: number, all: number) => string;
}

/** How far the backend counts. */
const COUNTED = 1_000;

/** Writes numbers of a language; the format is made once, which costs more than all that is written with it. */
function numbers(locale: string): (n: number) => string {
  let format: Intl.NumberFormat | undefined;
  return (n) => (format ??= new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })).format(n);
}

const english = (): HtmlWords => {
  const number = numbers('en');
  const reviews = (n: number) => `${number(n)} ${n === 1 ? 'review' : 'reviews'}`;
  const outOf = (average: number) => `${number(average)} out of 5`;
  return {
    locale: 'en',
    outOf,
    rated: (average, n) => `${outOf(average)} (${reviews(n)})`,
    reviews,
    none: 'No rating yet',
    stars: (n) => `${n} ${n === 1 ? 'star' : 'stars'}`,
    recommended: (yes, answers, percent) =>
      `${percent}% would recommend it (${number(yes)} of ${number(answers)})`,
    between: (place, low, high) =>
      place === 0
        ? `In the middle between “${low}” and “${high}”`
        : `${Math.abs(place) === 2 ? 'Mostly' : 'Rather'} “${place < 0 ? low : high}”`,
    uncounted: (n) =>
      n === 1
        ? '1 review that was first published elsewhere is in the list and does not count here.'
        : `${number(n)} reviews that were first published elsewhere are in the list and do not count here.`,
    highlight: { positive: 'Most helpful praise', critical: 'Most helpful criticism' },
    digest: 'Reviews in short',
    digestMade: (n, on) =>
      `Generated automatically from ${reviews(n)} on ${on}. It may be wrong: each point names reviews that it rests on.`,
    title: 'Customer reviews',
    results: (n) => `${n < COUNTED ? reviews(n) : `${number(COUNTED)} reviews or more`}, most helpful first`,
    noReviews: 'There are no reviews yet.',
    noReviewsHint: 'Be the first to say how it is.',
    ratingOf: (rating) => `${rating} out of 5`,
    recommends: 'Recommends this product',
    recommendsNot: 'Does not recommend this product',
    reviewBy: (author) => `Review by ${author}`,
    badge: {
      verified: 'Verified purchase',
      'top-contributor': 'Top contributor',
      incentivised: 'Got something in return',
      staff: 'Works for us',
      featured: 'Featured by the shop',
    },
    badgeMeaning: {
      verified: 'We have found an order of this product by the author.',
      'top-contributor': `At least ${TOP_CONTRIBUTOR.reviews} reviews by the author were each found helpful by ${TOP_CONTRIBUTOR.helpful} readers or more.`,
      incentivised:
        'The author got something for writing, such as a discount or a sample, whatever they wrote.',
      staff: 'The author works for the shop.',
      featured: 'The shop points this review out. It does not change the order or the average.',
    },
    little: (end) => `${end}, a little`,
    middle: 'Just right',
    response: (author) => `Answer from ${author}`,
    source: (name) => `First published on ${name}`,
    helpfulCount: (yes, all) => `${number(yes)} of ${number(all)} found this helpful`,
  };
};

const traditional = (): HtmlWords => {
  const number = numbers('zh-Hant');
  const reviews = (n: number) => `${number(n)} 則評價`;
  return {
    locale: 'zh-Hant',
    outOf: (average) => `${number(average)} 分（滿分 5 分）`,
    rated: (average, n) => `${number(average)} 分，滿分 5 分（${reviews(n)}）`,
    reviews,
    none: '尚無評分',
    stars: (n) => `${n} 星`,
    recommended: (yes, answers, percent) =>
      `${percent}% 會推薦（${number(answers)} 人中有 ${number(yes)} 人）`,
    between: (place, low, high) =>
      place === 0
        ? `介乎「${low}」與「${high}」之間`
        : `${Math.abs(place) === 2 ? '大多認為' : '略為'}「${place < 0 ? low : high}」`,
    uncounted: (n) => `另有 ${number(n)} 則最先在別處發表的評價列於清單中，不計入此處。`,
    highlight: { positive: '最有幫助的好評', critical: '最有幫助的批評' },
    digest: '評價摘要',
    digestMade: (n, on) => `${on}根據 ${reviews(n)}自動生成，或有錯漏；每點都列出所依據的評價。`,
    title: '顧客評價',
    results: (n) => `${n < COUNTED ? '' : '至少 '}${reviews(Math.min(n, COUNTED))}，最有幫助的在前`,
    noReviews: '暫時未有評價。',
    noReviewsHint: '用過的話，歡迎第一個分享。',
    ratingOf: (rating) => `${rating} 分，滿分 5 分`,
    recommends: '推薦此商品',
    recommendsNot: '不推薦此商品',
    reviewBy: (author) => han`${author}的評價`,
    badge: {
      verified: '已核實購買',
      'top-contributor': '活躍評論者',
      incentivised: '曾獲回贈',
      staff: '本店員工',
      featured: '本店精選',
    },
    badgeMeaning: {
      verified: '我們找到作者購買此商品的訂單。',
      'top-contributor': `作者至少有 ${TOP_CONTRIBUTOR.reviews} 則評價，各獲 ${TOP_CONTRIBUTOR.helpful} 位或以上讀者認為有幫助。`,
      incentivised: '作者因撰寫評價而獲得折扣、樣品等好處，與評價內容無關。',
      staff: '作者在本店工作。',
      featured: '由本店挑選展示，不影響排序和平均分。',
    },
    little: (end) => han`略${end}`,
    middle: '剛好',
    response: (author) => han`${author}的回覆`,
    source: (name) => han`首次發表於${name}`,
    helpfulCount: (yes, all) => `${number(all)} 人中有 ${number(yes)} 人覺得有幫助`,
  };
};

const simplified = (): HtmlWords => {
  const number = numbers('zh-Hans');
  const reviews = (n: number) => `${number(n)} 条评价`;
  return {
    locale: 'zh-Hans',
    outOf: (average) => `${number(average)} 分（满分 5 分）`,
    rated: (average, n) => `${number(average)} 分，满分 5 分（${reviews(n)}）`,
    reviews,
    none: '暂无评分',
    stars: (n) => `${n} 星`,
    recommended: (yes, answers, percent) =>
      `${percent}% 会推荐（${number(answers)} 人中有 ${number(yes)} 人）`,
    between: (place, low, high) =>
      place === 0
        ? `介于“${low}”与“${high}”之间`
        : `${Math.abs(place) === 2 ? '大多认为' : '略为'}“${place < 0 ? low : high}”`,
    uncounted: (n) => `另有 ${number(n)} 条最先在别处发表的评价列于列表中，不计入此处。`,
    highlight: { positive: '最有帮助的好评', critical: '最有帮助的批评' },
    digest: '评价摘要',
    digestMade: (n, on) => `${on}根据 ${reviews(n)}自动生成，可能有误；每点都列出所依据的评价。`,
    title: '顾客评价',
    results: (n) => `${n < COUNTED ? '' : '至少 '}${reviews(Math.min(n, COUNTED))}，最有帮助的在前`,
    noReviews: '暂时没有评价。',
    noReviewsHint: '用过的话，欢迎第一个分享。',
    ratingOf: (rating) => `${rating} 分，满分 5 分`,
    recommends: '推荐此商品',
    recommendsNot: '不推荐此商品',
    reviewBy: (author) => han`${author}的评价`,
    badge: {
      verified: '已核实购买',
      'top-contributor': '活跃评论者',
      incentivised: '曾获回馈',
      staff: '本店员工',
      featured: '本店精选',
    },
    badgeMeaning: {
      verified: '我们找到作者购买此商品的订单。',
      'top-contributor': `作者至少有 ${TOP_CONTRIBUTOR.reviews} 条评价，各获 ${TOP_CONTRIBUTOR.helpful} 位或以上读者认为有帮助。`,
      incentivised: '作者因撰写评价而获得折扣、样品等好处，与评价内容无关。',
      staff: '作者在本店工作。',
      featured: '由本店挑选展示，不影响排序和平均分。',
    },
    little: (end) => han`略${end}`,
    middle: '刚好',
    response: (author) => han`${author}的回复`,
    source: (name) => han`首次发表于${name}`,
    helpfulCount: (yes, all) => `${number(all)} 人中有 ${number(yes)} 人觉得有帮助`,
  };
};

const languages = { en: english(), hant: traditional(), hans: simplified() };

/** The words that serve a BCP 47 tag: Chinese in the script that its readers read, else English. */
export const htmlWords = (tag: string): HtmlWords => languages[languageOf(tag)];
