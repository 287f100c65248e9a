import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterOrder } from './difference.ts';
import { lineKey } from './key.ts';
import { Replica, scene } from '../testing/world.ts';

test('K25: a number used again for another press is found out, with the last number that agrees', () => {
  const [world, a] = scene({});
  a.add('A').add('B').sync();
  const copy = new Replica(world, 'q1');
  copy.s = 1;
  copy.add('C');
  assert.deepEqual(world.take(copy.message()), { problem: 'cart/replica-forked', same: 1 });
});

test('K25: even for the very same press, by its tag', () => {
  const [world, a] = scene({});
  a.add('A').sync();
  const copy = new Replica(world, 'q1');
  copy.add('A');
  copy.pending[0]!.tag = 'zzzz';
  assert.deepEqual(world.take(copy.message()), { problem: 'cart/replica-forked', same: 0 });
});

test('a gap is not accepted: the press before it may still be on its way', () => {
  const [world, a] = scene({});
  a.add('A').add('B');
  const whole = a.message();
  const answer = world.take({ ...whole, ops: whole.ops.slice(1), tags: whole.tags.slice(1) });
  assert.deepEqual([world.q('A'), world.q('B')], [0, 0]);
  assert.equal('a' in answer && answer.a, 0);
  world.take(whole);
  assert.deepEqual([world.q('A'), world.q('B')], [1, 1]);
});

test('an operation that claims to have seen the future is an error, and nothing of its message counts', () => {
  const [world, a] = scene({});
  a.add('A');
  a.pending.push({ op: [2, 99, 'a', 'c/B', 1], tag: '' });
  assert.deepEqual(world.take(a.message()), { problem: 'cart/seen-ahead', s: 2 });
  assert.equal(world.q('A'), 0);
});

test('a key that does not belong to its properties is an error', () => {
  const [world, a] = scene({});
  a.add(`A~${'0'.repeat(16)}`, 1, { properties: { size: 'XL' } });
  assert.deepEqual(world.take(a.message()), { problem: 'cart/line-key-invalid', s: 1 });
});

test('a refused press uses up its number, is told again when its answer was lost, and later ones count', () => {
  const [world, a] = scene({ A: 998 });
  a.add('A', 5).add('B');
  world.take(a.message());
  a.sync();
  assert.deepEqual([world.q('A'), world.q('B')], [998, 1]);
  assert.deepEqual(a.refused, [{ s: 1, code: 'quantity-limit' }]);
  assert.equal(a.notices[0]?.kind, 'refused');
  assert.equal(a.pending.length, 0);
});

test('no more than 200 lines, notes of 500 characters, properties of 2 kB', () => {
  const [world, a] = scene({});
  for (let i = 0; i < 201; i++) a.add(`sku-${i}`);
  while (a.pending.length > 0) a.sync();
  a.note('sku-1', 'x'.repeat(501));
  const properties = { text: 'x'.repeat(2000) };
  a.remove('sku-2').add(lineKey('big', properties), 1, { properties }).sync();
  assert.equal(Object.values(world.cart.lines).filter((line) => line.parts.length > 0).length, 199);
  assert.deepEqual(
    a.refused.map(({ code }) => code),
    ['too-many-lines', 'note-too-long', 'properties-too-large'],
  );
});

test('a note on a line that is not there is refused', () => {
  const [, a] = scene({});
  a.note('A', 'hm').sync();
  assert.deepEqual(a.refused, [{ s: 1, code: 'no-such-line' }]);
});

test('an ordered cart: what comes late lands in the next cart if it adds, else it is refused and told', () => {
  const [world, a, b] = scene({ A: 2 });
  a.later('A').add('B').sync();
  b.sync();
  world.cart = afterOrder(world.cart);
  b.add('C').step('B', 1).type('B', 9).remove('B').add('D').remove('D');
  const answer = world.take(b.message(), 'ordered');
  assert.deepEqual([world.q('l/A'), world.q('C'), world.q('B'), world.q('D')], [2, 1, 0, 0]);
  assert.ok('refused' in answer);
  // The + had put a B into the next cart; the removal of B took that one.
  assert.deepEqual(answer.refused, [{ s: 3, code: 'ordered' }]);
});
