import { number } from '../../i18n/number.ts';
import type { DigestMessages } from './digest.ts';

const rests = (count: number): string => `${number(count)} ${count === 1 ? 'review' : 'reviews'}`;

export const messages: DigestMessages = {
  digest: 'Reviews in short',
  made: (count, day) =>
    `Generated automatically from ${rests(count)} on ${day}. It may be wrong: each point names reviews that it rests on.`,
  rests,
  restsOf: (count, claim) => `${rests(count)}: ${claim}`,
};
