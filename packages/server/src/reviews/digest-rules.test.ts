import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { claimsOf, hasAged, isBalanced, sharesOf, sum } from './digest-rules.ts';

const histograms = fc.array(fc.nat(2_000_000), { minLength: 5, maxLength: 5 });

test('so many are chosen as fit, of each number of stars a share like theirs, and of none that anybody gave none', () => {
  fc.assert(
    fc.property(histograms, fc.integer({ min: 10, max: 200 }), (histogram, most) => {
      const shares = sharesOf(histogram, most);
      const all = sum(histogram);
      assert.equal(sum(shares), Math.min(all, most));
      for (const [i, share] of shares.entries()) {
        assert.ok(share <= histogram[i]!, 'there are so many');
        assert.equal(share > 0, histogram[i]! > 0);
        // Five numbers of stars: rounding and the least of one move a share by no more than four.
        if (all > most) assert.ok(Math.abs(share - (histogram[i]! * most) / all) <= 4);
      }
    }),
  );
  assert.deepEqual(sharesOf([1, 0, 3, 5, 2], 200), [1, 0, 3, 5, 2]);
  assert.deepEqual(sharesOf([1, 0, 1, 0, 9_998], 200), [1, 0, 1, 0, 198]);
});

test('a claim is kept with those of its reviews that were given, and left out where there are none', () => {
  const given = new Set(['a', 'b', 'c']);
  const claims = claimsOf(
    [
      { text: ' Pours\nwell\u0000 ', reviewIds: ['a', 'x', 'a', 'b'] },
      { text: 'Nobody says so', reviewIds: ['x'] },
      { text: 'Nobody says this either', reviewIds: [] },
      { text: ' \n', reviewIds: ['c'] },
      { text: 'long'.repeat(100), reviewIds: ['c'] },
      { text: 'Pours well', reviewIds: ['c'] },
      { text: '<b>Too</b> small', reviewIds: ['c'], more: 1 },
    ],
    given,
  );
  assert.deepEqual(claims, [
    { text: 'Pours well', reviewIds: ['a', 'b'] },
    { text: '<b>Too</b> small', reviewIds: ['c'] },
  ]);
});

test('there are five claims at most, each with ten reviews at most', () => {
  const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
  const many = Array.from({ length: 9 }, (_, i) => ({ text: `Claim ${i}`, reviewIds: ids }));
  const claims = claimsOf(many, new Set(ids));
  assert.deepEqual(
    claims.map(({ text }) => text),
    ['Claim 0', 'Claim 1', 'Claim 2', 'Claim 3', 'Claim 4'],
  );
  assert.ok(claims.every(({ reviewIds }) => reviewIds.length === 10));
});

test('what is no list of claims is refused', () => {
  for (const found of [undefined, null, 'text', {}, [1], [{ text: 1, reviewIds: [] }], [{ text: 'a' }]])
    assert.throws(() => claimsOf(found, new Set(['a'])), TypeError);
});

test('praise is not shown without criticism where there is some, nor the other way round', () => {
  assert.equal(isBalanced([5, 4], [0, 0, 0, 3, 9]), true);
  assert.equal(isBalanced([1], [2, 0, 0, 0, 0]), true);
  assert.equal(isBalanced([5, 4], [0, 0, 1, 3, 900]), false);
  assert.equal(isBalanced([3, 1], [2, 0, 1, 3, 0]), false);
  assert.equal(isBalanced([3, 5], [2, 0, 1, 3, 0]), true);
});

test('a tenth more or fewer reviews make it an old one', () => {
  assert.deepEqual(
    [90, 91, 100, 109, 110].map((count) => hasAged(100, count)),
    [true, false, false, false, true],
  );
  assert.equal(hasAged(10, 11), true);
});
