import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge } from './merge.ts';
import { quantityAt } from './line.ts';
import { scene } from '../testing/world.ts';

test('merge: sums, keeps the customer’s texts, and takes late guest operations for the guest’s share only', () => {
  const [guestWorld, guest] = scene({}, ['g', 'h', 'i']);
  guest.add('A', 2).add('B').note('A', 'guest').sync();
  const [world, customer] = scene({ A: 1, C: 1 }, ['q1', 'q2', 'q3']);
  customer.note('A', 'customer').sync();
  const merged = merge(guestWorld.cart, world.cart, 'sum', 'g');
  assert.equal(merged.cart.v, Math.max(guestWorld.cart.v, world.cart.v) + 1);
  world.cart = merged.cart;
  world.seen = [...world.seen, { ...merged.seen, at: world.now }];
  assert.deepEqual([world.q('A'), world.q('B'), world.q('C')], [3, 1, 1]);
  assert.equal(world.cart.lines['c/A']?.regs['note']?.[0], 'customer');
  assert.equal(merged.notices[0]?.kind, 'merged');

  world.senders.set('g', guestWorld.senders.get('g')!);
  guest.remove('A').remove('C').step('B', 1);
  world.take(guest.message(), 'merged');
  assert.deepEqual([world.q('A'), world.q('B'), world.q('C')], [1, 2, 1]);
  // A removal by the customer, made before the merge was seen, takes the customer's and leaves the guest's.
  customer.remove('A').sync();
  assert.equal(world.q('A'), 0);
});

test('merge policies: what gives way is saved for later', () => {
  const [guestWorld, guest] = scene({}, ['g', 'h', 'i']);
  guest.add('A', 2).add('B').sync();
  const [world] = scene({ A: 3, C: 1 });
  const outcome = (policy: 'sum' | 'max' | 'guest' | 'existing') => {
    const { cart } = merge(guestWorld.cart, world.cart, policy, 'g');
    return ['c/A', 'c/B', 'c/C', 'l/A', 'l/B', 'l/C'].map((address) => quantityAt(cart, address));
  };
  assert.deepEqual(outcome('sum'), [5, 1, 1, 0, 0, 0]);
  assert.deepEqual(outcome('max'), [3, 1, 1, 0, 0, 0]);
  assert.deepEqual(outcome('guest'), [2, 1, 0, 3, 0, 1]);
  assert.deepEqual(outcome('existing'), [3, 0, 1, 2, 1, 0]);
});
