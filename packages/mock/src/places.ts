import { invalid } from './problem.ts';

/** Of what people wrote. */
const MOST_LISTED = 50;

/** Where a page of a list ends, as an opaque cursor: the order and the keys of its last row. */
const writePlace = (order: string, keys: readonly (string | number)[]): string =>
  btoa(encodeURIComponent(JSON.stringify([order, ...keys])));

/** `undefined` where it is no cursor of this order. */
function readPlace<K extends readonly (string | number)[]>(cursor: string, order: string): K | undefined {
  try {
    const [found, ...keys] = JSON.parse(decodeURIComponent(atob(cursor))) as [string, ...(string | number)[]];
    return found === order ? (keys as unknown as K) : undefined;
  } catch {
    // Not ours: that is the answer.
    return undefined;
  }
}

/** What rows are sorted by, the first key that differs decides. */
export type Keys = readonly (string | number)[];

/** Whether `a` comes after `b`: the greater keys first, unless the lesser are asked for. */
export function order(a: Keys, b: Keys, direction: 1 | -1 = -1): number {
  const i = a.findIndex((key, place) => key !== b[place]);
  return i < 0 ? 0 : a[i]! < b[i]! ? -direction : direction;
}

/** How many rows are asked for. */
export function limitOf(asked: string | undefined, usual: number, most = MOST_LISTED): number {
  const limit = Number(asked ?? usual);
  if (limit < 1 || limit > most) throw invalid('query.limit', `must be from 1 to ${most}`);
  return limit;
}

/** A page of sorted rows, from where the one before it ended. */
export function pageOf<T extends { keys: Keys }>(
  all: readonly T[],
  {
    sort,
    cursor,
    limit,
    direction,
  }: { sort: string; cursor: string | undefined; limit: number; direction?: 1 | -1 },
): { page: T[]; next?: string } {
  const after = cursor === undefined ? undefined : readPlace<Keys>(cursor, sort);
  if (cursor !== undefined && !after) throw invalid('query.cursor', 'is not one of this list');
  const sorted = [...all].sort((a, b) => order(a.keys, b.keys, direction));
  const rest = after ? sorted.filter(({ keys }) => order(keys, after, direction) > 0) : sorted;
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return { page, ...(last && { next: writePlace(sort, last.keys) }) };
}
