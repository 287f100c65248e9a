import { number } from '../../i18n/number.ts';
import type { DigestMessages } from './digest.ts';

const rests = (count: number): string => `${number(count)} 条评价`;

export const messages: DigestMessages = {
  digest: '评价摘要',
  made: (count, day) => `${day}根据 ${rests(count)}自动生成，可能有误；每点都列出所依据的评价。`,
  rests,
  restsOf: (count, claim) => `${rests(count)}：${claim}`,
};
