import type { CartLine } from '@continuo/cart';
import type { Money, Notice, Quote } from '@continuo/protocol';
import type { Messages } from '../../i18n/messages.ts';
import type { CartLineDetail } from '../../events.ts';

/** What of a line was taken out in this drawer, and where it stood: it can be put back from there. */
export interface Removed {
  key: string;
  title: string;
  index: number;
}

export type Row =
  { kind: 'line'; id: string; line: CartLine } | { kind: 'removed'; id: string; removed: Removed };

/** The lines, with the way back in the place of what was just taken out. */
export function rowsOf(lines: readonly CartLine[], removed: Removed | undefined): Row[] {
  const rows: Row[] = lines.map((line) => ({ kind: 'line', id: line.key, line }));
  if (removed && !lines.some((line) => line.key === removed.key))
    rows.splice(Math.min(removed.index, rows.length), 0, { kind: 'removed', id: `-${removed.key}`, removed });
  return rows;
}

export const titleOf = (line: CartLine, words: Messages): string => line.quote?.title ?? words.lineUnknown;

/** A line for the page's listeners. */
export const detailOf = (line: CartLine, cartId: string | undefined): CartLineDetail => ({
  cartId,
  variantId: line.variantId,
  productId: line.quote?.productId ?? line.variantId,
  title: line.quote?.title,
  options: line.quote?.options,
  unit: line.quote?.unit,
  quantity: line.quantity,
});

/** What is wrong with a line, in words; undefined when nothing is. */
export function troubleOf(line: CartLine, words: Messages): string | undefined {
  const { quote } = line;
  if (!quote) return undefined;
  if (quote.flags.includes('unavailable')) return words.unavailable;
  if (quote.flags.includes('sold-out')) return words.soldOut;
  if (quote.payable < quote.wanted) return words.partly(quote.payable, quote.wanted);
  if (quote.flags.includes('low-stock') && quote.available !== undefined)
    return words.onlyLeft(quote.available);
  return undefined;
}

export interface Sum {
  name: string;
  amount: Money;
  /** Taken off. */
  minus?: boolean;
}

/** The quote's rows above the total. All of it is the backend's; nothing is computed here. */
export function sumsOf(quote: Quote, words: Messages): Sum[] {
  return [
    { name: words.subtotal, amount: quote.subtotal },
    ...quote.discounts.map(({ title, code, amount }) => ({
      name: title || code || words.discount,
      amount,
      minus: true,
    })),
    { name: words.shipping, amount: quote.shipping },
    ...quote.taxes.map(({ title, amount, included }) => ({
      name: included ? words.taxIn(title) : title,
      amount,
    })),
    ...quote.credits.map(({ title, amount }) => ({ name: title || words.credit, amount, minus: true })),
  ];
}

/** A notice in words, with names and money as their readers write them. */
export function noticeText(
  notice: Notice,
  lines: readonly CartLine[],
  words: Messages,
  money: (value: Money) => string,
): string {
  const value = (given: Notice['old']) =>
    given === undefined || given === null ? '' : typeof given === 'object' ? money(given) : String(given);
  const line = lines.find(({ address }) => address === notice.address);
  const title = notice.address === 'cart' ? '' : line ? titleOf(line, words) : words.lineUnknown;
  return words.notice[notice.kind]({ title, old: value(notice.old), new: value(notice.new) });
}
