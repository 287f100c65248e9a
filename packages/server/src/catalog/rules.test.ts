import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Variant } from '@continuo/protocol';
import fc from 'fast-check';
import { commonTitle, sortVariants } from './compose.ts';
import { chooseLocale, stateOf } from './rules.ts';
import { parseFilter, readCursor, wordsOf, writeCursor } from './search.ts';

describe('what can be had', () => {
  for (const [feed, stock, quantity, expected] of [
    ['in_stock', null, null, { availability: 'in_stock' }],
    ['in_stock', 'in_stock', 3, { availability: 'in_stock', available: 3 }],
    ['in_stock', 'in_stock', 0, { availability: 'out_of_stock', available: 0 }],
    ['in_stock', 'in_stock', null, { availability: 'in_stock' }],
    ['in_stock', 'out_of_stock', null, { availability: 'out_of_stock' }],
    ['out_of_stock', 'in_stock', 3, { availability: 'out_of_stock' }],
    ['preorder', 'in_stock', 0, { availability: 'preorder' }],
    ['in_stock', 'backorder', 0, { availability: 'backorder' }],
    ['in_stock', 'backorder', 2, { availability: 'in_stock' }],
  ] as const)
    it(`is ${expected.availability} when the feed says ${feed} and online has ${stock ?? 'no row'}, ${quantity ?? 'not counted'}`, () =>
      assert.deepEqual(stateOf(feed, stock, quantity), expected));
});

describe('the language of the answer', () => {
  const locales = ['en', 'zh-Hant', 'zh-Hans'];
  for (const [asked, expected] of [
    [undefined, 'en'],
    ['en-GB', 'en'],
    ['ZH-hant', 'zh-Hant'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['fr', 'en'],
  ] as const)
    it(`is ${expected} for ${asked ?? 'who does not ask'}`, () =>
      assert.equal(chooseLocale(asked, locales), expected));
  it('is another script of the same language before another language', () => {
    assert.equal(chooseLocale('zh-TW', ['en', 'zh-Hans']), 'zh-Hans');
  });
});

describe('the title of a product', () => {
  for (const [titles, expected] of [
    [['Teapot'], 'Teapot'],
    [['Teapot', 'Teapot'], 'Teapot'],
    [['Teapot – Ash', 'Teapot – Celadon'], 'Teapot'],
    [['Teapot (Ash)', 'Teapot (Celadon)'], 'Teapot'],
    [['Teapot, S', 'Teapot, M', 'Teapot, L'], 'Teapot'],
    [['白瓷茶壺(青)', '白瓷茶壺(灰)'], '白瓷茶壺'],
    [['紅茶杯', '紅茶碗'], undefined],
    [['Teapot', 'Teacup'], undefined],
    [['Red tea', 'Green tea'], undefined],
    [['🫖 Pot A', '🫖 Pot B'], '🫖 Pot'],
    [['Tea', 'Tea set'], 'Tea'],
  ] as const)
    it(`of ${titles.join(' and ')} is ${expected ?? 'left to others'}`, () =>
      assert.equal(commonTitle(titles), expected));
});

describe('variants', () => {
  const variant = (id: string, options: Variant['options']): Variant =>
    ({ id, productId: 'p', title: 'T', options, pictures: [] }) as unknown as Variant;
  it('stand together by color and from small to large, whatever the order of the feed', () => {
    const all = ['1 Ash L', '2 Ash 2XL', '3 Ash S', '4 Clay 10', '5 Clay 9', '6 Clay M'].map((words) => {
      const [id = '', color = '', size = ''] = words.split(' ');
      return variant(id, [
        { name: 'color', value: color },
        { name: 'size', value: size },
      ]);
    });
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        assert.deepEqual(
          sortVariants(shuffled).map(({ id }) => id),
          ['3', '1', '2', '6', '5', '4'],
        );
      }),
    );
  });
});

describe('a search', () => {
  it('has words without case, accents and width', () => {
    assert.deepEqual(wordsOf('  Théière ＴＥＡ théière '), ['theiere', 'tea']);
    assert.deepEqual(wordsOf(undefined), []);
  });
  it('has filters whose values may hold any sign', () => {
    assert.deepEqual(parseFilter('color:Ash,color:Celadon,brand:Kiln%2C%20Co:x'), {
      color: ['Ash', 'Celadon'],
      brand: ['Kiln, Co:x'],
    });
    assert.deepEqual(parseFilter('material:100% wool'), { material: ['100% wool'] });
    assert.deepEqual(parseFilter(undefined), {});
    for (const bad of ['color', 'weight:1', 'color:', '__proto__:x'])
      assert.equal(parseFilter(bad), undefined);
  });
  it('goes on where it ended, and only there', () => {
    const place = { sort: 'title', tier: 1, key: '茶', id: 'a' } as const;
    assert.deepEqual(readCursor(writeCursor(place), 'title'), place);
    assert.equal(readCursor(writeCursor(place), 'newest'), undefined);
    for (const bad of [
      '',
      'x',
      Buffer.from('[]').toString('base64url'),
      Buffer.from('["title",0,1,"a"]').toString('base64url'),
    ])
      assert.equal(readCursor(bad, 'title'), undefined);
  });
});
