import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineKey } from './key.ts';
import { scene } from '../testing/world.ts';

test('K1: two devices add A while offline, and there are two', () => {
  const [world, a, b] = scene({});
  a.add('A').sync();
  b.add('A').sync();
  a.sync();
  assert.deepEqual([world.q('A'), a.q('A'), b.q('A')], [2, 2, 2]);
});

test('K2: of two A, both devices press +, and there are four', () => {
  const [world, a, b] = scene({ A: 2 });
  a.step('A', 1).sync();
  b.step('A', 1).sync();
  assert.equal(world.q('A'), 4);
});

test('K3: one removes A while the other adds B: A is gone, B is there', () => {
  const [world, a, b] = scene({ A: 1 });
  a.remove('A');
  b.add('B').sync();
  a.sync();
  assert.deepEqual([world.q('A'), world.q('B')], [0, 1]);
});

for (const first of ['the removal', 'the addition']) {
  test(`K4: one removes A while the other adds one; ${first} arrives first: one is there`, () => {
    const [world, a, b] = scene({ A: 1 });
    a.remove('A');
    b.add('A');
    for (const device of first === 'the removal' ? [a, b] : [b, a]) device.sync();
    assert.equal(world.q('A'), 1);
  });
  test(`K5: one types 5 while the other adds one; ${first} comes ${first === 'the removal' ? 'last' : 'first'}: six`, () => {
    const [world, a, b] = scene({ A: 2 });
    a.type('A', 5);
    b.add('A');
    for (const device of first === 'the removal' ? [a, b] : [b, a]) device.sync();
    assert.equal(world.q('A'), 6);
  });
}

test('K6: both remove A and the first adds it again before the second is heard: one', () => {
  const [world, a, b] = scene({ A: 1 });
  b.remove('A');
  a.remove('A').sync();
  a.add('A').sync();
  b.sync();
  assert.equal(world.q('A'), 1);
});

test('K7: of two A three devices press −, then one is added: one, without a hidden debt', () => {
  const [world, a, b, c] = scene({ A: 2 });
  for (const device of [a, b, c]) device.step('A', -1);
  for (const device of [a, b, c]) device.sync();
  assert.equal(world.q('A'), 0);
  a.sync().add('A').sync();
  assert.equal(world.q('A'), 1);
});

test('K8: every message arrives twice and answers are lost: each press counts once', () => {
  const [world, a] = scene({});
  a.add('A');
  world.take(a.message());
  a.add('A');
  const message = a.message();
  world.take(message);
  a.hear(world.take(message));
  assert.deepEqual([world.q('A'), a.q('A'), a.pending.length], [2, 2, 0]);
});

test('K9: one types 1, one types 9, one presses +: the same everywhere, 2 or 10', () => {
  const [world, a, b, c] = scene({ A: 2 });
  a.type('A', 1).sync();
  b.type('A', 9);
  c.step('A', 1).sync();
  b.sync();
  for (const device of [a, b, c]) device.sync();
  assert.equal(world.q('A'), 10);
  assert.deepEqual([a.q('A'), b.q('A'), c.q('A')], [10, 10, 10]);
  // The part of the loser is still there, which is how its device finds out.
  assert.ok(a.confirmed.lines['c/A']?.parts.some((part) => part[1] === 'q1' && part[4]));
});

test('K10: whoever saw the 3 and types 7 gets 7, whatever the clocks say', () => {
  const [world, a, b] = scene({ A: 1 });
  world.now += 90_000;
  a.type('A', 3).sync();
  world.now -= 90_000;
  b.sync().type('A', 7).sync();
  assert.equal(world.q('A'), 7);
});

test('K11: of two A, one presses + while the other removes: the + is an addition, one stays', () => {
  for (const removalFirst of [true, false]) {
    const [world, a, b] = scene({ A: 2 });
    a.step('A', 1);
    b.remove('A');
    for (const device of removalFirst ? [b, a] : [a, b]) device.sync();
    assert.equal(world.q('A'), 1);
  }
});

test('K12: 9 and 1 were typed at once and 1 shows; − makes 0, and never 9', () => {
  const [world, a, b] = scene({ A: 2 });
  b.type('A', 1);
  a.type('A', 9).sync();
  b.sync();
  assert.equal(world.q('A'), 1);
  a.sync().step('A', -1).sync();
  assert.equal(world.q('A'), 0);
});

test('K13: removed and put back: quantity, properties and note are there again', () => {
  const [world, a, b] = scene({});
  const key = lineKey('A', { engraving: 'für Ö' });
  const meta = { properties: { engraving: 'für Ö' }, source: 'pdp' };
  a.add(key, 3, meta).note(key, 'blue paper').sync();
  a.remove(key).sync();
  assert.equal(world.q(key), 0);
  a.add(key, 3, meta).note(key, 'blue paper').sync();
  b.sync();
  const line = b.confirmed.lines[`c/${key}`];
  assert.equal(b.q(key), 3);
  assert.deepEqual(line?.meta, meta);
  assert.equal(line?.regs['note']?.[0], 'blue paper');
});

test('K14: the cart is cleared while the other adds B: B stays', () => {
  const [world, a, b] = scene({ A: 1, C: 2 });
  a.clear();
  b.add('B').sync();
  a.sync();
  assert.deepEqual([world.q('A'), world.q('B'), world.q('C')], [0, 1, 0]);
});

test('K15: two notes at once: the last one stays, and the lost text is told', () => {
  const [world, a, b] = scene({ A: 1 });
  a.note('A', 'ring twice').sync();
  b.note('A', 'leave it outside').sync();
  assert.equal(world.cart.lines['c/A']?.regs['note']?.[0], 'leave it outside');
  assert.deepEqual(
    b.notices.map(({ kind, old }) => [kind, old]),
    [['note-replaced', 'ring twice']],
  );
});

test('K16: a note on a line that is being removed: the line is gone and the text is told', () => {
  for (const removalFirst of [true, false]) {
    const [world, a, b] = scene({ A: 1 });
    a.note('A', 'ring twice');
    b.remove('A');
    for (const device of removalFirst ? [b, a] : [a, b]) device.sync();
    assert.equal(world.q('A'), 0);
    const told = [...a.notices, ...b.notices].map(({ kind, old }) => [kind, old]);
    assert.deepEqual(told, [['note-replaced', 'ring twice']]);
  }
});

test('K17: of two A, saved for later while the other presses +: later two, cart one', () => {
  for (const moveFirst of [true, false]) {
    const [world, a, b] = scene({ A: 2 });
    a.later('A');
    b.step('A', 1);
    for (const device of moveFirst ? [a, b] : [b, a]) device.sync();
    assert.deepEqual([world.q('l/A'), world.q('A')], [2, 1]);
  }
});

test('K18: both save A for later: it moves once', () => {
  const [world, a, b] = scene({ A: 2 });
  a.later('A');
  b.later('A').sync();
  a.sync();
  assert.deepEqual([world.q('l/A'), world.q('A')], [2, 0]);
});

test('K19: one saves A for later, one removes it: not in the cart, at most once in later', () => {
  for (const moveFirst of [true, false]) {
    const [world, a, b] = scene({ A: 1 });
    a.later('A');
    b.remove('A');
    for (const device of moveFirst ? [a, b] : [b, a]) device.sync();
    assert.equal(world.q('A'), 0);
    assert.ok(world.q('l/A') <= 1);
  }
});

test('K20: a code applied on two devices counts once, and goes when removed by someone who saw it', () => {
  const [world, a, b] = scene({});
  a.press('a', 'p/WELCOME', 1).sync();
  b.press('a', 'p/WELCOME', 1).sync();
  assert.equal(world.q('p/WELCOME'), 1);
  b.press('r', 'p/WELCOME').sync();
  assert.equal(world.q('p/WELCOME'), 0);
});
