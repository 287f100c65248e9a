import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantityAt } from '../model/line.ts';
import { screen } from './record.ts';
import { openStored } from './stored.ts';

/** As a browser has it on disk since 0.1.0; never changed, only added to. */
const FIXTURE = {
  sv: 1,
  id: 'aB3dE5gH',
  cart: '019a2b3c-4d5e-7f60-a123-456789abcdef',
  epoch: 'k3Xy',
  v: 41,
  h: 41,
  k: 40,
  replica: 'q3Vd0123456789ab',
  seq: 8,
  sent: 7,
  acked: 7,
  lines: {
    'c/sku-1': { lv: 41, parts: [[40, 'q3Vd0123456789ab', 7, 2, 0]], regs: { note: ['blue paper', 41] } },
    cart: { lv: 12, parts: [], regs: { note: ['for Ada', 12] } },
  },
  pend: [[[8, 41, 'a', 'c/sku-1', 1], 'aZ3k']],
  refused: [],
  notices: [],
  quote: undefined,
  quotedAt: 0,
  owned: false,
  at: 1_790_000_000_000,
  checkoutAt: 0,
};

test('a cart that an earlier release stored is read, with what waits', () => {
  const opened = openStored(structuredClone(FIXTURE), 0);
  assert.ok(opened.record && !('broken' in opened) && !('newer' in opened));
  assert.equal(quantityAt(screen(opened.record), 'c/sku-1'), 3);
});

test('older forms are made into the one of today, one step after the other', () => {
  const upgraders = [
    (old: Record<string, unknown>) => ({ ...old, sv: 2, first: true }),
    (old: Record<string, unknown>) => ({ ...old, sv: 3, second: old['first'] }),
  ];
  const opened = openStored(FIXTURE, 0, upgraders, 3);
  assert.ok(!('broken' in opened));
  assert.deepEqual({ ...opened.record }, { ...FIXTURE, sv: 3, first: true, second: true });
  assert.equal(FIXTURE.sv, 1);
});

test('a newer form is left alone, and what cannot be read is salvaged by its id', () => {
  const newer = openStored({ ...FIXTURE, sv: 2 }, 0);
  assert.ok('newer' in newer);
  assert.equal(newer.record?.cart, FIXTURE.cart);
  for (const broken of [
    { ...FIXTURE, lines: 7 },
    { ...FIXTURE, pend: [[1]] },
    { cart: FIXTURE.cart },
    null,
    'x',
    7,
  ]) {
    const opened = openStored(broken, 0);
    assert.ok('broken' in opened, JSON.stringify(broken));
    const known = typeof broken === 'object' && broken !== null;
    assert.equal(opened.record?.cart, known ? FIXTURE.cart : undefined);
    if (known) assert.notEqual(opened.record?.replica, FIXTURE.replica);
  }
});
