import { define } from '@continuo/elements';

/**
 * Registers elements in turn, each in a task of its own: with it, those that a page has come to life, and all of them at
 * once would hold up who reads or types.
 */
export const inTurn = (...elements: Parameters<typeof define>[0][]): void =>
  elements.forEach((each) => setTimeout(define, 0, each));
