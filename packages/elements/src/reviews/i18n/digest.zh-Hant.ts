import { number } from '../../i18n/number.ts';
import type { DigestMessages } from './digest.ts';

const rests = (count: number): string => `${number(count)} 則評價`;

export const messages: DigestMessages = {
  digest: '評價摘要',
  made: (count, day) => `${day}根據 ${rests(count)}自動生成，或有錯漏；每點都列出所依據的評價。`,
  rests,
  restsOf: (count, claim) => `${rests(count)}：${claim}`,
};
