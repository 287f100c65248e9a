import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FieldError } from './field-error.ts';
import type { RawRow } from './fields.ts';
import { productRow } from './product-row.ts';
import { stockRow } from './stock-row.ts';

const raw = (values: Record<string, string | string[]>): RawRow => ({
  line: 7,
  fields: new Map(Object.entries(values).map(([name, value]) => [name, [value].flat()])),
  details: [],
});
const good = { id: 'pot-ash', title: 'Teapot', price: '120.00 HKD', availability: 'in_stock' };
const product = (more: Record<string, string | string[]> = {}) =>
  productRow(raw({ ...good, ...more }), 'HKD');
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof FieldError) return `${error.field}: ${error.reason}`;
    throw error;
  }
  return 'taken';
};

describe('a row of a product feed', () => {
  it('needs id, title, price and availability, and no more', () => {
    const row = product();
    assert.equal(row.variantId, 'pot-ash');
    assert.equal(row.productId, 'pot-ash');
    assert.equal(row.amount, 12000);
    for (const field of ['id', 'title', 'price', 'availability'])
      assert.equal(
        refusal(() => product({ [field]: ' ' })),
        `${field}: is missing`,
      );
  });
  it('is a variant of its group', () => {
    assert.equal(product({ item_group_id: 'pot' }).productId, 'pot');
  });
  it('says path, collection and rank', () => {
    const row = product({ product_type: 'Teapots > Stone ware >  ', custom_label_1: '3' });
    assert.deepEqual([row.categories, row.collection, row.rank], [['Teapots', 'Stone ware'], 'teapots', 3]);
    assert.equal(product({ product_type: '茶壺', custom_label_0: 'Teapots' }).collection, 'teapots');
    assert.deepEqual(product({ google_product_category: '632' }).categories, []);
    assert.deepEqual(product({ google_product_category: 'Home > Kitchen' }).categories, ['Home', 'Kitchen']);
    assert.equal(product({ custom_label_1: 'bestseller' }).rank, undefined);
  });
  it('has its pictures once each, in order, and commas may be part of an address', () => {
    assert.deepEqual(
      product({
        image_link: 'https://x.example/a.jpg',
        additional_image_link: ['https://x.example/w_1,h_2/b.jpg, https://x.example/a.jpg', '/c.jpg'],
      }).pictures,
      ['https://x.example/a.jpg', 'https://x.example/w_1,h_2/b.jpg', '/c.jpg'],
    );
  });
  it('has details in the three ways that feeds write them', () => {
    const row = raw({
      ...good,
      product_detail: 'Size:Volume:300 ml,Glaze:Ash,"Care:Wash:By hand, warm water"',
    });
    row.details.push({ name: 'Made in', value: 'Hong Kong' });
    assert.deepEqual(productRow(row, 'HKD').details, [
      { name: 'Made in', value: 'Hong Kong' },
      { name: 'Volume', value: '300 ml' },
      { name: 'Glaze', value: 'Ash' },
      { name: 'Wash', value: 'By hand, warm water' },
    ]);
  });
  it('may be reduced, always or for a time', () => {
    assert.deepEqual(product({ sale_price: '100 HKD' }).sale, { amount: 10000 });
    assert.equal(product({ sale_price: '120 HKD' }).sale, undefined);
    assert.deepEqual(
      product({
        sale_price: '100 HKD',
        sale_price_effective_date: '2026-11-01T00:00+0800/2026-12-01T00:00+0800',
      }).sale,
      { amount: 10000, from: '2026-10-31T16:00:00.000Z', until: '2026-11-30T16:00:00.000Z' },
    );
    assert.equal(
      refusal(() => product({ sale_price: '130 HKD' })),
      'sale_price: is higher than price',
    );
    const backwards = { sale_price: '1 HKD', sale_price_effective_date: '2026-12-01/2026-11-01' };
    assert.match(
      refusal(() => product(backwards)),
      /^sale_price_effective_date: ends before/,
    );
  });
  it('keeps hostile words as words', () => {
    const title = `<img src=x onerror=alert(1)> "q" 'q' & 👩‍👩‍👧 a\u0000b\tc\u202edne`;
    assert.equal(product({ title }).title, `<img src=x onerror=alert(1)> "q" 'q' & 👩‍👩‍👧 a b cdne`);
    assert.equal(product({ title: 'half \ud83d a pair' }).title, 'half \ufffd a pair');
    assert.equal(product({ description: 'one\r\n\r\n\r\n\r\ntwo\u0000' }).description, 'one\n\ntwo');
  });
  it('is refused with the field that is wrong', () => {
    for (const [more, words] of [
      [{ title: 'x'.repeat(10_000) }, /^title: has 10000 characters; 1000 are allowed/],
      [{ description: 'x'.repeat(10_001) }, /^description: /],
      [{ price: '12 USD' }, /^price: is in USD/],
      [{ gtin: '4006381333932' }, /^gtin: /],
      [{ link: 'javascript:alert(1)' }, /^link: /],
      [{ image_link: 'data:image/svg+xml,x' }, /^image_link: /],
      [{ additional_image_link: 'javascript:alert(1)' }, /^additional_image_link: /],
      [{ availability: 'maybe' }, /^availability: /],
      [{ item_group_id: 'a b' }, /^item_group_id: /],
      [{ color: 'x'.repeat(201) }, /^color: /],
    ] as [Record<string, string>, RegExp][])
      assert.match(
        refusal(() => product(more)),
        words,
      );
  });
});

describe('a row of a local inventory feed', () => {
  const stock = (values: Record<string, string>) =>
    stockRow(raw({ store_code: 'central', id: 'pot-ash', ...values }), 'HKD');
  it('says how many there are, and what they cost there', () => {
    assert.deepEqual(stock({ quantity: '3', price: '120 HKD', sale_price: '99 HKD' }), {
      locationId: 'central',
      variantId: 'pot-ash',
      availability: 'in_stock',
      quantity: 3,
      amount: 9900,
      asOf: undefined,
    });
  });
  it('may say a state instead of a number', () => {
    assert.equal(stock({ availability: 'limited availability' }).availability, 'in_stock');
    assert.equal(stock({ quantity: '0' }).availability, 'out_of_stock');
    assert.equal(
      refusal(() => stock({})),
      'availability: is missing',
    );
  });
  it('is refused for half a pot', () => {
    for (const quantity of ['1.5', '-1', 'many', '1e3'])
      assert.match(
        refusal(() => stock({ quantity })),
        /^quantity: /,
      );
  });
});
