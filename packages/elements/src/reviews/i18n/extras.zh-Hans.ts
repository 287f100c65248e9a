import type { ExtrasMessages } from './extras.ts';

export const messages: ExtrasMessages = {
  little: (end) => `略${end}`,
  middle: '刚好',
  response: (author) => `${author}的回复`,
  source: (name) => `首次发表于 ${name}`,
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
