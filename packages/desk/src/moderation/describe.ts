import type { ModerationItem, OwnAnswer, OwnQuestion, OwnReview } from '@continuo/protocol';
import { fill } from '../format.ts';
import type { Words } from '../words.ts';

/** Characters of a question or an answer that it is called by. */
const TITLE = 100;

/** What was written, of whichever kind. */
export const writtenOf = (item: ModerationItem): OwnReview | OwnQuestion | OwnAnswer =>
  item.kind === 'review' ? item.review : item.kind === 'question' ? item.question : item.answer;

/** What to call an item: a review by its title, else its stars and author, for stars alone are a review; others by how they begin. */
export function titleOf(item: ModerationItem, words: Words): string {
  if (item.kind === 'review')
    return (
      item.review.title.trim() || `${fill(words.starsOf, { n: item.review.rating })}, ${item.review.author}`
    );
  const [line = ''] = writtenOf(item).body.split('\n');
  const characters = [...line];
  return characters.length > TITLE ? `${characters.slice(0, TITLE).join('')}…` : line;
}

/** The merchant's answer as it is now; an answer of others takes none. */
export const responseOf = (item: ModerationItem): string | undefined =>
  item.kind === 'review'
    ? item.review.response?.text
    : item.kind === 'question'
      ? item.question.answers.find(({ brand }) => brand)?.body
      : undefined;

/** Whether a review is marked as one that its author got something for, or that the shop points out. */
export const isMarked = (item: ModerationItem, badge: 'incentivised' | 'featured'): boolean =>
  item.kind === 'review' && item.review.badges.includes(badge);

export const waitsOf = (count: number, words: Words): string =>
  count === 0 ? words.waitNone : count === 1 ? words.waitOne : fill(words.waitCount, { n: count });

export const reportsOf = (count: number, words: Words): string =>
  count === 1 ? words.reportOne : fill(words.reportCount, { n: count });

/** The state in words, with the reason where it was refused. */
export function stateOf(item: ModerationItem, words: Words): string {
  const { reason } = writtenOf(item);
  const name = words[`tab_${item.state}`];
  return item.state === 'refused' && reason ? `${name}: ${words[`reason_${reason}`]}` : name;
}
