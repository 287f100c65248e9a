import { han } from '@continuo/headless/reviews';
import { number } from '../../i18n/number.ts';
import type { ListMessages } from './list.ts';

export const messages: ListMessages = {
  title: '顧客評價',
  ratingOf: (rating) => `${rating} 分，滿分 5 分`,
  count: (reviews) => `${reviews < 1_000 ? '' : '至少 '}${number(Math.min(reviews, 1_000))} 則評價`,
  first: (reviews) => `${messages.count(reviews)}，最有幫助的在前`,
  tools: '搜尋及篩選',
  stale: '未能載入最新評價，以下是先前載入的內容。',
  none: '暫時未有評價。',
  noneHint: '用過的話，歡迎第一個分享。',
  reviewBy: (author) => han`${author}的評價`,
  readMore: '閱讀全文',
  readMoreOf: (title) => `閱讀全文：${title}`,
  recommends: '推薦此商品',
  recommendsNot: '不推薦此商品',
  helpful: '有幫助嗎？',
  helpfulOf: (title) => `這則評價有幫助嗎？${title}`,
  helpfulCount: (yes, all) => `${number(all)} 人中有 ${number(yes)} 人覺得有幫助`,
  yes: '有',
  no: '沒有',
  report: '檢舉',
  reportOf: (title) => `檢舉：${title}`,
  reported: '已檢舉',
  showMore: (reviews) => `再顯示 ${reviews} 則`,
};
