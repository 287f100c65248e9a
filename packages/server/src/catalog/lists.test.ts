import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ProductList, ProductSort } from '@continuo/protocol';
import fc from 'fast-check';
import { sql } from 'kysely';
import { transact } from '../database/index.ts';
import { importFeed, row, tsv } from '../imports/testing.ts';
import { returnStock, takeStock } from '../locations/index.ts';
import { changeSettings } from '../workspaces/index.ts';
import { createBackend } from '../backend.ts';
import { openTestBackend, TEST_MARKETS, type TestBackend, type TestWorkspace } from '../testing.ts';
import { rowsOfProducts } from './queries.ts';
import { stateOf } from './rules.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;
let now = new Date(START);
let test: TestBackend;
before(async () => {
  test = await openTestBackend({ now: () => now });
});
after(() => test.close());

const VARIANTS = ['a', 'b', 'c', 'd', 'e', 'f'];
const PRODUCTS = ['p', 'q', 'r'];
const COLORS = ['Ash', 'Shino'];
const SCOPES = [
  { market: 'hk', locale: 'en', currency: 'HKD' },
  { market: 'hk', locale: 'zh-Hant', currency: 'HKD' },
  { market: 'jp', locale: 'en', currency: 'JPY' },
];

interface Line {
  id: string;
  product: string;
  price: number;
  color: string;
  brand: string | undefined;
  rank: number | undefined;
  shelf: string | undefined;
  inStock: boolean;
  sale: [day: number, days: number] | undefined;
}
type Step =
  | { do: 'feed'; scope: number; source: string; lines: Line[] }
  | { do: 'stock'; quantities: Record<string, number> }
  | { do: 'order'; id: number; lines: Record<string, number> }
  | { do: 'return'; id: number }
  | { do: 'wait'; days: number };

const line: fc.Arbitrary<Line> = fc.record({
  id: fc.constantFrom(...VARIANTS),
  product: fc.constantFrom(...PRODUCTS),
  price: fc.integer({ min: 10, max: 14 }),
  color: fc.constantFrom(...COLORS),
  brand: fc.constantFrom('Kiln', 'Oven', undefined),
  rank: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  shelf: fc.constantFrom('pots', 'cups', undefined),
  inStock: fc.boolean(),
  sale: fc.option(fc.tuple(fc.integer({ min: -2, max: 4 }), fc.integer({ min: 1, max: 3 })), {
    nil: undefined,
  }),
});
const some = fc.dictionary(fc.constantFrom(...VARIANTS), fc.integer({ min: 0, max: 3 }), { maxKeys: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('feed' as const),
      scope: fc.integer({ min: 0, max: SCOPES.length - 1 }),
      source: fc.constantFrom('main', 'other'),
      lines: fc.uniqueArray(line, { selector: ({ id }) => id, minLength: 1, maxLength: VARIANTS.length }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stock' as const), quantities: some }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      id: fc.integer({ min: 0, max: 3 }),
      lines: some,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('return' as const), id: fc.integer({ min: 0, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 2 }) }),
  },
);

const day = (n: number) => new Date(START + n * DAY).toISOString();

async function play(ws: TestWorkspace, one: Step): Promise<void> {
  const { id } = ws.workspace;
  switch (one.do) {
    case 'feed': {
      const { market, locale, currency } = SCOPES[one.scope]!;
      const rows = one.lines.map(({ sale, ...of }) =>
        row(of.id, {
          item_group_id: of.product,
          title: `Pot ${of.id}`,
          price: `${of.price} ${currency}`,
          color: of.color,
          brand: of.brand ?? '',
          custom_label_0: of.shelf ?? '',
          custom_label_1: of.rank ?? '',
          availability: of.inStock ? 'in_stock' : 'out_of_stock',
          ...(sale && {
            sale_price: `${of.price - 5} ${currency}`,
            sale_price_effective_date: `${day(sale[0])}/${day(sale[0] + sale[1])}`,
          }),
        }),
      );
      await importFeed(ws, tsv(rows), { market, locale, source: one.source, force: true });
      return;
    }
    case 'stock': {
      const rows = Object.entries(one.quantities).map(([itemid, quantity]) => ({
        ...{ store_code: 'online', itemid, quantity },
      }));
      if (rows.length) await importFeed(ws, tsv(rows), { kind: 'inventory', source: 'stock', force: true });
      return;
    }
    case 'order': {
      const lines = Object.entries(one.lines).map(([variantId, quantity]) => ({ variantId, quantity }));
      await transact(test.database.db, (tx) => takeStock(tx, id, lines, `o${one.id}`, now));
      return;
    }
    case 'return':
      await transact(test.database.db, (tx) => returnStock(tx, id, `o${one.id}`, now));
      return;
    case 'wait':
      now = new Date(now.getTime() + one.days * DAY);
  }
}

/** All that lists are made of, as it is stored. */
async function stored(ws: number): Promise<unknown> {
  const read = async (table: string, order: string) =>
    (
      await sql`select * from ${sql.table(table)} where ws = ${ws} order by ${sql.raw(order)}`.execute(
        test.database.db,
      )
    ).rows;
  return {
    listing: await read('catalog_listing', 'market, locale, product_id'),
    choices: await read('catalog_choices', 'market, locale, product_id, variant_id'),
    counts: (await read('catalog_counts', 'market, locale, collection, name, value')).filter(
      (count) => (count as { products: number }).products !== 0,
    ),
    due: await read('catalog_due', 'product_id'),
  };
}

const list = (ws: TestWorkspace, query: Record<string, string>) =>
  ws.json<ProductList>(
    `/v1/products?${new URLSearchParams({ key: ws.publishable, limit: '100', ...query })}`,
  );

/** What a list has to answer, out of the variants as product pages show them. */
async function expected(
  ws: TestWorkspace,
  scope: (typeof SCOPES)[number],
  color?: string,
  available = false,
) {
  const reader = { ws: ws.workspace.id, now, ...scope };
  const variants = (await rowsOfProducts(test.database.db, reader, PRODUCTS)).map((of) => ({
    ...of,
    unit: of.sale ?? of.amount,
    sellable: stateOf(of.availability, of.stock_availability, of.quantity).availability !== 'out_of_stock',
  }));
  const can = (of: (typeof variants)[number]) => !available || of.sellable;
  const fits = variants.filter((of) => can(of) && (color === undefined || of.color === color));
  const prices = (id: string) => {
    const all = variants.filter((of) => of.product_id === id);
    const sellable = all.filter((of) => of.sellable);
    return (sellable.length ? sellable : all).map(({ unit }) => unit);
  };
  const ids = [...new Set(fits.map((of) => of.product_id))].sort();
  const by = (place: (id: string) => number) =>
    ids.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const products = (of: typeof variants) => new Set(of.map((one) => one.product_id)).size;
  return {
    total: ids.length,
    'price-asc': by((id) => Math.min(...prices(id))),
    'price-desc': by((id) => -Math.max(...prices(id))),
    // Each facet is counted without its own filter.
    color: Object.fromEntries(
      COLORS.map((value) => [value, products(variants.filter((of) => can(of) && of.color === value))]),
    ),
    brand: Object.fromEntries(
      ['Kiln', 'Oven'].map((value) => [value, products(fits.filter((of) => of.brand === value))]),
    ),
  };
}

async function answered(
  ws: TestWorkspace,
  scope: (typeof SCOPES)[number],
  color?: string,
  available = false,
) {
  const query = {
    ...{ market: scope.market, locale: scope.locale },
    ...(color !== undefined && { filter: `color:${color}` }),
    ...(available && { available: 'true' }),
  };
  const sorted = async (sort: ProductSort) =>
    (await list(ws, { ...query, sort })).products.map(({ id }) => id);
  const { total, facets } = await list(ws, query);
  const facet = (name: string, values: readonly string[]) =>
    Object.fromEntries(
      values.map((value) => [
        value,
        facets.find((of) => of.name === name)?.values.find((of) => of.value === value)?.products ?? 0,
      ]),
    );
  return {
    total,
    'price-asc': await sorted('price-asc'),
    'price-desc': await sorted('price-desc'),
    color: facet('color', COLORS),
    brand: facet('brand', ['Kiln', 'Oven']),
  };
}

describe('lists', () => {
  it('say what the variants say, after whatever feeds, orders, returns and the clock did', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        now = new Date(START);
        const ws = await test.workspace();
        for (const one of steps) await play(ws, one);
        for (const scope of SCOPES)
          for (const color of [undefined, 'Ash'])
            for (const available of [false, true])
              assert.deepEqual(
                await answered(ws, scope, color, available),
                await expected(ws, scope, color, available),
              );

        // What was kept step by step is what is made at once out of everything.
        const kept = await stored(ws.workspace.id);
        for (const table of ['catalog_listing', 'catalog_choices', 'catalog_counts', 'catalog_due'] as const)
          await test.database.db.deleteFrom(table).where('ws', '=', ws.workspace.id).execute();
        for (const { market, locale } of SCOPES) await list(ws, { market, locale });
        assert.deepEqual(kept, await stored(ws.workspace.id));
      }),
      { numRuns: Number(process.env['SCALE'] ?? 1) * 15 },
    );
  });

  it('are there in a language that the market is given later', async () => {
    now = new Date(START);
    const [hk] = TEST_MARKETS;
    const ws = await test.workspace({ markets: [{ ...hk!, locales: ['en'] }] });
    await importFeed(ws, tsv([row('a'), row('b')]));
    const { db } = test.database;
    await changeSettings(db, ws.workspace, { markets: [{ ...hk!, locales: ['en', 'fr'] }] });
    const other = createBackend({ database: test.database, now: () => now });
    try {
      const key = ws.publishable;
      const answer = await other.fetch(new Request(`http://backend.test/v1/products?key=${key}&locale=fr`));
      assert.equal(((await answer.json()) as ProductList).total, 2);
    } finally {
      await other.close();
    }
  });

  it('are made anew for what two change at the same time', async () => {
    now = new Date(START);
    const ws = await test.workspace();
    const ids = VARIANTS.slice(0, 4);
    await importFeed(ws, tsv(ids.map((id, i) => row(id, { item_group_id: 'p', price: `${10 + i} HKD` }))));
    const stock = ids.map((itemid) => ({ store_code: 'online', itemid, quantity: 1 }));
    await importFeed(ws, tsv(stock), { kind: 'inventory', source: 'stock' });
    const buy = (variantId: string) =>
      transact(test.database.db, (tx) =>
        takeStock(tx, ws.workspace.id, [{ variantId, quantity: 1 }], `o-${variantId}`, now),
      );
    await Promise.all(ids.slice(0, 3).map(buy));
    const { products, facets } = await list(ws, { available: 'true' });
    assert.deepEqual(
      products.map(({ id, from }) => [id, from.amount]),
      [['p', 1300]],
    );
    assert.deepEqual(facets, []);
    const [kept] = await test.database.db
      .selectFrom('catalog_listing')
      .select(['low', 'sellable'])
      .where('ws', '=', ws.workspace.id)
      .execute();
    assert.deepEqual(kept, { low: 1300, sellable: true });
    await buy(ids[3]!);
    assert.equal((await list(ws, { available: 'true' })).total, 0);
  });

  it('are made anew once for all who read as a reduction begins', async () => {
    now = new Date(START);
    const ws = await test.workspace();
    const sale = { sale_price: '5 HKD', sale_price_effective_date: `${day(1)}/${day(2)}` };
    await importFeed(ws, tsv([row('a', { price: '9 HKD' }), row('b', { price: '10 HKD', ...sale })]));
    const version = async () =>
      (
        await test.database.db
          .selectFrom('catalog_versions')
          .select('version')
          .where('ws', '=', ws.workspace.id)
          .executeTakeFirstOrThrow()
      ).version;
    const before = await version();
    now = new Date(START + DAY);
    const answers = await Promise.all(Array.from({ length: 12 }, () => list(ws, { sort: 'price-asc' })));
    for (const { products } of answers)
      assert.deepEqual(
        products.map(({ id }) => id),
        ['b', 'a'],
      );
    assert.equal(await version(), before + 1);
  });
});
