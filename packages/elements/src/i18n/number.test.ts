import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { number } from './number.ts';

test('counts and averages are written as the readers of each of our languages write them', () => {
  const value = fc.oneof(
    fc.nat(),
    fc.nat({ max: 50 }).map((tenths) => tenths / 10),
    fc.nat({ max: 500 }).map((hundredths) => hundredths / 100),
  );
  fc.assert(
    fc.property(value, fc.constantFrom('en', 'zh-Hans', 'zh-Hant'), (n, tag) =>
      assert.equal(number(n), n.toLocaleString(tag, { maximumFractionDigits: 1 })),
    ),
  );
});
