import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CartDown, Order } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { race, Shop, type Browser } from './testing/shop.ts';

/** On a server these really run at the same time; the embedded database takes them one by one, in any order. */
const onServer = process.env['CONTINUO_TEST_DATABASE_URL'] !== undefined;
const ROUNDS = onServer ? 24 : 6;

describe('carts under races', () => {
  let backend: TestBackend;
  let shop: Shop;
  before(async () => {
    backend = await openTestBackend();
    shop = await Shop.open(backend);
  });
  after(() => backend.close());

  const quantities = (browser: Browser) =>
    Object.fromEntries(
      Object.keys(browser.lines)
        .sort()
        .map((addr) => [addr, browser.n(addr)]),
    );

  /** A customer's laptop with one A, and a phone with a guest's B that is about to log in. */
  const meeting = async () => {
    const user = `u-${randomUUID()}`;
    const laptop = await shop.customer(user);
    await laptop.do('a', 'c/A', 1);
    const phone = await shop.guest();
    await phone.do('a', 'c/B', 1);
    phone.token = await shop.workspace.token(user);
    return { user, laptop, phone };
  };

  it(`L6: merge, order and late edits at once, ${ROUNDS} times: what was paid is ordered, all else is in the open cart`, async () => {
    const outcomes = new Map<number, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const { laptop, phone } = await meeting();
      const { cartId } = laptop;
      const { hash } = laptop.last!.quote!;
      const guestCart = phone.cartId;
      laptop.press('a', 'c/X', 1);
      phone.press('a', 'c/Y', 1);
      const tasks = [
        () => phone.merge(guestCart),
        () => shop.place(cartId, hash),
        () => laptop.post(laptop.up(), cartId),
        () => phone.post(phone.up(), guestCart),
      ];
      // Each round another one starts first; every other round the order has a few milliseconds to be half done.
      const turn = round % tasks.length;
      if (round % 2)
        for (const i of [0, 2, 3]) {
          const task = tasks[i]!;
          tasks[i] = async () => {
            await sleep(Math.random() * 15);
            return task();
          };
        }
      const answers = await race([...tasks.slice(turn), ...tasks.slice(0, turn)]);
      const [merged, ordered, edited, late] = tasks.map((_, i) => answers.at(i - turn));
      assert.deepEqual([merged!.status, edited!.status, late!.status], [200, 200, 200]);
      outcomes.set(ordered!.status, (outcomes.get(ordered!.status) ?? 0) + 1);
      for (const browser of [laptop, phone]) await browser.sync();
      for (const browser of [laptop, phone]) await browser.sync();
      assert.equal(laptop.cartId, phone.cartId);
      assert.deepEqual(quantities(laptop), quantities(phone));
      if (ordered!.status === 201) {
        const order = (await ordered!.json()) as Order;
        assert.deepEqual(
          order.lines.map(({ variantId, payable }) => [variantId, payable]),
          [['A', 1]],
        );
        assert.deepEqual(quantities(laptop), { 'c/B': 1, 'c/X': 1, 'c/Y': 1 });
      } else {
        assert.equal(ordered!.status, 409);
        assert.deepEqual(quantities(laptop), { 'c/A': 1, 'c/B': 1, 'c/X': 1, 'c/Y': 1 });
      }
    }
    console.log(`orders of ${ROUNDS} races by status: ${JSON.stringify([...outcomes])}`);
  });

  it('late edits and repeated merges at once: no deadlock, each press once', async () => {
    for (let round = 0; round < ROUNDS / 3; round++) {
      const { laptop, phone } = await meeting();
      const guestCart = phone.cartId;
      const messages = [1, 2, 3, 4].map(() => {
        phone.press('a', 'c/C', 1);
        return phone.up();
      });
      const answers = await race([
        ...messages.map((up) => () => phone.post(up, guestCart)),
        ...[1, 2, 3, 4].map(() => () => phone.merge(guestCart)),
      ]);
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
      await phone.sync();
      await phone.sync();
      await laptop.sync();
      assert.deepEqual(quantities(laptop), { 'c/A': 1, 'c/B': 1, 'c/C': 4 });
      assert.deepEqual(quantities(phone), quantities(laptop));
    }
  });

  it('three devices edit at once: exact sums, the same everywhere', async () => {
    const user = `u-${randomUUID()}`;
    const first = await shop.customer(user);
    await first.sync();
    const all = [first, first.another(), await shop.customer(user, first.cartId)];
    await race(
      all.map((browser) => async () => {
        for (let i = 0; i < 15; i++) {
          browser.press('a', 'c/A', 1);
          browser.press('i', 'c/B', 2);
          const down = await browser.sync();
          assert.equal(down.a, browser.s);
        }
      }),
    );
    for (const browser of all) await browser.sync();
    for (const browser of all) assert.deepEqual(quantities(browser), { 'c/A': 45, 'c/B': 90 });
    assert.equal(first.v, 90);
  });

  it('one replica sends the same message five times at once: counted once', async () => {
    const phone = await shop.customer(`u-${randomUUID()}`);
    for (let round = 0; round < 5; round++) {
      phone.press('a', 'c/A', 1);
      const up = phone.up();
      const answers = await race([1, 2, 3, 4, 5].map(() => () => phone.post(up)));
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
      const downs = (await Promise.all(answers.map((answer) => answer.json()))) as CartDown[];
      assert.deepEqual([...new Set(downs.map(({ a }) => a))], [round + 1]);
      phone.take(downs[0]!);
    }
    assert.equal(phone.n('c/A'), 5);
  });

  it('an order, its erasure and late edits at once: gone, and nothing comes back', async () => {
    for (let round = 0; round < ROUNDS / 3; round++) {
      const { user, laptop } = await meeting();
      const { cartId } = laptop;
      const { hash } = laptop.last!.quote!;
      laptop.press('a', 'c/X', 1);
      const [erased, ordered, edited] = await race([
        () => shop.workspace.fetch(`/v1/customers/${user}/carts`, { method: 'DELETE', secret: true }),
        () => shop.place(cartId, hash),
        () => laptop.post(laptop.up(), cartId),
      ]);
      assert.equal(erased!.status, 204);
      assert.ok([201, 409, 410].includes(ordered!.status), String(ordered!.status));
      assert.ok([200, 410].includes(edited!.status), String(edited!.status));
      await shop.workspace.fetch(`/v1/customers/${user}/carts`, { method: 'DELETE', secret: true });
      assert.equal((await laptop.post(laptop.up(), cartId)).status, 410);
    }
  });
});
