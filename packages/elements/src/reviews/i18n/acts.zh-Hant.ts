import { number } from '../../i18n/number.ts';
import type { ActMessages } from './acts.ts';

export const messages: ActMessages = {
  updating: '正在更新評價…',
  readLess: '收起',
  badgeMeaning: {
    verified: '我們找到作者購買此商品的訂單。',
    incentivised: '作者因撰寫評價而獲得折扣、樣品等好處，與評價內容無關。',
    staff: '作者在本店工作。',
  },
  shown: (more, shown, all) => `新增 ${more} 則，已顯示 ${number(shown)} 則，共${all}。`,
};
