import type { ViewerMessages } from './viewer.ts';

export const messages: ViewerMessages = {
  photoOf: (number, all) => `相片，第 ${number} 項，共 ${all} 項`,
  videoOf: (number, all) => `影片，第 ${number} 項，共 ${all} 項`,
  previous: '上一項',
  next: '下一項',
  closeViewer: '關閉',
};
