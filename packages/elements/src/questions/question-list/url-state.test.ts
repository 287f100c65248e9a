import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readQuery, SORTS, writeQuery } from './url-state.ts';

const page = new URL('https://shop.example/pot?size=l&reviews-q=lid#questions');

test('the address keeps search and order, beside what is the page’s own and another list’s', () => {
  const address = writeQuery(page, 'questions', { q: '洗碗 機', sort: 'newest' });
  assert.deepEqual(
    [...address.searchParams],
    [
      ['size', 'l'],
      ['reviews-q', 'lid'],
      ['questions-q', '洗碗 機'],
      ['questions-sort', 'newest'],
    ],
  );
  assert.equal(address.hash, '#questions');
  assert.deepEqual(readQuery(address, 'other'), { q: '', sort: 'answers' });
});

test('what everybody gets first leaves nothing in the address', () => {
  const address = writeQuery(page, 'questions', { q: 'lid', sort: 'oldest' });
  assert.equal(writeQuery(address, 'questions', { q: '', sort: 'answers' }).href, page.href);
});

test('what an address has that is no order is ignored, and what is too long is cut', () => {
  const address = new URL(`https://a.example/?questions-sort=best&questions-q=${'x'.repeat(300)}`);
  assert.deepEqual(readQuery(address, 'questions'), { q: 'x'.repeat(200), sort: 'answers' });
});

test('any search and order come back from an address as they were', () => {
  const any = fc.record(
    { q: fc.string({ unit: 'grapheme', maxLength: 50 }), sort: fc.constantFrom(...SORTS) },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(any, (query) => {
      assert.deepEqual(readQuery(writeQuery(page, 'q', query), 'q'), query);
    }),
  );
});
