import { number } from '../../i18n/number.ts';
import type { ActMessages } from './acts.ts';

export const messages: ActMessages = {
  updating: '正在更新评价…',
  readLess: '收起',
  shown: (more, shown, all) => `新增 ${more} 条，已显示 ${number(shown)} 条，共${all}。`,
};
