import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CartDown } from '@continuo/protocol';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { newCartId } from './id.ts';
import { problemOf, race, Shop } from './testing/shop.ts';

describe('a guest who becomes a customer', () => {
  let backend: TestBackend;
  let shop: Shop;
  let user: string;
  before(async () => {
    backend = await openTestBackend();
    shop = await Shop.open(backend);
  });
  after(() => backend.close());
  const someone = () => (user = `u-${crypto.randomUUID()}`);

  it('L1: a customer without an open cart: the guest cart is adopted, its id stays', async () => {
    const guest = await shop.guest();
    await guest.do('a', 'c/A', 2);
    const { cartId, epoch } = guest;
    const down = await guest.login(someone());
    assert.deepEqual([down.cart, down.epoch, guest.n('c/A')], [cartId, epoch, 2]);
    const laptop = await shop.customer(user);
    await laptop.sync();
    assert.deepEqual([laptop.cartId, laptop.n('c/A')], [cartId, 2]);
  });

  it('L2: both filled: sums, and the guest cart forwards', async () => {
    const laptop = await shop.customer(someone());
    await laptop.do('a', 'c/A', 1);
    await laptop.do('a', 'c/B', 1);
    const guest = await shop.guest();
    await guest.do('a', 'c/A', 2);
    const old = guest.cartId;
    const down = await guest.login(user);
    assert.deepEqual([guest.cartId, guest.n('c/A'), guest.n('c/B')], [laptop.cartId, 3, 1]);
    assert.deepEqual(
      down.notices.map(({ kind }) => kind),
      ['merged'],
    );
    assert.equal(down.state, 'merged');
    assert.ok(down.v > laptop.v);
    const moved = await backend.database.db
      .selectFrom('changes')
      .select('data')
      .where('ws', '=', shop.workspace.workspace.id)
      .where('subject', '=', `d:${guest.device.split('.')[0]}`)
      .where('kind', '=', 'cart.moved')
      .execute();
    assert.deepEqual(moved, [{ data: { cart: old, to: laptop.cartId } }]);
    await laptop.sync();
    assert.equal(laptop.n('c/A'), 3);
    const late = (await (await guest.post(guest.up(), old)).json()) as CartDown;
    assert.deepEqual([late.cart, late.state, late.f], [laptop.cartId, 'merged', -1]);
  });

  it('L2: policies: max, guest and existing; what gives way is saved for later', async () => {
    const expected = {
      max: { 'c/A': 2, 'c/B': 1, 'c/C': 1 },
      guest: { 'c/A': 2, 'c/C': 1, 'l/A': 1, 'l/B': 1 },
      existing: { 'c/A': 1, 'c/B': 1, 'l/A': 2, 'l/C': 1 },
    } as const;
    for (const policy of ['max', 'guest', 'existing'] as const) {
      const other = await Shop.open(backend, [], {});
      const { changeSettings } = await import('../workspaces/index.ts');
      await changeSettings(backend.database.db, other.workspace.workspace, {
        mergePolicy: { login: policy },
      });
      const customer = await other.customer('ada');
      await customer.do('a', 'c/A', 1);
      await customer.do('a', 'c/B', 1);
      const guest = await other.guest();
      await guest.do('a', 'c/A', 2);
      await guest.do('a', 'c/C', 1);
      await guest.login('ada');
      const all = Object.keys(guest.lines).sort();
      assert.deepEqual(
        Object.fromEntries(all.map((addr) => [addr, guest.n(addr)])),
        expected[policy],
        policy,
      );
    }
  });

  it('L3: merged again, and by four tabs at once: one merge, the same answer', async () => {
    const laptop = await shop.customer(someone());
    await laptop.do('a', 'c/A', 1);
    const guest = await shop.guest();
    await guest.do('a', 'c/A', 2);
    guest.token = await shop.workspace.token(user);
    const answers = await race([1, 2, 3, 4].map(() => () => guest.merge()));
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as CartDown[];
    for (const body of bodies)
      assert.deepEqual(
        { ...body, quote: { ...body.quote, expires: '' } },
        { ...bodies[0], quote: { ...bodies[0]!.quote, expires: '' } },
      );
    guest.take(bodies[0]!);
    assert.equal(guest.n('c/A'), 3);
    const again = (await (await guest.merge()).json()) as CartDown;
    assert.deepEqual([again.v, again.l], [bodies[0]!.v, bodies[0]!.l]);
  });

  it("L4: a guest's operation sent late is forwarded and takes only the guest's own share", async () => {
    const laptop = await shop.customer(someone());
    await laptop.do('a', 'c/A', 1);
    const guest = await shop.guest();
    await guest.do('a', 'c/A', 2);
    const old = guest.cartId;
    const late = [guest.press('r', 'c/A'), guest.press('a', 'c/B', 1)];
    const up = guest.up(late);
    guest.token = await shop.workspace.token(user);
    await guest.merge();
    const response = await guest.post(up, old);
    assert.equal(response.status, 200);
    guest.take((await response.json()) as CartDown);
    assert.deepEqual([guest.cartId, guest.n('c/A'), guest.n('c/B')], [laptop.cartId, 1, 1]);
    await guest.post(up, old);
    await guest.sync();
    assert.deepEqual([guest.n('c/A'), guest.n('c/B')], [1, 1], 'once');
  });

  it('L4: without the token the forward leads nowhere', async () => {
    const guest = await shop.guest();
    await guest.do('a', 'c/A', 1);
    await guest.login(someone());
    guest.token = undefined;
    assert.equal((await problemOf(await guest.post(guest.up()))).code, 'auth/missing');
  });

  it('L5: two guest carts of a customer without one, at once: one adopted, one merged, no error', async () => {
    for (let round = 0; round < 5; round++) {
      const guests = [await shop.guest(), await shop.guest()];
      someone();
      for (const guest of guests) {
        await guest.do('a', 'c/A', 1);
        guest.token = await shop.workspace.token(user);
      }
      const answers = await race(guests.map((guest) => () => guest.merge()));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200],
      );
      for (const guest of guests) await guest.sync();
      for (const guest of guests) await guest.sync();
      assert.equal(guests[0]!.cartId, guests[1]!.cartId);
      assert.deepEqual([guests[0]!.n('c/A'), guests[1]!.n('c/A')], [2, 2]);
    }
  });

  it('L8: a merge that failed is repeated; until then the guest cart goes on', async () => {
    const guest = await shop.guest();
    await guest.do('a', 'c/A', 1);
    guest.token = await shop.workspace.token(someone());
    await guest.do('a', 'c/A', 1);
    assert.equal(guest.n('c/A'), 2);
    await guest.login(user);
    assert.equal(guest.n('c/A'), 2);
  });

  it('L10: the next person on the device has an empty cart of their own', async () => {
    const guest = await shop.guest();
    await guest.do('a', 'c/A', 1);
    await guest.login(someone());
    const next = await shop.guest();
    const down = await next.sync();
    assert.deepEqual([down.l, down.state], [{}, 'open']);
    assert.notEqual(next.cartId, guest.cartId);
    assert.equal((await problemOf(await next.post(next.up(), guest.cartId))).code, 'cart/unknown');
  });

  it("L11: eight devices create a customer's first cart at once: one open, the others forward to it", async () => {
    for (let round = 0; round < 3; round++) {
      someone();
      const all = await Promise.all(Array.from({ length: 8 }, () => shop.customer(user)));
      for (const browser of all) browser.press('a', 'c/A', 1);
      await race(all.map((browser) => () => browser.sync()));
      for (const browser of all) await browser.sync();
      assert.equal(new Set(all.map((browser) => browser.cartId)).size, 1);
      for (const browser of all) assert.equal(browser.n('c/A'), 8);
    }
  });

  it('a merge without a guest cart opens the cart of the customer', async () => {
    const laptop = await shop.customer(someone());
    await laptop.do('a', 'c/A', 1);
    const phone = await shop.guest(newCartId(new Date()));
    await phone.login(user);
    assert.deepEqual([phone.cartId, phone.n('c/A')], [laptop.cartId, 1]);
  });

  it("another's cart is unknown, with each credential and on each route", async () => {
    const mine = await shop.customer(someone());
    await mine.do('a', 'c/A', 1);
    const guests = await shop.guest();
    await guests.do('a', 'c/A', 1);
    const strangers = [await shop.guest(), await shop.customer('stranger')];
    for (const stranger of strangers) {
      for (const { cartId } of [mine, guests]) {
        const calls = [
          stranger.post(stranger.up([]), cartId),
          stranger.call(`/v1/carts/${cartId}`, {}),
          stranger.call(`/v1/carts/${cartId}/quote`, { body: {} }),
          ...(stranger.token ? [stranger.merge(cartId)] : []),
        ];
        for (const response of await Promise.all(calls))
          assert.equal((await problemOf(response)).code, 'cart/unknown');
      }
    }
  });

  it('erased: gone for every device, and late operations cannot revive it', async () => {
    const phone = await shop.guest();
    await phone.do('a', 'c/B', 1);
    const old = phone.cartId;
    const laptop = await shop.customer(someone());
    await laptop.do('a', 'c/A', 1);
    await phone.login(user);
    const erase = () =>
      shop.workspace.fetch(`/v1/customers/${user}/carts`, { method: 'DELETE', secret: true });
    assert.deepEqual([(await erase()).status, (await erase()).status], [204, 204]);
    laptop.press('a', 'c/A', 1);
    for (const [browser, id] of [
      [laptop, laptop.cartId],
      [phone, phone.cartId],
      [phone, old],
    ] as const)
      assert.equal((await problemOf(await browser.post(browser.up(), id))).code, 'cart/gone');
    const fresh = await shop.customer(user);
    assert.deepEqual((await fresh.sync()).l, {});
    const { rows } = await backend.database.db
      .selectFrom('cart_line')
      .select('addr')
      .where('ws', '=', shop.workspace.workspace.id)
      .where('cart_id', 'in', [old, laptop.cartId])
      .execute()
      .then((found) => ({ rows: found }));
    assert.deepEqual(rows, []);
  });
});
