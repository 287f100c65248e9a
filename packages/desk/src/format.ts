import type { Money } from '@continuo/protocol';
import { exponentOf } from '@continuo/protocol/constants';

/** Money in the reader's language. The exponent is the wire's, the printed digits are the language's custom. */
export const money = ({ amount, currency }: Money, lang: string): string =>
  new Intl.NumberFormat(lang, { style: 'currency', currency }).format(amount / 10 ** exponentOf(currency));

export const time = (instant: string, lang: string): string =>
  new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    new Date(instant),
  );

export const dateTime = (instant: string, lang: string): string =>
  new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));

/** The day of an instant in the reader's time zone, to group by and to print. */
export const day = (instant: string, lang: string): string =>
  new Intl.DateTimeFormat(lang, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }).format(
    new Date(instant),
  );

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, in the largest unit that fits; seconds are "now". */
export function ago(instant: string, lang: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1000);
  const format = new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: 'short' });
  for (const [unit, length] of UNITS)
    if (seconds >= length) return format.format(-Math.floor(seconds / length), unit);
  return format.format(0, 'second');
}

/** Puts values into the `{name}` of a text. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
