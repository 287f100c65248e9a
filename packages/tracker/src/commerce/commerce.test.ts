import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AnyTracker } from '../types.ts';
import { commerce, decimal } from './commerce.ts';

/** What the plugin tracks for a DOM event. */
function tracked(type: string, detail: object): unknown[] {
  const target = new EventTarget();
  const calls: unknown[] = [];
  const tracker = { track: (...call: unknown[]) => calls.push(call) } as unknown as AnyTracker;
  const end = commerce(target)(tracker) as () => void;
  target.dispatchEvent(new CustomEvent(`continuo-${type}`, { detail }));
  end();
  target.dispatchEvent(new CustomEvent(`continuo-${type}`, { detail }));
  return calls;
}

const line = {
  cartId: 'c1',
  variantId: 'v1',
  productId: 'p1',
  title: 'Oolong',
  options: { size: '100 g', tin: 'red' },
  unit: { amount: 1299, currency: 'HKD' },
  quantity: 2,
};
const product = {
  product_id: 'p1',
  sku: 'v1',
  name: 'Oolong',
  variant: '100 g / red',
  price: 12.99,
  currency: 'HKD',
  quantity: 2,
};

const table: [type: string, detail: object, expected: unknown[]][] = [
  ['cart-added', line, [['Product Added', { cart_id: 'c1', ...product }]]],
  ['cart-removed', line, [['Product Removed', { cart_id: 'c1', ...product }]]],
  [
    'cart-changed',
    { ...line, quantity: 5, previous: 2 },
    [['Product Added', { cart_id: 'c1', ...product, quantity: 3 }]],
  ],
  [
    'cart-changed',
    { ...line, quantity: 1, previous: 2 },
    [['Product Removed', { cart_id: 'c1', ...product, quantity: 1 }]],
  ],
  ['cart-changed', { ...line, quantity: 2, previous: 2 }, []],
  ['cart-changed', line, []],
  ['cart-opened', { cartId: 'c1', lines: [line] }, [['Cart Viewed', { cart_id: 'c1', products: [product] }]]],
  ['cart-opened', { lines: [] }, [['Cart Viewed', { products: [] }]]],
  [
    'checkout-started',
    { cartId: 'c1', lines: [line], total: { amount: 2598, currency: 'HKD' } },
    [['Checkout Started', { cart_id: 'c1', total: 25.98, currency: 'HKD', products: [product] }]],
  ],
  [
    'product-viewed',
    {
      productId: 'p1',
      variantId: 'v1',
      title: 'Oolong',
      brand: 'Leaf',
      category: 'Tea',
      unit: { amount: 500, currency: 'JPY' },
    },
    [
      [
        'Product Viewed',
        {
          product_id: 'p1',
          sku: 'v1',
          name: 'Oolong',
          brand: 'Leaf',
          category: 'Tea',
          price: 500,
          currency: 'JPY',
        },
      ],
    ],
  ],
  [
    'product-viewed',
    { productId: 'p1', title: 'Oolong' },
    [['Product Viewed', { product_id: 'p1', name: 'Oolong' }]],
  ],
  ['search', { query: '茶', results: 3 }, [['Products Searched', { query: '茶' }]]],
  ['consent-changed', { categories: {}, source: 'banner' }, []],
  ['error', { code: 'net/offline', retryable: true }, []],
];

for (const [type, detail, expected] of table)
  test(`continuo-${type} with ${JSON.stringify(detail).slice(0, 60)} is ${JSON.stringify(expected).slice(0, 40)}`, () => {
    assert.deepEqual(tracked(type, detail), expected);
  });

test('options as a list are joined like options by name', () => {
  const options = [
    { name: 'size', value: '100 g' },
    { name: 'tin', value: 'red' },
  ];
  assert.deepEqual(tracked('cart-added', { ...line, options }), tracked('cart-added', line));
});

test('minor units become decimals by the exponent of the currency', () => {
  assert.equal(decimal({ amount: 1299, currency: 'HKD' }), 12.99);
  assert.equal(decimal({ amount: 500, currency: 'JPY' }), 500);
  assert.equal(decimal({ amount: 1234, currency: 'KWD' }), 1.234);
  assert.equal(decimal({ amount: -5, currency: 'USD' }), -0.05);
});

test('no decimal loses or gains a minor unit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.constantFrom('HKD', 'JPY', 'KWD', 'CLF'),
      (amount, currency) => {
        const [exponent] = [{ HKD: 2, JPY: 0, KWD: 3, CLF: 4 }[currency]];
        const text = String(decimal({ amount, currency }));
        assert.ok((text.split('.')[1] ?? '').length <= exponent, text);
        assert.equal(Math.round(Number(text) * 10 ** exponent), amount);
      },
    ),
  );
});

test('on a server the plugin does nothing', () => {
  const end = commerce()({} as AnyTracker) as () => void;
  end();
});
