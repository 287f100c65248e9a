import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { exponentOf } from '@continuo/protocol/constants';
import { FieldError } from './field-error.ts';
import * as fields from './fields.ts';

const row = (values: Record<string, string>): fields.RawRow => ({
  line: 1,
  fields: new Map(Object.entries(values).map(([name, value]) => [name, [value]])),
  details: [],
});
const reason = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof FieldError) return error.reason;
    throw error;
  }
  return 'taken';
};

describe('a price', () => {
  const read = (value: string, currency = 'HKD') => fields.price(row({ price: value }), 'price', currency);
  for (const [written, currency, amount] of [
    ['12.00 HKD', 'HKD', 1200],
    ['12 HKD', 'HKD', 1200],
    ['12.5HKD', 'HKD', 1250],
    ['HKD 12.05', 'HKD', 1205],
    ['0.07 hkd', 'HKD', 7],
    ['1,234,567.89 HKD', 'HKD', 123456789],
    ['1200 JPY', 'JPY', 1200],
    ['1200.00 JPY', 'JPY', 1200],
    ['1.234 KWD', 'KWD', 1234],
    ['12.50 TWD', 'TWD', 1250],
    // 1.15 * 100 is 114.99999999999999 in floating point.
    ['1.15 HKD', 'HKD', 115],
    ['99999999.99 HKD', 'HKD', 9999999999],
    ['  12.00\u00a0HKD ', 'HKD', 1200],
  ] as const)
    it(`${JSON.stringify(written)} is ${amount} minor units`, () =>
      assert.equal(read(written, currency), amount));
  for (const [written, currency, words] of [
    ['12.00', 'HKD', /no currency/],
    ['12.00 USD', 'HKD', /is in USD; this market is priced in HKD/],
    ['12.005 HKD', 'HKD', /more decimals/],
    ['12.5 JPY', 'JPY', /more decimals/],
    ['12,50 EUR', 'EUR', /not a price/],
    ['HKD 12 HKD', 'HKD', /not a price/],
    ['-1 HKD', 'HKD', /not a price/],
    ['1e3 HKD', 'HKD', /not a price/],
    ['12.00 HK$', 'HKD', /not a price/],
    ['NaN HKD', 'HKD', /not a price/],
    ['0.00 HKD', 'HKD', /above zero/],
    ['100000000.00 HKD', 'HKD', /too high/],
    ['9'.repeat(70), 'HKD', /characters/],
  ] as const)
    it(`${JSON.stringify(written.slice(0, 20))} is refused: ${words.source}`, () =>
      assert.match(
        reason(() => read(written, currency)),
        words,
      ));
  it('that is blank is missing', () => assert.equal(read('  '), undefined));
  it('is the same after it was written and read, in any currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999_999 }),
        fc.constantFrom('HKD', 'JPY', 'KWD', 'CLF', 'TWD'),
        (amount, currency) => {
          const written = fields.writePrice(amount, currency);
          assert.equal(read(written, currency), amount);
          assert.equal(/\.(\d+)/.exec(written)?.[1]?.length ?? 0, exponentOf(currency));
        },
      ),
    );
  });
});

describe('a GTIN', () => {
  const read = (value: string) => fields.gtin(row({ gtin: value }), 'gtin');
  for (const good of ['4006381333931', '036000291452', '96385074', '10614141000415', '978-3-16-148410-0'])
    it(`${good} is right`, () => assert.equal(read(good), good.replaceAll('-', '')));
  for (const [bad, words] of [
    ['4006381333932', /check digit 2; it would be 1/],
    ['036000291453', /check digit/],
    ['12345', /8, 12, 13 or 14 digits/],
    ['40063813339ab', /8, 12, 13 or 14 digits/],
  ] as const)
    it(`${bad} is refused`, () =>
      assert.match(
        reason(() => read(bad)),
        words,
      ));
  it('with one digit changed is never right', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...'4006381333931'];
        digits[at] = String((Number(digits[at]) + by) % 10);
        assert.notEqual(
          reason(() => read(digits.join(''))),
          'taken',
        );
      }),
    );
  });
});

describe('an address', () => {
  for (const good of ['https://shop.example/a?b=c,d', 'http://shop.example/', '/pictures/a.jpg'])
    it(`${good} is taken`, () => assert.equal(fields.url('link', good), good));
  for (const bad of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    ' data:text/html,<script>',
    'vbscript:x',
    'ftp://shop.example/',
    '//evil.example/',
    '/\\evil.example/',
    'https://',
    'https:evil.example',
    'shop.example/a',
  ])
    it(`${JSON.stringify(bad)} is refused`, () =>
      assert.match(
        reason(() => fields.url('link', bad)),
        /must be an address/,
      ));
  it('with a password is refused', () =>
    assert.match(
      reason(() => fields.url('link', 'https://me:pw@shop.example/')),
      /password/,
    ));
  it('that is too long is refused', () =>
    assert.match(
      reason(() => fields.url('link', `https://shop.example/${'a'.repeat(2_000)}`)),
      /2000 are allowed/,
    ));
});

describe('an id', () => {
  const read = (value: string) => fields.id(row({ id: value }), 'id');
  for (const good of ['a', 'SKU-1_b.c/d:e', '0123'])
    it(`${good} is taken`, () => assert.equal(read(good), good));
  for (const bad of ['a b', 'a,b', 'a~b', '茶壺', 'é', 'a'.repeat(51)])
    it(`${bad.slice(0, 8)} is refused`, () =>
      assert.notEqual(
        reason(() => read(bad)),
        'taken',
      ));
});

describe('an instant', () => {
  for (const [written, iso] of [
    ['2026-11-30T23:59+0800', '2026-11-30T15:59:00.000Z'],
    ['2026-11-30T23:59:01+08:00', '2026-11-30T15:59:01.000Z'],
    ['2026-11-30T23:59:01Z', '2026-11-30T23:59:01.000Z'],
    ['2026-11-30T23:59', '2026-11-30T23:59:00.000Z'],
    ['2026-11-30', '2026-11-30T00:00:00.000Z'],
  ] as const)
    it(`${written} is ${iso}`, () => assert.equal(fields.instant('when', written), iso));
  for (const bad of ['yesterday', '2026-13-01', '2026-11-30 23:59', '30.11.2026', '2026-11-30T25:00Z'])
    it(`${bad} is refused`, () =>
      assert.notEqual(
        reason(() => fields.instant('when', bad)),
        'taken',
      ));
});

describe('an availability', () => {
  for (const [written, state] of [
    ['in stock', 'in_stock'],
    ['In_Stock', 'in_stock'],
    ['limited availability', 'in_stock'],
    ['out of stock', 'out_of_stock'],
    ['preorder', 'preorder'],
    ['backorder', 'backorder'],
  ] as const)
    it(`${written} is ${state}`, () =>
      assert.equal(fields.availability(row({ availability: written })), state));
  it('of other words is refused', () =>
    assert.notEqual(
      reason(() => fields.availability(row({ availability: 'soon' }))),
      'taken',
    ));
});

describe('names and ids made of words', () => {
  it('columns are recognised however they are written', () => {
    for (const written of ['image_link', 'Image Link', 'image-link', 'g:image_link', ' IMAGE LINK '])
      assert.equal(fields.fieldName(written), 'image_link');
    assert.equal(fields.fieldName('itemid'), 'id');
    assert.equal(fields.fieldName('Store code'), 'store_code');
  });
  it('collections get an id that fits into an address, in any language', () => {
    assert.equal(fields.slug('Tea & Cups'), 'tea-cups');
    assert.equal(fields.slug('Théières'), 'theieres');
    for (const words of ['茶壺', '茶 tea', '—', '🫖']) assert.match(fields.slug(words), /^c-[0-9a-f]{12}$/);
    assert.notEqual(fields.slug('茶壺'), fields.slug('茶杯'));
  });
});
