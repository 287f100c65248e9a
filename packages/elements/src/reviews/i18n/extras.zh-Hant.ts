import { han } from '@continuo/headless/reviews';
import { TOP_CONTRIBUTOR } from '@continuo/protocol/constants';
import { number } from '../../i18n/number.ts';
import type { ExtrasMessages } from './extras.ts';

export const messages: ExtrasMessages = {
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
  uncounted: (n) => `另有 ${number(n)} 則最先在別處發表的評價列於清單中，不計入此處。`,
  response: (author) => han`${author}的回覆`,
  source: (name) => han`首次發表於${name}`,
  between: (place, low, high) =>
    place === 0
      ? `介乎「${low}」與「${high}」之間`
      : `${Math.abs(place) === 2 ? '大多認為' : '略為'}「${place < 0 ? low : high}」`,
  photo: (number, alt) => `相片 ${number}${alt && `：${alt}`}`,
  video: (number, alt) => `影片 ${number}${alt && `：${alt}`}`,
  photoOf: (number, all) => `相片，第 ${number} 項，共 ${all} 項`,
  videoOf: (number, all) => `影片，第 ${number} 項，共 ${all} 項`,
  previous: '上一項',
  next: '下一項',
  closeViewer: '關閉',
};
