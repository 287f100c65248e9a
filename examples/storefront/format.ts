import type { Money, Price } from '@continuo/protocol';
import { exponentOf } from '@continuo/protocol/constants';

/** English dates as Hong Kong writes them: the day before the month. Money is written as the elements write it. */
const dates = (locale: string) => (locale === 'en' ? 'en-HK' : locale);

export const money = ({ amount, currency }: Money, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount / 10 ** exponentOf(currency));

/** For machines: `488.00`. */
export const decimal = ({ amount, currency }: Money): string => {
  const digits = exponentOf(currency);
  return (amount / 10 ** digits).toFixed(digits);
};

export const dateTime = (instant: string, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(dates(locale), { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  );

/** How many days from now a parcel arrives, as a range of dates. */
export const arrival = (now: Date, from: number, to: number, locale: string, timeZone: string): string => {
  const day = (days: number) => new Date(now.getTime() + days * 86_400_000);
  const format = new Intl.DateTimeFormat(dates(locale), { day: 'numeric', month: 'long', timeZone });
  // Ranges in Chinese come out in numbers only, whatever is asked for.
  return locale.startsWith('zh')
    ? `${format.format(day(from))}至${format.format(day(to))}`
    : format.formatRange(day(from), day(to));
};

export const weekday = (index: number, locale: string): string =>
  // 1 January 2024 was a Monday.
  new Intl.DateTimeFormat(dates(locale), { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, 1 + index)),
  );

export const isReduced = (price: Price): boolean =>
  price.compareAt !== undefined && price.compareAt.amount > price.price.amount;
