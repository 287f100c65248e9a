import { routes } from '@continuo/protocol';
import { check, same } from './check.ts';
import { fixture } from './fixture.ts';
import { conforms, type Case } from './subject.ts';

const { catalog, workspace } = routes;
const ids = fixture.products.map(({ id }) => id);

export const catalogCases: readonly Case[] = [
  conforms('the workspace tells its markets to whoever has its key', async (at) => {
    const { markets } = await at.ask(workspace.get);
    same(
      markets.map(({ id, currency }) => [id, currency]),
      fixture.markets.map(({ id, currency }) => [id, currency]),
      'markets',
    );
    await at.refused('auth/invalid', 401, workspace.get, { query: { key: 'pk_of_nobody' } });
  }),

  conforms('products are listed page by page, each once, in the order asked for', async (at) => {
    for (const sort of ['featured', 'price-asc', 'price-desc', 'title']) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await at.ask(catalog.list, { query: { limit: '1', sort, ...(cursor && { cursor }) } });
        same(page.total, ids.length, 'total');
        found.push(...page.products.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== undefined && found.length <= ids.length);
      same([...found].sort(), [...ids].sort(), sort);
      const whole = await at.ask(catalog.list, { query: { sort } });
      same(
        found,
        whole.products.map(({ id }) => id),
        `${sort}, in pages and as a whole`,
      );
    }
    const { products } = await at.ask(catalog.list, { query: { sort: 'price-asc' } });
    same(
      products.map(({ from }) => from.amount),
      [12_000, 26_000, 48_800],
      'prices',
    );
  }),

  conforms('products are found by words, by what can be had, by collection and by option', async (at) => {
    const found = async (query: Record<string, string>): Promise<string[]> =>
      (await at.ask(catalog.list, { query })).products.map(({ id }) => id);
    same(await found({ q: 'TEAPOT' }), ['harbour-teapot'], 'a word');
    same(await found({ q: 'quay tray' }), [], 'two words that nothing has');
    same((await found({ available: 'true' })).sort(), ['harbour-teapot', 'quay-cup'], 'what can be had');
    same((await found({ filter: 'color:Ash' })).sort(), ['harbour-teapot', 'quay-cup'], 'a colour');
    same(await found({ filter: 'color:Ash,size:One' }), ['quay-cup'], 'a colour and a size');
    const { collections } = await at.ask(catalog.collections);
    const cups = collections.find(({ title }) => title === 'Cups');
    check(cups, 'there is a collection of cups');
    same(await found({ collection: cups.id }), ['quay-cup'], 'a collection');
    await at.refused('request/invalid', 400, catalog.list, { query: { limit: '0' } });
    await at.refused('request/invalid', 400, catalog.list, { query: { cursor: 'nonsense' } });
    await at.refused('request/invalid', 400, catalog.list, { query: { filter: 'smell:sweet' } });
  }),

  conforms('a product tells its variants, prices and what can be had of each', async (at) => {
    const product = await at.ask(catalog.product, { params: { productId: 'harbour-teapot' } });
    same(
      product.variants.map(({ id, availability, stock }) => [id, availability, stock]).sort(),
      fixture.products[0]!.variants.map(({ id, availability, stock }) => [id, availability, stock]).sort(),
      'variants',
    );
    same([product.from, product.availability], [{ amount: 48_800, currency: 'HKD' }, 'in_stock'], 'price');
    await at.refused('catalog/product-unknown', 404, catalog.product, { params: { productId: 'none' } });
    await at.refused('catalog/market-unknown', 404, catalog.product, {
      params: { productId: 'harbour-teapot' },
      query: { market: 'nowhere' },
    });
    const { stock } = await at.ask(catalog.stock, { params: { productId: 'quay-cup' } });
    same(stock, [], 'stock of shops, of which there are none');
    await at.refused('catalog/product-unknown', 404, catalog.stock, { params: { productId: 'none' } });
  }),

  conforms('variants are told many at once; unknown ones are left out', async (at) => {
    const { variants } = await at.ask(catalog.variants, {
      query: { ids: 'quay-cup-ash-one,none,ferry-tray-oak-one' },
    });
    same(variants.map(({ id }) => id).sort(), ['ferry-tray-oak-one', 'quay-cup-ash-one'], 'variants');
    const many = Array.from({ length: 101 }, (_, i) => `v${i}`).join(',');
    await at.refused('request/invalid', 400, catalog.variants, { query: { ids: many } });
  }),
];
