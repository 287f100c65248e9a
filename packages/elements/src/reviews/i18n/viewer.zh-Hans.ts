import type { ViewerMessages } from './viewer.ts';

export const messages: ViewerMessages = {
  photoOf: (number, all) => `照片，第 ${number} 项，共 ${all} 项`,
  videoOf: (number, all) => `视频，第 ${number} 项，共 ${all} 项`,
  previous: '上一项',
  next: '下一项',
  closeViewer: '关闭',
};
