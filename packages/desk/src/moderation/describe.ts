import type { ModerationItem } from '@continuo/protocol';
import { fill } from '../format.ts';
import type { Words } from '../words.ts';

export const starsOf = ({ review }: ModerationItem, words: Words): string =>
  fill(words.starsOf, { n: review.rating });

/** What to call a review: its title, else its stars and author, for stars alone are a review. */
export const titleOf = (item: ModerationItem, words: Words): string =>
  item.review.title.trim() || `${starsOf(item, words)}, ${item.review.author}`;

export const waitsOf = (count: number, words: Words): string =>
  count === 0 ? words.waitNone : count === 1 ? words.waitOne : fill(words.waitCount, { n: count });

export const reportsOf = (count: number, words: Words): string =>
  count === 1 ? words.reportOne : fill(words.reportCount, { n: count });

/** The state in words, with the reason where it was refused. */
export function stateOf({ state, review }: ModerationItem, words: Words): string {
  const name = words[`tab_${state}`];
  return state === 'refused' && review.reason ? `${name}: ${words[`reason_${review.reason}`]}` : name;
}
