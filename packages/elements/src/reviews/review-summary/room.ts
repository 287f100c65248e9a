import type { LitElement } from 'lit';
import { layOut } from '../../internal/rows.ts';

const PARTS = '.base > :is(.digest, .ratings, .highlights)';

/**
 * What a server wrote of all reviews is not laid out while it is out of sight. What takes its place keeps its heights at
 * first, so that nothing moves, and is laid out in time.
 */
export function keepRoom(host: LitElement): void {
  const heights = new Map<string, number>();
  for (const each of host.querySelectorAll(`:scope > ${PARTS}`))
    heights.set(each.className, each.getBoundingClientRect().height);
  void host.updateComplete.then(() => {
    const boxes = [...host.renderRoot.querySelectorAll<HTMLElement>(PARTS)];
    const known = boxes.filter(({ className }) => heights.has(className));
    layOut(known, (n) => heights.get(known[n]!.className)!);
  });
}
