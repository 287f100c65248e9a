import { NO_FILTERS, type ReviewAttribute, type ReviewFilters } from '@continuo/headless/reviews';
import type { ReviewOrigin, ReviewSort } from '@continuo/protocol';
import { AddressController, parametersOf, withParameters } from '../../internal/address.ts';
import type { ListContext } from './acts.ts';

const SORTS: readonly ReviewSort[] = ['helpful', 'newest', 'oldest', 'highest', 'lowest'];
const ORIGINS: readonly ReviewOrigin[] = ['own', 'elsewhere'];
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

const pairs = (text: string): ReviewAttribute[] =>
  text.split(',').flatMap((pair) => {
    const [name = '', value = ''] = pair.split(':');
    return NAME.test(name) && NAME.test(value) ? [{ name, value }] : [];
  });
const joined = (attributes: readonly ReviewAttribute[]): string =>
  attributes.map(({ name, value }) => `${name}:${value}`).join(',');

/** Filters as an address has them. What does not belong there is left out: anybody may have written it. */
export function readFilters(address: URL, prefix: string): ReviewFilters {
  const get = parametersOf(address, prefix);
  const sort = SORTS.find((each) => each === get('sort'));
  return {
    stars: [
      ...new Set(
        get('stars')
          .split(',')
          .filter((each) => /^[1-5]$/.test(each)),
      ),
    ]
      .map(Number)
      .sort((a, b) => b - a),
    verified: get('verified') === '1',
    media: get('media') === '1',
    recommended: get('recommended') === '1',
    text: get('text') === '1',
    source: ORIGINS.find((each) => each === get('source')) ?? '',
    locale: /^[a-z]{2,3}$/.exec(get('language'))?.[0] ?? '',
    attributes: pairs(get('attributes')),
    topics: [
      ...new Set(
        get('topics')
          .split(',')
          .filter((each) => NAME.test(each)),
      ),
    ].slice(0, 20),
    q: get('q').slice(0, 200),
    sort: sort ?? NO_FILTERS.sort,
    like: pairs(get('like')),
  };
}

/** The address with the filters in it, and without those that are as at first. */
export function writeFilters(address: URL, prefix: string, filters: ReviewFilters): URL {
  const { stars, verified, media, recommended, text, source, locale, attributes, topics } = filters;
  const { q, sort, like } = filters;
  return withParameters(address, prefix, {
    stars: stars.join(','),
    verified: verified ? '1' : '',
    media: media ? '1' : '',
    recommended: recommended ? '1' : '',
    text: text ? '1' : '',
    source,
    language: locale,
    attributes: joined(attributes),
    topics: topics.join(','),
    q,
    sort: sort === NO_FILTERS.sort ? '' : sort,
    like: joined(like),
  });
}

/** Keeps the page's address and the filters of a list the same. */
export const addressOf = ({ host, model, prefix }: ListContext): AddressController<ReviewFilters> =>
  new AddressController(host, {
    ...{ prefix, read: readFilters, write: writeFilters },
    take: (filters) => model.reviews?.setFilters(filters),
  });
