import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Variant } from '@continuo/protocol';
import { choicesOf, firstChoice } from './choices.ts';

const variant = (
  color: string,
  size: string,
  availability: Variant['availability'] = 'in_stock',
): Variant => ({
  id: `${color}-${size}`,
  productId: 'p',
  title: 'Pot',
  options: [
    { name: 'color', value: color },
    { name: 'size', value: size },
  ],
  pictures: [],
  price: { price: { amount: 100, currency: 'HKD' }, taxIncluded: true },
  availability,
});
const ashS = variant('Ash', 'S', 'out_of_stock');
const ashL = variant('Ash', 'L');
const inkL = variant('Ink', 'L');

test('begins with what was asked for, else with something that can be bought', () => {
  assert.equal(firstChoice([ashS, ashL], 'Ash-S'), ashS);
  assert.equal(firstChoice([ashS, ashL], 'gone'), ashL);
  assert.equal(firstChoice([ashS], undefined), ashS);
  assert.equal(firstChoice([], undefined), undefined);
});

test('asks each option in the order of the feed', () => {
  const choices = choicesOf([ashS, ashL, inkL], ashL);
  assert.deepEqual(
    choices.map((c) => [c.name, c.values.map((v) => `${v.value}${v.chosen ? '*' : ''}`)]),
    [
      ['color', ['Ash*', 'Ink']],
      ['size', ['S', 'L*']],
    ],
  );
});

test('leads to a variant that exists when a combination does not', () => {
  const [color] = choicesOf([ashS, ashL, inkL], ashS);
  assert.equal(color?.values.find((v) => v.value === 'Ink')?.variant, inkL);
});

test('asks nothing where there is nothing to choose', () => {
  assert.deepEqual(choicesOf([ashS], ashS), []);
  assert.deepEqual(
    choicesOf([ashL, inkL], ashL).map((c) => c.name),
    ['color'],
  );
});
