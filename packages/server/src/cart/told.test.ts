import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Change, Quote } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { race, Shop, type Browser } from './testing/shop.ts';

type Told = Extract<Change, { kind: 'cart.quote' }>['data'];

describe('an open cart, when another shopper is faster', () => {
  let backend: TestBackend;
  before(async () => {
    backend = await openTestBackend();
  });
  after(() => backend.close());

  /** Listens like a page that is open; `next` resolves to the next quote that is pushed and fits. */
  async function listening(browser: Browser) {
    const abort = new AbortController();
    const response = await browser.call('/v1/live', { signal: abort.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let held = '';
    const frame = async (): Promise<string> => {
      for (;;) {
        const end = held.indexOf('\n\n');
        if (end >= 0) {
          const found = held.slice(0, end);
          held = held.slice(end + 2);
          return found;
        }
        const { value, done } = await reader.read();
        assert.ok(!done, 'the stream ended');
        held += value;
      }
    };
    assert.match(await frame(), /event: ready/);
    return {
      async next(fits: (quote: Quote) => boolean): Promise<Told> {
        for (;;) {
          const data = /^data: (.*)$/m.exec(await frame())?.[1];
          const change = data === undefined ? undefined : (JSON.parse(data) as Change);
          if (change?.kind === 'cart.quote' && fits(change.data.quote)) return change.data;
        }
      },
      stop: () => abort.abort(),
    };
  }
  const line = ({ quote }: Told) => {
    const [{ payable, available, flags }] = quote.lines as [Quote['lines'][number]];
    return { payable, available, flags };
  };
  const without = (sold: number) => (quote: Quote) => quote.lines[0]?.available === sold;

  it('hears at once that the last piece is sold, and that it is back', async () => {
    const shop = await Shop.open(backend, [{ id: 'A', stock: 1 }]);
    const ada = await shop.customer('ada');
    await ada.do('a', 'c/A', 1);
    const bea = await shop.guest();
    const before = (await bea.do('a', 'c/A', 1)).quote!;
    assert.equal(before.lines[0]!.payable, 1);
    const stream = await listening(bea);
    await shop.order(ada.cartId, 'first');

    const told = await stream.next(without(0));
    assert.equal(told.cart, bea.cartId);
    assert.deepEqual(line(told), { payable: 0, available: 0, flags: ['sold-out'] });
    assert.equal(told.quote.v, before.v);
    assert.equal(bea.n('c/A'), 1);

    await shop.workspace.json('/v1/orders/first/reopen', { secret: true, body: {} });
    assert.deepEqual(line(await stream.next(without(1))), { payable: 1, available: 1, flags: ['low-stock'] });
    stream.stop();
  });

  it('with many at once: as many orders as pieces, and everybody else hears that all are sold', async () => {
    const shop = await Shop.open(backend, [
      { id: 'A', stock: 3 },
      { id: 'B', stock: 3 },
    ]);
    const shoppers = await Promise.all(Array.from({ length: 8 }, (_, i) => shop.customer(`many-${i}`)));
    for (const [i, browser] of shoppers.entries()) {
      // Some take A before B and some B before A.
      await browser.do('a', i % 2 ? 'c/A' : 'c/B', 1);
      await browser.do('a', i % 2 ? 'c/B' : 'c/A', 1);
    }
    const streams = await Promise.all(shoppers.map(listening));
    const answers = await race(
      shoppers.map((browser) => () => shop.place(browser.cartId, browser.last!.quote!.hash)),
    );
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual(statuses.toSorted(), [201, 201, 201, 409, 409, 409, 409, 409]);
    for (const [i, stream] of streams.entries()) {
      if (statuses[i] === 409) {
        const { quote } = await stream.next((of) => of.lines.every(({ available }) => available === 0));
        assert.deepEqual(
          quote.lines.map(({ variantId, flags }) => [variantId, flags]),
          [
            ['A', ['sold-out']],
            ['B', ['sold-out']],
          ],
        );
      }
      stream.stop();
    }
  });
});
