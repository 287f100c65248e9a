import type { WriteMessages } from './write.ts';

export const messages: WriteMessages = {
  write: '撰寫評價',
  writeAgain: '再寫一則評價',
};
