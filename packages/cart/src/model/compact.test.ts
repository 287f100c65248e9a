import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compact } from './compact.ts';
import { quantityAt } from './line.ts';
import { scene } from '../testing/world.ts';

test('what is folded is one part a line, and tombstones go', () => {
  const [world, a, b, c] = scene({ A: 1, B: 1 });
  for (let i = 0; i < 30; i++) a.step('A', 1).sync();
  a.remove('B').sync();
  for (const device of [b, c, a, b, c]) device.sync();
  assert.equal(world.q('A'), 31);
  assert.equal(world.cart.lines['c/A']?.parts.length, 1);
  assert.equal(world.cart.lines['c/B'], undefined);
});

test('folded, an old typed quantity still does not count under a younger one, and the additions beside it do', () => {
  const lines = {
    'c/A': {
      lv: 9,
      parts: [
        [2, 'x', 1, 5, 1],
        [3, 'y', 1, 1, 0],
        [9, 'z', 1, 2, 1],
      ] as never,
      regs: {},
    },
  };
  const folded = compact({ v: 9, horizon: 0, lines }, 5);
  assert.equal(quantityAt(folded, 'c/A'), 3);
  assert.equal(quantityAt({ lines }, 'c/A'), 3);
});

test('a client that is too far behind gets everything instead of a difference', () => {
  const [world, a, b, c] = scene({ A: 1, B: 1 });
  const old = a.message();
  for (const device of [b, c]) device.sync();
  world.seen = world.seen.filter(({ replica }) => replica !== 'q1');
  b.remove('A').sync();
  for (const device of [c, b, c]) device.sync();
  const answer = world.take(old);
  assert.ok('difference' in answer);
  assert.equal(answer.difference.f, -1);
  a.hear(answer);
  assert.deepEqual([a.q('A'), a.q('B')], [0, 1]);
});
