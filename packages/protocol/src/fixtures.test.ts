import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Batch, CartDown, CartUp, Message, Operation, Problem } from './index.ts';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

for (const [name, schema] of Object.entries({
  'cart-up': CartUp,
  'cart-down': CartDown,
  problem: Problem,
  batch: Batch,
}))
  test(`the golden ${name} is read and comes out as it went in`, () => {
    const golden = fixture(name);
    assert.deepEqual(schema.parse(golden), golden);
  });

test('each message of the golden batch is valid by itself', () => {
  for (const message of (fixture('batch') as { batch: unknown[] }).batch)
    assert.equal(Message.safeParse(message).success, true);
});

test('an operation of an unknown code is refused, by itself', () => {
  const up = fixture('cart-up') as { ops: unknown[] };
  const unknown = [1, 0, 'z', 'c/a', 1];
  assert.equal(Operation.safeParse(unknown).success, false);
  assert.deepEqual(CartUp.parse({ ...up, ops: [unknown] }).ops, [unknown]);
});

test('adding zero or a fraction is refused', () => {
  for (const n of [0, -1, 0.5, 1e9])
    assert.equal(Operation.safeParse([1, 0, 'a', 'c/a', n]).success, false, String(n));
});

test('unknown fields of a request are ignored', () => {
  const up = fixture('cart-up') as object;
  assert.equal(CartUp.safeParse({ ...up, later: 1 }).success, true);
});
