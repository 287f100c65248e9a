import { han } from '@continuo/headless/reviews';
import { number } from '../../i18n/number.ts';
import type { ListMessages } from './list.ts';

export const messages: ListMessages = {
  title: '顾客评价',
  ratingOf: (rating) => `${rating} 分，满分 5 分`,
  count: (reviews) => `${reviews < 1_000 ? '' : '至少 '}${number(Math.min(reviews, 1_000))} 条评价`,
  first: (reviews) => `${messages.count(reviews)}，最有帮助的在前`,
  tools: '搜索和筛选',
  stale: '未能加载最新评价，以下是先前加载的内容。',
  none: '暂时没有评价。',
  noneHint: '用过的话，欢迎第一个分享。',
  reviewBy: (author) => han`${author}的评价`,
  readMore: '阅读全文',
  readMoreOf: (title) => `阅读全文：${title}`,
  recommends: '推荐此商品',
  recommendsNot: '不推荐此商品',
  helpful: '有帮助吗？',
  helpfulOf: (title) => `这条评价有帮助吗？${title}`,
  helpfulCount: (yes, all) => `${number(all)} 人中有 ${number(yes)} 人觉得有帮助`,
  yes: '有',
  no: '没有',
  report: '举报',
  reportOf: (title) => `举报：${title}`,
  reported: '已举报',
  showMore: (reviews) => `再显示 ${reviews} 条`,
};
