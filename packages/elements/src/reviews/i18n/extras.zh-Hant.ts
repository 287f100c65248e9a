import type { ExtrasMessages } from './extras.ts';

export const messages: ExtrasMessages = {
  little: (end) => `略${end}`,
  middle: '剛好',
  response: (author) => `${author}的回覆`,
  source: (name) => `首次發表於 ${name}`,
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
