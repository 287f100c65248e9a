import { number } from '../../i18n/number.ts';
import type { ActMessages } from './acts.ts';

export const messages: ActMessages = {
  updating: '正在更新评价…',
  readLess: '收起',
  badgeMeaning: {
    verified: '我们找到作者购买此商品的订单。',
    incentivised: '作者因撰写评价而获得折扣、样品等好处，与评价内容无关。',
    staff: '作者在本店工作。',
  },
  shown: (more, shown, all) => `新增 ${more} 条，已显示 ${number(shown)} 条，共${all}。`,
};
