import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Collection, Product, ProductList, Variant } from '@continuo/protocol';
import { imported, jsonl, row, tsv } from '../imports/testing.ts';
import { openTestBackend, type TestBackend, type TestWorkspace } from '../testing.ts';
import { offers } from './offers.ts';

let test: TestBackend;
let ws: TestWorkspace;
let now = new Date('2026-11-22T12:00:00Z');
const list = (query = '', of = ws) => of.json<ProductList>(`/v1/products?key=${of.publishable}${query}`);
const found = async (query: string) => (await list(query)).products.map(({ id }) => id);

const pot = (id: string, color: string, more: Record<string, string | number> = {}) =>
  row(id, {
    item_group_id: 'pot',
    title: `Théière – ${color}`,
    color,
    brand: 'Kiln',
    product_type: 'Teapots > Stoneware',
    image_link: `https://x.example/${id}.jpg`,
    ...more,
  });
const FEED = [
  pot('pot-1', 'Ash', { price: '120 HKD', size: 'M' }),
  pot('pot-2', 'Celadon', { price: '140 HKD', size: 'M', sale_price: '100 HKD' }),
  pot('pot-3', 'Celadon', { price: '90 HKD', size: 'L', availability: 'out_of_stock' }),
  row('cup', {
    title: '白瓷茶杯',
    price: '30 HKD',
    product_type: '茶杯',
    custom_label_0: 'cups',
    color: 'White, matt',
    brand: 'Other',
  }),
  row('tray', {
    title: 'Tray 100%_',
    price: '60 HKD',
    product_type: 'Trays',
    availability: 'out_of_stock',
    custom_label_1: 1,
  }),
  row('tin', {
    title: 'Tin',
    price: '60 HKD',
    description: 'Keeps tea dry',
    material: 'Steel',
    availability: 'preorder',
  }),
];

before(async () => {
  test = await openTestBackend({ now: () => now });
  ws = await test.workspace();
  await imported(ws, tsv(FEED));
});
after(() => test.close());

describe('the list of products', () => {
  it('has all, featured ones first, each with its variants and the range of what can be bought', async () => {
    const { products, total } = await list();
    assert.deepEqual(
      products.map(({ id }) => id),
      ['tray', 'cup', 'pot', 'tin'],
    );
    assert.equal(total, 4);
    const product = products[2]!;
    assert.equal(product.title, 'Théière');
    assert.deepEqual([product.from.amount, product.to.amount], [10000, 12000]);
    assert.deepEqual(
      product.variants.map(({ id }) => id),
      ['pot-1', 'pot-2', 'pot-3'],
    );
    assert.deepEqual(product.variants[1]!.price, {
      price: { amount: 10000, currency: 'HKD' },
      compareAt: { amount: 14000, currency: 'HKD' },
      taxIncluded: true,
    });
    assert.deepEqual(product.categories, ['Teapots', 'Stoneware']);
    assert.equal(product.pictures.length, 3);
  });
  it('finds words of any case, without accents, in any field, all of them, in any language', async () => {
    assert.deepEqual(await found('&q=theiere'), ['pot']);
    assert.deepEqual(await found('&q=CELADON%20Th%C3%A9i'), ['pot']);
    assert.deepEqual(await found('&q=theiere%20steel'), []);
    assert.deepEqual(await found(`&q=${encodeURIComponent('茶杯')}`), ['cup']);
    assert.deepEqual(await found(`&q=${encodeURIComponent('瓷茶')}`), ['cup']);
    assert.deepEqual(await found('&q=dry'), ['tin']);
    assert.deepEqual(await found('&q=pot-2'), ['pot']);
    assert.deepEqual(await found('&q=nothing'), []);
  });
  it('takes signs of SQL for signs', async () => {
    assert.deepEqual(await found('&q=%25_'), ['tray']);
    assert.deepEqual(await found('&q=%25'), ['tray']);
    assert.deepEqual(await found('&q=T_n'), []);
    assert.deepEqual(await found(`&q=${encodeURIComponent("' or 1=1 --")}`), []);
    assert.deepEqual(await found('&q=%5C'), []);
  });
  it('shows what is called so before what merely speaks of it', async () => {
    // A cup that is "White, matt".
    assert.deepEqual(await found('&q=t'), ['tray', 'pot', 'tin', 'cup']);
  });
  it('filters variants: alternatives of one name, all of several names in one variant', async () => {
    assert.deepEqual(await found('&filter=color:Ash,color:White%252C%20matt'), ['cup', 'pot']);
    assert.deepEqual(await found('&filter=color:Celadon,size:L'), ['pot']);
    assert.deepEqual(await found('&filter=color:Ash,size:L'), []);
    assert.deepEqual(await found('&filter=brand:Kiln,category:Stoneware'), ['pot']);
  });
  it('counts for each filter what it would find', async () => {
    const { facets } = await list('&filter=color:Ash');
    const values = Object.fromEntries(facets.map(({ name, values }) => [name, values]));
    assert.deepEqual(values['color'], [
      { value: 'Ash', products: 1 },
      { value: 'Celadon', products: 1 },
      { value: 'White, matt', products: 1 },
    ]);
    assert.deepEqual(values['brand'], [{ value: 'Kiln', products: 1 }]);
    assert.deepEqual(values['size'], [{ value: 'M', products: 1 }]);
  });
  it('has what can be bought, of a collection', async () => {
    assert.deepEqual(await found('&available=true'), ['cup', 'pot', 'tin']);
    assert.deepEqual(await found('&available=false'), ['tray', 'cup', 'pot', 'tin']);
    assert.deepEqual(await found('&collection=cups'), ['cup']);
    assert.deepEqual(await found('&collection=teapots&available=true'), ['pot']);
  });
  it('is sorted by price, title and age', async () => {
    assert.deepEqual(await found('&sort=price-asc'), ['cup', 'tin', 'tray', 'pot']);
    assert.deepEqual(await found('&sort=price-desc'), ['pot', 'tin', 'tray', 'cup']);
    assert.deepEqual(await found('&sort=title'), ['pot', 'tin', 'tray', 'cup']);
    const other = await test.workspace();
    await imported(other, tsv([row('b')]));
    await imported(other, tsv([row('b'), row('a')]));
    await imported(other, tsv([row('b', { title: 'Changed' }), row('a')]));
    assert.deepEqual(
      (await list('&sort=newest', other)).products.map(({ id }) => id),
      ['a', 'b'],
    );
  });
  it('comes in pages that together are the whole, in every order', async () => {
    for (const sort of ['featured', 'newest', 'price-asc', 'price-desc', 'title'])
      for (const q of ['', '&q=t']) {
        const whole = await found(`&sort=${sort}${q}`);
        const paged: string[] = [];
        let cursor = '';
        for (let i = 0; i < 10; i += 1) {
          const page = await list(`&sort=${sort}${q}&limit=1${cursor && `&cursor=${cursor}`}`);
          assert.equal(page.total, whole.length);
          paged.push(...page.products.map(({ id }) => id));
          if (!page.next) break;
          cursor = page.next;
        }
        assert.deepEqual(paged, whole, sort);
      }
  });
  it('refuses what it does not understand', async () => {
    for (const query of ['&cursor=x', '&filter=weight:1', '&limit=0', '&limit=101', '&sort=size', '&q=a%00b'])
      assert.equal((await ws.fetch(`/v1/products?key=${ws.publishable}${query}`)).status, 400, query);
    assert.equal((await ws.fetch(`/v1/products?key=${ws.publishable}&market=de`)).status, 404);
  });
  it('asks the database a few times, however many products there are', async () => {
    const other = await test.workspace();
    const feed = Array.from({ length: 240 }, (_, i) =>
      row(`v${i}`, { item_group_id: `p${i % 60}`, color: `C${i}` }),
    );
    await imported(other, tsv(feed));
    let statements = 0;
    const { db } = test.database;
    const executor = db.getExecutor();
    const original = executor.executeQuery;
    executor.executeQuery = function (this: typeof executor, ...args: Parameters<typeof original>) {
      statements += 1;
      return original.apply(this, args);
    } as typeof original;
    try {
      const { products } = await list('&limit=60', other);
      assert.equal(products.length, 60);
      assert.ok(products.every(({ variants }) => variants.length === 4));
    } finally {
      executor.executeQuery = original;
    }
    assert.ok(statements <= 7, `${statements} statements`);
  });
});

describe('one product', () => {
  it('is found by its id, and nothing of another workspace is', async () => {
    const product = await ws.json<Product>(`/v1/products/pot?key=${ws.publishable}`);
    assert.equal(product.variants.length, 3);
    const other = await test.workspace();
    assert.equal((await other.fetch(`/v1/products/pot?key=${other.publishable}`)).status, 404);
    assert.equal((await list('', other)).total, 0);
  });
  it('variants come by id, in the order asked for, unknown ones left out', async () => {
    const { variants } = await ws.json<{ variants: Variant[] }>(
      `/v1/variants?key=${ws.publishable}&ids=tin,nothing,pot-2,tin`,
    );
    assert.deepEqual(
      variants.map(({ id, title }) => [id, title]),
      [
        ['tin', 'Tin'],
        ['pot-2', 'Théière'],
      ],
    );
    const many = Array.from({ length: 101 }, (_, i) => `v${i}`).join();
    assert.equal((await ws.fetch(`/v1/variants?key=${ws.publishable}&ids=${many}`)).status, 400);
  });
});

describe('collections', () => {
  it('are the first levels of the paths, with the same id in each language', async () => {
    const other = await test.workspace();
    await imported(
      other,
      tsv([row('a', { product_type: 'Cups > Small', custom_label_0: 'cups', image_link: '/a.jpg' })]),
    );
    await imported(
      other,
      tsv([row('a', { product_type: '茶杯', custom_label_0: 'cups', image_link: '/a.jpg' })]),
      {
        locale: 'zh-Hant',
      },
    );
    const read = async (locale: string) =>
      (
        await other.json<{ collections: Collection[] }>(
          `/v1/collections?key=${other.publishable}&locale=${locale}`,
        )
      ).collections;
    assert.deepEqual(await read('en'), [
      { id: 'cups', title: 'Cups', products: 1, picture: { url: '/a.jpg' } },
    ]);
    assert.deepEqual(await read('zh-Hant'), [
      { id: 'cups', title: '茶杯', products: 1, picture: { url: '/a.jpg' } },
    ]);
  });
});

describe('a reduction for a time', () => {
  it('begins and ends by the clock, and whoever holds the old answer gets the new one', async () => {
    const other = await test.workspace();
    await imported(
      other,
      tsv([
        row('a', { sale_price: '9 HKD', sale_price_effective_date: '2026-12-01T00:00Z/2026-12-02T00:00Z' }),
      ]),
    );
    const ask = async (etag?: string) => {
      const response = await other.fetch(`/v1/products/a?key=${other.publishable}`, {
        headers: { 'If-None-Match': etag },
      });
      return {
        status: response.status,
        etag: response.headers.get('etag') ?? undefined,
        price: response.status === 200 ? ((await response.json()) as Product).from.amount : undefined,
      };
    };
    const offered = async () => {
      const query = { market: 'hk', locale: 'en', variantIds: ['a'], now };
      return (await offers(test.database.db, other.workspace.id, query)).get('a')!;
    };
    const then = now;
    try {
      const first = await ask();
      assert.equal(first.price, 1200);
      now = new Date('2026-11-30T23:59:59Z');
      assert.equal((await ask(first.etag)).status, 304);
      now = new Date('2026-12-01T00:00:00Z');
      const second = await ask(first.etag);
      assert.equal(second.price, 900);
      assert.deepEqual([(await offered()).unit, (await offered()).compareAt], [900, 1200]);
      now = new Date('2026-12-02T00:00:00Z');
      assert.equal((await ask(second.etag)).price, 1200);
      assert.equal((await offered()).compareAt, undefined);
    } finally {
      now = then;
    }
  });
});

describe('offers', () => {
  it('say of each variant what it is, what it costs and how many there are; others are missing', async () => {
    const stock = jsonl([{ type: 'stock', location: 'online', variant: 'pot-1', quantity: 2 }]);
    await imported(ws, stock, { kind: 'jsonl', source: 'stock' });
    const query = { market: 'hk', locale: 'zh-Hant', variantIds: ['pot-1', 'tray', 'tin', 'nothing'], now };
    const found = await offers(test.database.db, ws.workspace.id, query);
    assert.deepEqual([...found.keys()].sort(), ['pot-1', 'tin', 'tray']);
    assert.deepEqual(found.get('pot-1'), {
      variantId: 'pot-1',
      productId: 'pot',
      title: 'Théière',
      options: ['Ash', 'M'],
      picture: 'https://x.example/pot-1.jpg',
      currency: 'HKD',
      unit: 12000,
      availability: 'in_stock',
      sellable: true,
      available: 2,
    });
    assert.equal(found.get('tray')?.sellable, false);
    assert.equal(found.get('tin')?.sellable, true);
    assert.equal((await offers(test.database.db, ws.workspace.id, { ...query, market: 'jp' })).size, 0);
  });
});
