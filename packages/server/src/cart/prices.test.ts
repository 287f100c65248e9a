import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CartDown, Quote } from '@continuo/protocol';
import { imported, row, tsv } from '../imports/testing.ts';
import { openTestBackend, TEST_MARKETS, type TestBackend } from '../testing.ts';
import { changeSettings, findWorkspaceById } from '../workspaces/index.ts';
import { seeCart } from './queries.ts';
import { problemOf, Shop } from './testing/shop.ts';

describe('what a cart costs', () => {
  let backend: TestBackend;
  let shop: Shop;
  before(async () => {
    backend = await openTestBackend();
    shop = await Shop.open(backend, [{ id: 'A' }, { id: 'B', stock: 8 }]);
  });
  after(() => backend.close());

  it('K21: a feed changes price and stock: line and wish stay, flagged, with before and after, and it is pushed', async () => {
    const phone = await shop.customer('ada');
    phone.press('a', 'c/A', 1);
    phone.press('a', 'c/B', 5);
    const { hash } = (await phone.sync()).quote!;
    await shop.stock([
      { id: 'A', price: 9900 },
      { id: 'B', stock: 2 },
    ]);
    const { quote } = await phone.sync();
    const lines = quote!.lines.map(({ address, wanted, payable, unit, was, flags }) => ({
      ...{ address, wanted, payable, flags },
      ...{ unit: unit.amount, was: was?.amount },
    }));
    assert.deepEqual(lines, [
      { address: 'c/A', wanted: 1, payable: 1, flags: ['price-changed'], unit: 9900, was: 10_000 },
      { address: 'c/B', wanted: 5, payable: 2, flags: ['limited'], unit: 10_000, was: undefined },
    ]);
    assert.notEqual(quote!.hash, hash);
    const changes = await backend.database.db
      .selectFrom('changes')
      .select('data')
      .where('ws', '=', shop.workspace.workspace.id)
      .where('subject', '=', 'u:ada')
      .where('kind', '=', 'cart.quote')
      .orderBy('cursor', 'desc')
      .execute();
    const pushed = changes[0]?.data as { cart: string; quote: Quote };
    assert.deepEqual([pushed.cart, pushed.quote.hash], [phone.cartId, quote!.hash]);
  });

  it('K21: a variant that the feed no longer has stays as a line that cannot be paid', async () => {
    await shop.stock([{ id: 'A' }, { id: 'B', stock: 8 }]);
    const phone = await shop.customer('bob');
    phone.press('a', 'c/A', 1);
    phone.press('a', 'c/B', 1);
    await phone.sync();
    await shop.stock([{ id: 'A' }]);
    const { quote } = await phone.sync();
    assert.deepEqual(
      quote!.lines.map(({ address, payable, flags }) => [address, payable, flags]),
      [
        ['c/A', 1, []],
        ['c/B', 0, ['unavailable']],
      ],
    );
    assert.equal(phone.n('c/B'), 1);
    await shop.stock([{ id: 'A' }, { id: 'B', stock: 8 }]);
    assert.equal((await phone.sync()).quote!.lines[1]?.payable, 1);
  });

  it('is in the currency of the market it is asked in, never in two, and the same again back home', async () => {
    const other = await Shop.open(backend, [{ id: 'A' }, { id: 'B' }]);
    await imported(other.workspace, tsv([row('A', { price: '2400 JPY' })]), { market: 'jp' });
    const phone = await other.customer('dee');
    phone.press('a', 'c/A', 2);
    phone.press('a', 'c/B', 1);
    const home = (await phone.sync()).quote!;
    const quoteIn = async (market: string) =>
      phone.take((await (await phone.post({ ...phone.up(), market })).json()) as CartDown).quote!;
    const away = await quoteIn('jp');
    assert.deepEqual(
      away.lines.map(({ unit, was, payable, flags }) => ({ unit, was, payable, flags })),
      [
        { unit: { amount: 2400, currency: 'JPY' }, was: undefined, payable: 2, flags: [] },
        { unit: { amount: 0, currency: 'JPY' }, was: undefined, payable: 0, flags: ['unavailable'] },
      ],
    );
    assert.deepEqual([away.currency, away.subtotal.amount], ['JPY', 4800]);
    const { expires: _, ...again } = await quoteIn('hk');
    const { expires: __, ...first } = home;
    assert.deepEqual(again, first);
  });

  it('is told in the language of the market that suits the page best', async () => {
    const other = await Shop.open(backend, [{ id: 'A' }]);
    await imported(other.workspace, tsv([row('A', { title: '海港壺' })]), { locale: 'zh-Hant' });
    const phone = await other.customer('fay');
    phone.press('a', 'c/A', 1);
    const quoteIn = async (locale: string) =>
      phone.take((await (await phone.post({ ...phone.up(), locale })).json()) as CartDown).quote!;
    for (const locale of ['zh-Hant', 'zh-TW', 'zh-HK']) {
      const quote = await quoteIn(locale);
      assert.deepEqual([quote.locale, quote.lines[0]?.title], ['zh-Hant', '海港壺'], locale);
    }
    assert.equal((await quoteIn('fr')).locale, 'en');
  });

  it('is nothing in a market that was given another currency, until its prices are imported in that', async () => {
    const other = await Shop.open(backend, [{ id: 'A' }]);
    const phone = await other.customer('eve');
    await phone.do('a', 'c/A', 1);
    const { db } = backend.database;
    const [hk] = TEST_MARKETS;
    const shipping = { flat: { amount: 500, currency: 'USD' } };
    await changeSettings(db, other.workspace.workspace, {
      markets: [{ ...hk!, currency: 'USD', shipping }],
    });
    const workspace = (await findWorkspaceById(db, other.workspace.workspace.id))!;
    const terms = { now: new Date() };
    const { quote } = await seeCart(db, workspace, { kind: 'secret' }, phone.cartId, terms);
    assert.deepEqual(
      quote.lines.map(({ payable, flags }) => [payable, flags]),
      [[0, ['unavailable']]],
    );
    assert.deepEqual(quote.total, { amount: 0, currency: 'USD' });
  });

  it('the merchant’s server reads cart and quote, and reads nothing again while nothing changed', async () => {
    const phone = await shop.customer('cyd');
    await phone.do('a', 'c/A', 2);
    const path = `/v1/carts/${phone.cartId}`;
    const response = await shop.workspace.fetch(path, { secret: true });
    const body = await response.json();
    assert.deepEqual(
      [body.id, body.state, body.v, body.quote.subtotal.amount],
      [phone.cartId, 'open', 1, 20_000],
    );
    const headers = { 'If-None-Match': response.headers.get('ETag')! };
    assert.equal((await shop.workspace.fetch(path, { secret: true, headers })).status, 304);
    await phone.do('n', 'cart', 'note', 'no bag');
    const changed = await shop.workspace.fetch(path, { secret: true, headers });
    assert.equal((await changed.json()).registers.cart.note[0], 'no bag');
    const unknown = await shop.workspace.fetch('/v1/carts/nobody', { secret: true });
    assert.equal((await problemOf(unknown)).code, 'cart/unknown');
  });
});
