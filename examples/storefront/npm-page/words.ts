import type { Money } from '@continuo/protocol';
import { exponentOf } from '@continuo/protocol/constants';

export type ProblemName =
  'required' | 'email' | 'changed' | 'empty' | 'declined' | 'network' | 'gone' | 'failed';

/** The page's words, which the server wrote into it in the reader's language. */
export const words = (root: HTMLElement) => {
  const all = JSON.parse(root.dataset['words'] ?? '{}') as Record<string, string>;
  const locale = document.documentElement.lang;
  const money = ({ amount, currency }: Money): string =>
    new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
      amount / 10 ** exponentOf(currency),
    );
  return {
    money,
    problem: (name: ProblemName) => all[name] ?? name,
    pay: (total: Money) => (all['pay'] ?? '').replace('{total}', money(total)),
    paying: all['paying'] ?? '',
    payWord: all['payWord'] ?? '',
    word: (name: string) => all[name] ?? '',
  };
};
export type Words = ReturnType<typeof words>;
