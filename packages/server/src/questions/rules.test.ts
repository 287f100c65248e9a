import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostAlike, readCursor, writeCursor } from './rules.ts';

test('what few texts say counts more than what most say', () => {
  const words = ['handle', 'glaze', 'lid'];
  const found = [
    { id: 'a', has: [true, false, true] },
    { id: 'b', has: [true, false, false] },
    { id: 'c', has: [true, false, true] },
    { id: 'd', has: [true, true, false] },
  ];
  assert.deepEqual(mostAlike(words, found, 8, 5), ['d', 'a', 'c', 'b']);
  assert.deepEqual(mostAlike(words, found, 8, 1), ['d']);
});

test('who shares nothing but common words is not alike', () => {
  const found = [
    { id: 'a', has: [true, true, false] },
    { id: 'b', has: [false, false, true] },
  ];
  assert.deepEqual(mostAlike(['is', 'this', 'dishwasher'], found, 9, 5), ['b']);
  assert.deepEqual(mostAlike(['is', 'it'], [{ id: 'a', has: [true, true] }], 9, 5), []);
  assert.deepEqual(mostAlike(['is'], [], 0, 5), []);
});

test('a cursor is read in the list that it came from alone', () => {
  const place = { sort: 'answers', keys: [3], at: new Date(1_000), id: 'q' };
  assert.deepEqual(readCursor(writeCursor(place), 'answers', 1), place);
  assert.equal(readCursor(writeCursor(place), 'newest', 0), undefined);
  assert.equal(readCursor(writeCursor({ ...place, keys: [] }), 'answers', 1), undefined);
  assert.equal(readCursor(writeCursor({ ...place, id: '\0' }), 'answers', 1), undefined);
  for (const bad of ['', 'no', Buffer.from('[1,[1],1,"q"]').toString('base64url')])
    assert.equal(readCursor(bad, 'answers', 1), undefined);
});
