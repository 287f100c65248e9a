import type { QuestionQuery } from '@continuo/headless/questions';
import type { QuestionSort } from '@continuo/protocol';
import { parametersOf, withParameters } from '../../internal/address.ts';

export const SORTS: readonly QuestionSort[] = ['answers', 'newest', 'oldest'];

/** Search and order as an address has them. What does not belong there is left out: anybody may have written it. */
export function readQuery(address: URL, prefix: string): QuestionQuery {
  const get = parametersOf(address, prefix);
  return { q: get('q').slice(0, 200), sort: SORTS.find((each) => each === get('sort')) ?? SORTS[0]! };
}

/** The address with search and order in it, and without what is as at first. */
export const writeQuery = (address: URL, prefix: string, { q, sort }: QuestionQuery): URL =>
  withParameters(address, prefix, { q, sort: sort === SORTS[0] ? '' : sort });
