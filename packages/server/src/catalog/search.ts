import type { ProductSort } from '@continuo/protocol';
import { fold } from './text.ts';

/** Names that can be filtered and counted by. */
export const FILTERS = ['color', 'size', 'material', 'pattern', 'brand', 'category'] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string[]>>;

const MOST_WORDS = 12;

/** The words of a search in the form in which they are compared. All of them must be found. */
export const wordsOf = (q: string | undefined): string[] =>
  [...new Set(fold(q ?? '').split(/\s+/))].filter(Boolean).slice(0, MOST_WORDS);

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    // A percent sign that begins no escape stands for itself.
    return value;
  }
};

/**
 * `color:Celadon,color:Ash,brand:Kiln%2C%20Co`: values of one name are alternatives, different names must all hold. A
 * comma within a value is written `%2C`, a percent sign `%25`. `undefined` when it is not of that form.
 */
export function parseFilter(written: string | undefined): Filters | undefined {
  const filters: Filters = {};
  for (const part of (written ?? '').split(',').filter(Boolean)) {
    const at = part.indexOf(':');
    const name = FILTERS.find((known) => known === part.slice(0, at));
    const value = decoded(part.slice(at + 1));
    if (at < 0 || !name || !value) return undefined;
    (filters[name] ??= []).push(value);
  }
  return filters;
}

/** Where a page ends: the sort keys of its last product. */
export interface Place {
  sort: ProductSort;
  key: string | number;
  id: string;
  /** Search only: products with the words in their title come first. */
  tier: number;
}

export const writeCursor = ({ sort, key, id, tier }: Place): string =>
  Buffer.from(JSON.stringify([sort, tier, key, id])).toString('base64url');

/** `undefined` when it is no cursor of this sort. */
export function readCursor(cursor: string, sort: ProductSort): Place | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(found) || found.length !== 4) return undefined;
    const [kind, tier, key, id] = found as unknown[];
    const keyFits = sort === 'title' ? typeof key === 'string' : Number.isSafeInteger(key);
    if (kind !== sort || !keyFits || typeof id !== 'string' || (tier !== 0 && tier !== 1)) return undefined;
    return { sort, tier, key: key as string | number, id };
  } catch {
    // Not JSON: nobody got it from here.
    return undefined;
  }
}
