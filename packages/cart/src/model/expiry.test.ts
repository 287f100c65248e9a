import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelPairs } from './cancel.ts';
import { quantityAt } from './line.ts';
import type { World, Replica } from '../testing/world.ts';
import { scene } from '../testing/world.ts';

const DAY = 86_400_000;

/** `a` was away for 40 days while the others went on and all was folded. */
function away(): [World, Replica, Replica] {
  const [world, a, b, c] = scene({ A: 1 });
  a.sync();
  world.now += 40 * DAY;
  b.add('B').sync();
  c.sync();
  b.sync();
  c.sync();
  return [world, a, b];
}

test('K22: a device that was away too long adds X, removes X and adds Y: no X, one Y', () => {
  for (const perMessage of [100, 1]) {
    const [world, a] = away();
    a.add('X').remove('X').add('Y');
    while (a.pending.length > 0) a.sync(perMessage);
    assert.deepEqual([world.q('X'), world.q('Y'), world.q('A')], [0, 1, 1]);
  }
});

test('K22: before it speaks, such a device takes back what it had added and removed itself', () => {
  const [, a] = away();
  a.add('X').remove('X').add('Y').remove('A').step('Y', 2);
  const known = a.confirmed;
  const left = cancelPairs(
    a.pending.map(({ op }) => op),
    (address) => quantityAt(known, address) === 0,
  );
  assert.deepEqual(
    left.map((op) => [op[2], op[3]]),
    [
      ['a', 'c/Y'],
      ['r', 'c/A'],
      ['i', 'c/Y'],
    ],
  );
});

test('K23: a device that was away too long removes an old line: it stays, and a notice offers to do it now', () => {
  const [world, a] = away();
  a.remove('A').sync();
  assert.equal(world.q('A'), 1);
  const { kind, address, old, new: is } = a.notices[0]!;
  assert.deepEqual({ kind, address, old, is }, { kind: 'stale-edit', address: 'c/A', old: 0, is: 1 });
  a.remove('A').sync();
  assert.equal(world.q('A'), 0);
});

test('K23: typed quantities and notes of such a device are refused, and told', () => {
  const [world, a] = away();
  a.type('A', 7).note('A', 'old').step('A', 1).sync();
  assert.equal(world.q('A'), 2);
  assert.deepEqual(
    a.refused.map(({ s, code }) => [s, code]),
    [
      [1, 'stale'],
      [2, 'stale'],
    ],
  );
  assert.equal(a.notices.length, 2);
});

test('a device that was away for long while nobody else changed anything is understood exactly', () => {
  const [world, a] = scene({ A: 3 });
  world.now += 60 * DAY;
  a.type('A', 2).sync();
  assert.equal(world.q('A'), 2);
  assert.deepEqual(a.notices, []);
});
