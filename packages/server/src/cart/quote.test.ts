import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { MarketInfo } from '@continuo/protocol';
import { quoteOf, type Offer, type Wish } from './quote.ts';

const market = (currency: string, flat = 3000, freeFrom?: number): MarketInfo => ({
  id: 'hk',
  name: 'Hong Kong',
  currency,
  locales: ['en'],
  taxIncluded: true,
  shipping: {
    flat: { amount: flat, currency },
    ...(freeFrom !== undefined && { freeFrom: { amount: freeFrom, currency } }),
  },
});
const now = new Date('2026-01-01T00:00:00Z');
const offer = (unit: number, more: Partial<Offer> = {}): Offer => ({
  productId: 'p',
  title: 'Teapot',
  options: [],
  unit,
  sellable: true,
  ...more,
});
const wish = (variantId: string, quantity: number, more: Partial<Wish> = {}): Wish => ({
  address: `c/${variantId}`,
  variantId,
  quantity,
  ...more,
});
const quote = (wishes: Wish[], offers: Record<string, Offer>, m = market('HKD'), v = 1) =>
  quoteOf({ v, market: m, locale: 'en', wishes, offers: new Map(Object.entries(offers)), now });

describe('quote', () => {
  it('pays for what is there: five wanted, three in stock', () => {
    const { lines, subtotal } = quote([wish('a', 5)], { a: offer(100, { available: 3 }) });
    assert.deepEqual(
      lines.map(({ wanted, payable, available, flags }) => ({ wanted, payable, available, flags })),
      [{ wanted: 5, payable: 3, available: 3, flags: ['limited'] }],
    );
    assert.equal(subtotal.amount, 300);
  });

  it('shares the stock of one variant among lines with different texts', () => {
    const lines = quote([wish('a', 2, { address: 'c/a~2' }), wish('a', 2, { address: 'c/a~1' })], {
      a: offer(100, { available: 3 }),
    }).lines;
    assert.deepEqual(
      lines.map((line) => [line.address, line.payable, line.flags]),
      [
        ['c/a~1', 2, ['low-stock']],
        ['c/a~2', 1, ['limited']],
      ],
    );
  });

  it('tells a changed price with the one before', () => {
    const was = { amount: 90, currency: 'HKD' };
    const [line] = quote([wish('a', 1, { was })], { a: offer(100) }).lines;
    assert.deepEqual([line?.flags, line?.was, line?.unit.amount], [['price-changed'], was, 100]);
    const [yen] = quote([wish('a', 1, { was })], { a: offer(100) }, market('JPY')).lines;
    assert.deepEqual([yen?.flags, yen?.was], [[], undefined]);
  });

  it('keeps a line that the catalogue no longer knows, unpaid, at the price it had', () => {
    const was = { amount: 90, currency: 'HKD' };
    const result = quote([wish('gone', 2, { was })], {});
    assert.deepEqual(result.lines[0]?.flags, ['unavailable']);
    assert.deepEqual([result.lines[0]?.unit, result.total.amount, result.shipping.amount], [was, 0, 0]);
  });

  it('ships for the flat price, and free from the sum the market says', () => {
    const offers = { a: offer(1000) };
    assert.equal(quote([wish('a', 4)], offers, market('HKD', 300, 5000)).shipping.amount, 300);
    assert.equal(quote([wish('a', 5)], offers, market('HKD', 300, 5000)).shipping.amount, 0);
    assert.equal(quote([], offers, market('HKD', 300, 5000)).total.amount, 0);
  });

  it('has the same hash for the same content at another version, language or time', () => {
    const offers = { a: offer(100), none: offer(5, { sellable: false }) };
    const one = quote([wish('a', 2)], offers);
    const other = quoteOf({
      v: 99,
      market: market('HKD'),
      locale: 'zh-Hant',
      wishes: [wish('none', 3), wish('a', 2)],
      offers: new Map(Object.entries({ ...offers, a: offer(100, { title: '茶壺' }) })),
      now: new Date('2027-01-01'),
    });
    assert.equal(one.hash, other.hash);
  });

  it('has another hash for another quantity, price, currency or shipping', () => {
    const hashes = [
      quote([wish('a', 2)], { a: offer(100) }),
      quote([wish('a', 3)], { a: offer(100) }),
      quote([wish('a', 2)], { a: offer(101) }),
      quote([wish('a', 2)], { a: offer(100) }, market('JPY')),
      quote([wish('a', 2)], { a: offer(100) }, market('HKD', 1)),
    ].map(({ hash }) => hash);
    assert.equal(new Set(hashes).size, hashes.length);
  });

  it('always sums: integers, parts make the total, nothing negative, never more than there is', () => {
    const variant = fc.constantFrom('a', 'b', 'c', 'd');
    const wishes = fc.uniqueArray(
      fc.record({
        variantId: variant,
        suffix: fc.constantFrom('', '~1', '~2'),
        quantity: fc.integer({ min: 1, max: 999 }),
      }),
      { selector: (w) => w.variantId + w.suffix },
    );
    const offers = fc.dictionary(
      variant,
      fc.record({
        unit: fc.integer({ min: 0, max: 100_000_000 }),
        sellable: fc.boolean(),
        available: fc.option(fc.integer({ min: -3, max: 2000 }), { nil: undefined }),
      }),
    );
    const currency = fc.constantFrom('HKD', 'JPY', 'KWD');
    fc.assert(
      fc.property(wishes, offers, currency, fc.nat(10_000), fc.nat(100_000), (ws, os, c, flat, freeFrom) => {
        const q = quote(
          ws.map(({ variantId, suffix, quantity }) =>
            wish(variantId, quantity, { address: `c/${variantId}${suffix}` }),
          ),
          Object.fromEntries(Object.entries(os).map(([id, o]) => [id, offer(o.unit, o)])),
          market(c, flat, freeFrom),
        );
        const sum = q.lines.reduce((n, line) => n + line.total.amount, 0);
        assert.equal(q.subtotal.amount, sum);
        assert.equal(q.total.amount, sum + q.shipping.amount);
        assert.ok(Number.isSafeInteger(q.total.amount) && q.total.amount >= 0);
        assert.equal(q.lines.length, ws.length);
        for (const line of q.lines) {
          assert.ok(line.payable >= 0 && line.payable <= line.wanted);
          assert.equal(line.total.amount, line.unit.amount * line.payable);
        }
        for (const [id, o] of Object.entries(os)) {
          const paid = q.lines.filter((l) => l.variantId === id).reduce((n, l) => n + l.payable, 0);
          if (o.available !== undefined) assert.ok(paid <= Math.max(0, o.available));
        }
      }),
    );
  });
});
