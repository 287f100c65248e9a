import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { lineKey } from '@continuo/cart/model';
import type { CartDown } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { Shop, type Browser } from './testing/shop.ts';

describe('the cart, press by press', () => {
  let backend: TestBackend;
  let shop: Shop;
  before(async () => {
    backend = await openTestBackend();
    shop = await Shop.open(backend);
  });
  after(() => backend.close());

  /** Two or more browsers of one customer, all showing the same cart. */
  const together = async (n: number, ...adds: [addr: string, n: number][]) => {
    const user = `u-${crypto.randomUUID()}`;
    const first = await shop.customer(user);
    for (const [addr, count] of adds) first.press('a', addr, count);
    await first.sync();
    const others = await Promise.all(Array.from({ length: n - 1 }, () => shop.customer(user, first.cartId)));
    for (const browser of [first, ...others]) await browser.sync();
    return [first, ...others];
  };

  /** Everybody hears everything; they agree. */
  const settle = async (browsers: readonly Browser[], addr: string) => {
    for (const browser of browsers) await browser.sync();
    for (const browser of browsers) await browser.sync();
    const seen = new Set(browsers.map((browser) => browser.n(addr)));
    assert.equal(seen.size, 1, 'all show the same');
    return [...seen][0];
  };

  it('K1: two devices offline, both add A: 2', async () => {
    const [one, two] = await together(2);
    one!.press('a', 'c/A', 1);
    two!.press('a', 'c/A', 1);
    assert.equal(await settle([one!, two!], 'c/A'), 2);
  });

  it('K2: of two A both press +: 4', async () => {
    const [one, two] = await together(2, ['c/A', 2]);
    one!.press('i', 'c/A', 1);
    two!.press('i', 'c/A', 1);
    assert.equal(await settle([one!, two!], 'c/A'), 4);
  });

  it('K3: one removes A while the other adds B: A gone, B there', async () => {
    const [one, two] = await together(2, ['c/A', 1]);
    one!.press('r', 'c/A');
    two!.press('a', 'c/B', 1);
    assert.equal(await settle([two!, one!], 'c/A'), 0);
    assert.equal(one!.n('c/B'), 1);
  });

  it('K4: one removes A while the other adds one, in either order: 1', async () => {
    for (const order of [0, 1]) {
      const [one, two] = await together(2, ['c/A', 1]);
      one!.press('r', 'c/A');
      two!.press('a', 'c/A', 1);
      assert.equal(await settle(order ? [two!, one!] : [one!, two!], 'c/A'), 1);
    }
  });

  it('K5: one types 5 while the other adds one, in either order: 6', async () => {
    for (const order of [0, 1]) {
      const [one, two] = await together(2, ['c/A', 2]);
      one!.press('s', 'c/A', 5);
      two!.press('a', 'c/A', 1);
      assert.equal(await settle(order ? [two!, one!] : [one!, two!], 'c/A'), 6);
    }
  });

  it('K6: both remove A, the first adds one again before the second is heard: 1', async () => {
    const [one, two] = await together(2, ['c/A', 1]);
    two!.press('r', 'c/A');
    await one!.do('r', 'c/A');
    await one!.do('a', 'c/A', 1);
    assert.equal(await settle([two!, one!], 'c/A'), 1);
  });

  it('K7: of two A three devices press −, then one is added: 1, no hidden debt', async () => {
    const all = await together(3, ['c/A', 2]);
    for (const browser of all) browser.press('i', 'c/A', -1);
    assert.equal(await settle(all, 'c/A'), 0);
    await all[0]!.do('a', 'c/A', 1);
    assert.equal(await settle(all, 'c/A'), 1);
  });

  it('K8: every message twice, and again after lost answers: each press once', async () => {
    const [one] = await together(1);
    for (let i = 0; i < 5; i++) {
      one!.press('a', 'c/A', 1);
      const up = one!.up();
      const answers = [await one!.post(up), await one!.post(up)];
      for (const answer of answers) assert.equal(answer.status, 200);
      if (i % 2) one!.take(await answers[1]!.json());
    }
    assert.equal(await settle([one!], 'c/A'), 5);
  });

  it('K8: a number that is missing stops the message, and nothing after it counts', async () => {
    const [one] = await together(1);
    const [first, second, third] = [1, 2, 3].map(() => one!.press('a', 'c/A', 1));
    const down = (await (await one!.post(one!.up([first!, third!]))).json()) as CartDown;
    assert.deepEqual([down.a, down.l['c/A']?.length], [1, 1]);
    await one!.post(one!.up([second!, third!]));
    assert.equal(await settle([one!], 'c/A'), 3);
  });

  it('K9: one types 1, one types 9, one presses +: the same everywhere, and the + counts', async () => {
    const all = await together(3, ['c/A', 2]);
    all[0]!.press('s', 'c/A', 1);
    all[1]!.press('s', 'c/A', 9);
    all[2]!.press('i', 'c/A', 1);
    assert.equal(await settle(all, 'c/A'), 10);
    const sets = all[0]!.lines['c/A']!.parts.filter((part) => part[4]);
    assert.deepEqual(sets.map((part) => part[1]).sort(), [all[0]!.replica, all[1]!.replica].sort());
  });

  it('K10: whoever saw the 3 types 7 and gets 7, whatever the clocks say', async () => {
    const [one, two] = await together(2, ['c/A', 1]);
    await one!.do('s', 'c/A', 3);
    await two!.sync();
    await two!.do('s', 'c/A', 7);
    assert.equal(await settle([one!, two!], 'c/A'), 7);
  });

  it('K11: of two A one presses + while the other removes: the + is an addition, 1', async () => {
    for (const order of [0, 1]) {
      const [one, two] = await together(2, ['c/A', 2]);
      one!.press('i', 'c/A', 1);
      two!.press('r', 'c/A');
      assert.equal(await settle(order ? [two!, one!] : [one!, two!], 'c/A'), 1);
    }
  });

  it('K12: 9 and 1 typed at once, 1 shows, − makes 0 and never 9', async () => {
    const [one, two] = await together(2, ['c/A', 2]);
    one!.press('s', 'c/A', 9);
    two!.press('s', 'c/A', 1);
    assert.equal(await settle([one!, two!], 'c/A'), 1);
    await one!.do('i', 'c/A', -1);
    assert.equal(await settle([one!, two!], 'c/A'), 0);
  });

  it('K13: removed and put back: quantity, properties and note are back on all devices', async () => {
    const [one, two] = await together(2);
    const meta = { properties: { engraving: 'für Ö' }, source: 'pdp' };
    const addr = `c/${lineKey('A', meta.properties)}`;
    await one!.do('a', addr, 3, meta);
    await one!.do('n', addr, 'note', 'blue paper');
    await one!.do('r', addr);
    assert.equal(await settle([one!, two!], addr), 0);
    one!.press('a', addr, 3, meta);
    one!.press('n', addr, 'note', 'blue paper');
    assert.equal(await settle([one!, two!], addr), 3);
    assert.deepEqual(two!.lines[addr]?.meta, meta);
    assert.equal(two!.lines[addr]?.regs['note']?.[0], 'blue paper');
  });

  it('K14: one clears the cart while the other adds B: B stays', async () => {
    const [one, two] = await together(2, ['c/A', 1], ['c/C', 2]);
    one!.press('x', 'c');
    two!.press('a', 'c/B', 1);
    assert.equal(await settle([two!, one!], 'c/B'), 1);
    assert.deepEqual([one!.n('c/A'), one!.n('c/C')], [0, 0]);
  });

  it('K15: two notes at once: the last one stays, the other text is told, also when the answer got lost', async () => {
    const [one, two] = await together(2, ['c/A', 1]);
    await one!.do('n', 'c/A', 'note', 'ring twice');
    two!.press('n', 'c/A', 'note', 'leave it outside');
    await two!.post(two!.up());
    const { notices } = await two!.sync();
    assert.deepEqual(
      notices.map(({ kind, address, old, new: now }) => [kind, address, old, now]),
      [['note-replaced', 'c/A', 'ring twice', 'leave it outside']],
    );
    await one!.sync();
    assert.equal(one!.lines['c/A']?.regs['note']?.[0], 'leave it outside');
  });

  it('K16: a note while the line is removed: the line is gone, the text is in a notice', async () => {
    const [one, two] = await together(2, ['c/A', 1]);
    await one!.do('r', 'c/A');
    const down = await two!.do('n', 'c/A', 'note', 'for Ada');
    assert.deepEqual(down.refused, [{ s: two!.s, code: 'no-such-line' }]);
    assert.equal(down.notices.find(({ kind }) => kind === 'note-replaced')?.old, 'for Ada');
    assert.equal(await settle([one!, two!], 'c/A'), 0);
  });

  it('tells others what changed by a push that starts where they are', async () => {
    const [one, two] = await together(2, ['c/A', 1]);
    const before = two!.v;
    await one!.do('a', 'c/B', 2);
    const rows = await backend.database.db
      .selectFrom('changes')
      .select(['kind', 'data'])
      .where('ws', '=', shop.workspace.workspace.id)
      .where('subject', 'like', 'u:%')
      .orderBy('cursor', 'desc')
      .limit(1)
      .execute();
    const data = rows[0]!.data as CartDown;
    assert.deepEqual([rows[0]!.kind, data.cart, data.f, data.v], ['cart', one!.cartId, before, one!.v]);
    assert.deepEqual(Object.keys(data.l), ['c/B']);
  });

  it('costs nothing to look: no version, no push, no row', async () => {
    const [one] = await together(1, ['c/A', 1]);
    const count = async () =>
      backend.database.db
        .selectFrom('changes')
        .select((e) => e.fn.countAll().as('n'))
        .where('ws', '=', shop.workspace.workspace.id)
        .executeTakeFirst();
    const before = await count();
    for (let i = 0; i < 3; i++) assert.deepEqual((await one!.sync()).l, {});
    assert.deepEqual(await count(), before);
  });
});
