import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { narrows, NO_FILTERS } from '@continuo/headless/reviews';
import { readFilters, writeFilters } from './url-state.ts';

const page = new URL('https://shop.example/pot?size=l#reviews');

test('the address keeps filters and order, beside what is the page’s own', () => {
  const filters = { ...NO_FILTERS, stars: [5, 4], sort: 'newest', q: '茶 壺', verified: true } as const;
  const address = writeFilters(page, 'r', filters);
  assert.equal(address.searchParams.get('r-stars'), '5,4');
  assert.equal(address.searchParams.get('size'), 'l');
  assert.equal(address.hash, '#reviews');
  assert.deepEqual(readFilters(address, 'r'), filters);
  assert.deepEqual(readFilters(address, 'other'), NO_FILTERS);
});

test('nothing chosen leaves nothing in the address', () => {
  const address = writeFilters(page, 'r', {
    ...NO_FILTERS,
    stars: [1],
    like: [{ name: 'skin', value: 'dry' }],
  });
  assert.equal(writeFilters(address, 'r', NO_FILTERS).href, page.href);
});

test('what an address has that is no filter is ignored', () => {
  const address = new URL(
    'https://a.example/?r-stars=9,5,x,5&r-sort=best&r-language=<b>&r-attributes=a:b,c,:d,e:F&r-verified=2&r-recommended=true&r-source=here&r-topics=lid,A,lid',
  );
  assert.deepEqual(readFilters(address, 'r'), {
    ...NO_FILTERS,
    stars: [5],
    attributes: [{ name: 'a', value: 'b' }],
    topics: ['lid'],
  });
});

test('any filters come back from an address as they were', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
  const attributes = fc.uniqueArray(fc.record({ name, value: name }, { noNullPrototype: true }), {
    maxLength: 3,
    selector: (each) => each.name,
  });
  const any = fc.record(
    {
      stars: fc.uniqueArray(fc.integer({ min: 1, max: 5 })).map((list) => list.sort((a, b) => b - a)),
      verified: fc.boolean(),
      media: fc.boolean(),
      recommended: fc.boolean(),
      text: fc.boolean(),
      source: fc.constantFrom('', 'own', 'elsewhere'),
      locale: fc.constantFrom('', 'zh', 'en'),
      attributes,
      topics: fc.uniqueArray(name, { maxLength: 4 }),
      q: fc.string({ maxLength: 50 }),
      sort: fc.constantFrom('helpful', 'newest', 'oldest', 'highest', 'lowest'),
      like: attributes,
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(any, (filters) => {
      assert.deepEqual(readFilters(writeFilters(page, 'r', filters), 'r'), filters);
    }),
  );
});

test('the order leaves no review out', () => {
  assert.equal(narrows({ ...NO_FILTERS, sort: 'lowest', like: [{ name: 'a', value: 'b' }] }), false);
  assert.equal(narrows({ ...NO_FILTERS, q: 'tea' }), true);
});
