import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Order } from '@continuo/protocol';
import { majorUnits, newOrderNumber, orderProperties } from './rules.ts';

describe('an order number', () => {
  it('is nine digits in threes', () => {
    assert.equal(
      newOrderNumber(() => 42),
      '000-000-042',
    );
    assert.match(newOrderNumber(), /^\d{3}-\d{3}-\d{3}$/);
  });
});

describe('amounts in events', () => {
  it('are decimals by the exponent of the currency', () => {
    assert.equal(majorUnits({ amount: 12_345, currency: 'HKD' }), 123.45);
    assert.equal(majorUnits({ amount: 12_345, currency: 'JPY' }), 12_345);
    assert.equal(majorUnits({ amount: 12_345, currency: 'KWD' }), 12.345);
  });

  it('come back to the same minor units', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.constantFrom('HKD', 'JPY', 'KWD'),
        (amount, currency) => {
          const factor = { HKD: 100, JPY: 1, KWD: 1000 }[currency];
          assert.equal(Math.round(majorUnits({ amount, currency }) * factor), amount);
        },
      ),
    );
  });

  it('name each line with what was paid for it', () => {
    const hkd = (amount: number) => ({ amount, currency: 'HKD' });
    const lines = [
      {
        address: 'c/pot-jade',
        variantId: 'pot-jade',
        productId: 'pot',
        title: 'Pot',
        options: ['Jade', 'Large'],
        wanted: 5,
        payable: 3,
        unit: hkd(12_050),
        total: hkd(36_150),
        flags: [],
      },
    ];
    const order: Order = {
      id: 'o1',
      number: '1',
      cartId: 'c1',
      state: 'placed',
      placedAt: '2026-01-01T00:00:00Z',
      channel: 'web',
      lines,
      subtotal: hkd(36_150),
      shipping: hkd(3000),
      total: hkd(39_150),
      quote: {
        v: 1,
        market: 'hk',
        locale: 'en',
        currency: 'HKD',
        lines,
        subtotal: hkd(36_150),
        discounts: [],
        shipping: hkd(3000),
        taxes: [],
        credits: [],
        total: hkd(39_150),
        hash: 'h',
        expires: '2026-01-01T00:00:00Z',
      },
    };
    assert.deepEqual(orderProperties(order), {
      order_id: 'o1',
      checkout_id: 'c1',
      currency: 'HKD',
      total: 391.5,
      subtotal: 361.5,
      revenue: 361.5,
      shipping: 30,
      tax: 0,
      discount: 0,
      products: [
        {
          product_id: 'pot',
          sku: 'pot-jade',
          name: 'Pot',
          variant: 'Jade / Large',
          price: 120.5,
          currency: 'HKD',
          quantity: 3,
          position: 1,
        },
      ],
    });
  });
});
