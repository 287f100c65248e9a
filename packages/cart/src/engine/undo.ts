import { quantityAt, type CartState } from '../model/line.ts';
import type { Press } from './record.ts';

/** Presses that lead back. */
export type Undo = readonly Press[];

/**
 * What takes back the way from one cart to the next: by difference, so that what others do meanwhile stays. A line that
 * went comes back with its properties and texts.
 */
export function undoing(before: CartState, after: CartState): Undo {
  const addresses = new Set([...Object.keys(before.lines), ...Object.keys(after.lines)]);
  return [...addresses].flatMap((address): Press[] => {
    const was = before.lines[address];
    const is = after.lines[address];
    if (was === is) return [];
    const presses: Press[] = [];
    const n = quantityAt(before, address) - quantityAt(after, address);
    if (n > 0) presses.push(['a', address, n, ...((was?.meta ? [was.meta] : []) as [])]);
    if (n < 0) presses.push(['i', address, n]);
    if (quantityAt(before, address) > 0 || address === 'cart') {
      for (const name of new Set([...Object.keys(was?.regs ?? {}), ...Object.keys(is?.regs ?? {})])) {
        const value = was?.regs[name]?.[0] ?? null;
        const isGone = address !== 'cart' && quantityAt(after, address) === 0;
        if (isGone ? value !== null : value !== (is?.regs[name]?.[0] ?? null)) {
          presses.push(['n', address, name as 'note', value]);
        }
      }
    }
    return presses;
  });
}
