import type { Lines, Money, Notice, NoticeKind, Quote, QuoteLine } from '@continuo/protocol';
import { quantityOf, winningSet, type Line } from '../model/line.ts';

const same = (a: Notice['old'], b: Notice['old']): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Adds notices; one that is there already keeps its `old` and goes when things are again as they were. */
export function withNotices(notices: readonly Notice[], more: readonly Notice[]): readonly Notice[] {
  if (more.length === 0) return notices;
  const all = new Map(notices.map((notice) => [notice.id, notice]));
  for (const notice of more) {
    const before = all.get(notice.id);
    const merged = before ? { ...notice, old: before.old } : notice;
    if (before && notice.kind === 'price-changed' && same(merged.old, merged.new)) all.delete(notice.id);
    else all.set(notice.id, merged);
  }
  return [...all.values()];
}

/** Quantities that were typed here and lost to one that was typed elsewhere at the same time. */
export function replacedSets(
  replica: string,
  before: Readonly<Record<string, Line>>,
  after: Readonly<Record<string, Line>>,
): Notice[] {
  return Object.entries(after).flatMap(([address, { parts }]) => {
    const was = before[address]?.parts;
    if (was === parts) return [];
    const winner = winningSet(parts);
    const mine = parts.find((part) => part[4] && part[1] === replica && part !== winner);
    const won = was && winningSet(was);
    const told = was?.some((part) => part[1] === replica && part[2] === mine?.[2]) && won?.[1] !== replica;
    if (!mine || told) return [];
    const id = `set-replaced:${replica}:${mine[2]}`;
    return [{ id, kind: 'set-replaced', address, old: mine[3], new: quantityOf(parts) }];
  });
}

/** After the backend was restored from a backup: what was confirmed and is no longer so. */
export function lostEdits(before: Readonly<Record<string, Line>>, after: Lines, epoch: string): Notice[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((address): Notice[] => {
    const was = quantityOf(before[address]?.parts ?? []);
    const is = quantityOf(after[address] ?? []);
    const id = `lost-edit:${epoch}:${address}`;
    return was === is ? [] : [{ id, kind: 'lost-edit', address, old: was, new: is }];
  });
}

const KIND_OF_FLAG: Partial<Record<QuoteLine['flags'][number], NoticeKind>> = {
  'sold-out': 'sold-out',
  limited: 'limited',
  unavailable: 'unavailable-here',
};

/** What changed between two quotes that the shopper did not do: prices of lines, and wishes that cannot be had whole. */
export function quoteNotices(before: Quote | undefined, after: Quote): Notice[] {
  const known = new Map<string, QuoteLine>();
  for (const line of before?.lines ?? []) known.set(line.address, line);
  return after.lines.flatMap((line) => {
    const notices: Notice[] = [];
    const was = known.get(line.address);
    const tell = (kind: NoticeKind, old: number | Money | undefined, now: number | Money) =>
      notices.push({ id: `${kind}:${line.address}`, kind, address: line.address, old, new: now });
    if (was && was.unit.currency === line.unit.currency && was.unit.amount !== line.unit.amount) {
      tell('price-changed', was.unit, line.unit);
    }
    for (const flag of line.flags) {
      const kind = KIND_OF_FLAG[flag];
      if (kind && !was?.flags.includes(flag)) tell(kind, line.wanted, line.payable);
    }
    if (was && line.flags.includes('low-stock') && !was.flags.includes('low-stock')) {
      tell('low-stock', was.available, line.available ?? line.payable);
    }
    return notices;
  });
}
