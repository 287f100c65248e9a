import { number } from '../../i18n/number.ts';
import type { ActMessages } from './acts.ts';

export const messages: ActMessages = {
  updating: '正在更新評價…',
  readLess: '收起',
  shown: (more, shown, all) => `新增 ${more} 則，已顯示 ${number(shown)} 則，共${all}。`,
};
