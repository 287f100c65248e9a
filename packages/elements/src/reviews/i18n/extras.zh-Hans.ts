import { han } from '@continuo/headless/reviews';
import { TOP_CONTRIBUTOR } from '@continuo/protocol/constants';
import { number } from '../../i18n/number.ts';
import type { ExtrasMessages } from './extras.ts';

export const messages: ExtrasMessages = {
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
  uncounted: (n) => `另有 ${number(n)} 条最先在别处发表的评价列于列表中，不计入此处。`,
  response: (author) => han`${author}的回复`,
  source: (name) => han`首次发表于${name}`,
  between: (place, low, high) =>
    place === 0
      ? `介于“${low}”与“${high}”之间`
      : `${Math.abs(place) === 2 ? '大多认为' : '略为'}“${place < 0 ? low : high}”`,
  photo: (number, alt) => `照片 ${number}${alt && `：${alt}`}`,
  video: (number, alt) => `视频 ${number}${alt && `：${alt}`}`,
  photoOf: (number, all) => `照片，第 ${number} 项，共 ${all} 项`,
  videoOf: (number, all) => `视频，第 ${number} 项，共 ${all} 项`,
  previous: '上一项',
  next: '下一项',
  closeViewer: '关闭',
};
