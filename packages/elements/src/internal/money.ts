import { exponentOf } from '@continuo/protocol/constants';
import type { Money } from '@continuo/protocol';

const formats = new Map<string, Intl.NumberFormat>();

/** Money as the readers of a BCP 47 tag write it. */
export function money(tag: string, { amount, currency }: Money): string {
  const digits = exponentOf(currency);
  return moneyFormat(tag, currency, digits).format(amount / 10 ** digits);
}

function moneyFormat(tag: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${tag} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const options = {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const;
    try {
      format = new Intl.NumberFormat(tag, options);
    } catch {
      // Pages say lang="english" and the like; such a page gets English numbers.
      format = new Intl.NumberFormat('en', options);
    }
    formats.set(key, format);
  }
  return format;
}
