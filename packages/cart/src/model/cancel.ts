import type { Operation } from '@continuo/protocol';
import { listOf } from './key.ts';

/**
 * For a client that was away for longer than the backend keeps details: takes out its own pending additions that it
 * removed again itself, because their removal may come too late to find them. `unseen(address)`: the line was not in
 * the cart before. Only for operations that were never sent: the rest is counted anew by the caller.
 */
export function cancelPairs(
  pending: readonly Operation[],
  unseen: (address: string) => boolean,
): Operation[] {
  const drop = new Set<Operation>();
  pending.forEach((op, i) => {
    if (op[2] !== 'r' && op[2] !== 'x') return;
    const target = op[3];
    const hits = (address: string) => (op[2] === 'r' ? address === target : listOf(address) === target);
    let left = false;
    for (const earlier of pending.slice(0, i)) {
      // What was moved to the line came from elsewhere, and the removal must find it there.
      if (earlier[2] === 'm' && hits(`${earlier[4]}${earlier[3].slice(1)}`)) left = true;
      if (earlier[2] === 'x' || earlier[2] === 'm' || !hits(earlier[3]) || drop.has(earlier)) continue;
      drop.add(earlier);
      left ||= !unseen(earlier[3]);
    }
    if (op[2] === 'r' && !left && unseen(target)) drop.add(op);
  });
  return pending.filter((op) => !drop.has(op));
}
