import type { WriteMessages } from './write.ts';

export const messages: WriteMessages = {
  write: '撰写评价',
  writeAgain: '再写一条评价',
};
