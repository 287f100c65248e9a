import type { Review, ReviewSettings } from '@continuo/protocol';

/** How a secondary rating is said: with both ends named the middle is best, else five is. */
export function inWords(
  words: { ratingOf(rating: number): string; little(end: string): string; middle: string },
  { low, high }: ReviewSettings['ratings'][number],
  value: number,
): string {
  if (!low || !high) return words.ratingOf(value);
  return [low, words.little(low), words.middle, words.little(high), high][value - 1] ?? '';
}

/** What the author told of themselves and of the product besides stars: label and answer, as far as they are asked. */
export function factsOf(
  words: Parameters<typeof inWords>[0],
  settings: ReviewSettings | undefined,
  { attributes, ratings }: Pick<Review, 'attributes' | 'ratings'>,
): [label: string, answer: string][] {
  const told = attributes.flatMap(({ name, value }): [string, string][] => {
    const asked = settings?.attributes.find((each) => each.name === name);
    const answer = asked?.values.find((each) => each.value === value);
    return asked && answer ? [[asked.label, answer.label]] : [];
  });
  const rated = ratings.flatMap(({ name, value }): [string, string][] => {
    const asked = settings?.ratings.find((each) => each.name === name);
    return asked ? [[asked.label, inWords(words, asked, value)]] : [];
  });
  return [...told, ...rated];
}

/** A link that a browser only follows: anything else than the web's addresses is none. */
export const webLink = (url: string | undefined): string | undefined =>
  url && /^https?:\/\//i.test(url) ? url : undefined;
