import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messages as words } from '../../i18n/en.ts';
import { cartLine, quote, quoteLine } from '../../testing/fake-cart.ts';
import { noticeText, rowsOf, sumsOf, troubleOf } from './view.ts';

const money = ({ amount, currency }: { amount: number; currency: string }) => `${currency} ${amount}`;
const a = cartLine('a');
const b = cartLine('b');

test('the way back stands where the line stood, and goes when the line is there again', () => {
  const removed = { key: 'a', title: 'A', index: 0 };
  assert.deepEqual(
    rowsOf([b], removed).map((row) => row.id),
    ['-a', 'b'],
  );
  assert.deepEqual(
    rowsOf([a, b], removed).map((row) => row.id),
    ['a', 'b'],
  );
  assert.deepEqual(
    rowsOf([], { ...removed, index: 7 }).map((row) => row.id),
    ['-a'],
  );
});

test('says what is wrong with a line, the gravest first', () => {
  const trouble = (more: object) => troubleOf(cartLine('a', 5, quoteLine('a', more)), words);
  assert.equal(trouble({}), undefined);
  assert.equal(trouble({ flags: ['unavailable', 'sold-out'] }), 'Not available any more');
  assert.equal(trouble({ flags: ['sold-out'], payable: 0, wanted: 5 }), 'Sold out');
  assert.equal(trouble({ wanted: 5, payable: 3 }), '3 of 5 available');
  assert.equal(trouble({ flags: ['low-stock'], available: 2 }), 'Only 2 left');
});

test('shows every part of the quote', () => {
  const sums = sumsOf(
    quote({
      discounts: [{ code: 'SPRING', title: '', amount: { amount: 1, currency: 'HKD' } }],
      taxes: [{ title: 'VAT', amount: { amount: 2, currency: 'HKD' }, included: true }],
      credits: [{ title: 'Points', amount: { amount: 3, currency: 'HKD' } }],
    }),
    words,
  );
  assert.deepEqual(
    sums.map(({ name, minus }) => [name, Boolean(minus)]),
    [
      ['Subtotal', false],
      ['SPRING', true],
      ['Shipping', false],
      ['Includes VAT', false],
      ['Points', true],
    ],
  );
});

test('a notice names its line and both values; one of the whole cart names none', () => {
  const old = { amount: 100, currency: 'HKD' };
  const price = { id: '1', kind: 'price-changed', address: 'c/a', old, new: { ...old, amount: 90 } } as const;
  assert.equal(noticeText(price, [a], words, money), 'The price of Teapot a changed from HKD 100 to HKD 90.');
  const gone = { id: '2', kind: 'sold-out', address: 'c/z' } as const;
  assert.equal(noticeText(gone, [a], words, money), 'A product is sold out.');
  const merged = { id: '3', kind: 'merged', address: 'cart' } as const;
  assert.match(noticeText(merged, [a], words, money), /put together/);
});
