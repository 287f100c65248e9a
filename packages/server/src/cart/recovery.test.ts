import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { lineKey } from '@continuo/cart/model';
import { CART_LIMITS } from '@continuo/protocol/constants';
import { sql } from 'kysely';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { endGuestCarts } from './end.ts';
import { renewEpochs } from './epochs.ts';
import { problemOf, Shop, type Browser } from './testing/shop.ts';

describe('a cart whose devices were away, copied, or wiped', () => {
  let backend: TestBackend;
  let shop: Shop;
  before(async () => {
    backend = await openTestBackend();
    shop = await Shop.open(backend);
  });
  after(() => backend.close());

  /** Two browsers that show A=1; the second was then away for 31 days while the first went on. */
  const away = async (): Promise<[here: Browser, away: Browser]> => {
    const here = await shop.customer(`u-${crypto.randomUUID()}`);
    await here.do('a', 'c/A', 1);
    const gone = here.another();
    await gone.sync();
    await here.sync();
    await sql`update cart_seen set at = at - interval '31 days' where replica = ${gone.replica}`.execute(
      backend.database.db,
    );
    await here.do('a', 'c/C', 1);
    await here.sync();
    await here.do('i', 'c/A', 1);
    await here.sync();
    return [here, gone];
  };

  it('K22: an expired device adds X, removes X, adds Y: no X, one Y', async () => {
    const [here, gone] = await away();
    gone.press('a', 'c/X', 1);
    gone.press('r', 'c/X');
    gone.press('a', 'c/Y', 1);
    await gone.sync();
    await here.sync();
    assert.deepEqual([here.n('c/X'), here.n('c/Y'), here.n('c/A')], [0, 1, 2]);
    assert.deepEqual([gone.n('c/X'), gone.n('c/Y')], [0, 1]);
  });

  it('K23: an expired device removes an old line: it stays, and a notice says so', async () => {
    const [here, gone] = await away();
    const down = await gone.do('r', 'c/A');
    await here.sync();
    assert.equal(here.n('c/A'), 2);
    assert.deepEqual(
      down.notices.map(({ kind, address }) => [kind, address]),
      [['stale-edit', 'c/A']],
    );
    assert.equal(down.f, -1, 'everything is sent: it lacks what was forgotten meanwhile');
    await gone.do('r', 'c/A');
    assert.equal(gone.n('c/A'), 0, 'the second press saw it');
  });

  it('K23: typed quantities and notes of an expired device are refused with what was wished', async () => {
    const [, gone] = await away();
    gone.press('s', 'c/A', 7);
    gone.press('n', 'c/A', 'note', 'late');
    const down = await gone.sync();
    assert.deepEqual(
      down.refused.map(({ s, code }) => [s, code]),
      [
        [1, 'stale'],
        [2, 'stale'],
      ],
    );
    assert.deepEqual(
      down.notices.map(({ kind, old }) => [kind, old]),
      [
        ['stale-edit', 7],
        ['stale-edit', 'late'],
      ],
    );
  });

  it('K25: a wiped storage starts again, and its first add counts', async () => {
    const one = await shop.guest();
    await one.do('a', 'c/A', 1);
    const wiped = one.another();
    await wiped.do('a', 'c/A', 1);
    assert.equal(wiped.n('c/A'), 2);
  });

  it('K25: a copied storage: both go on with the same number, both adds count', async () => {
    const one = await shop.guest();
    await one.do('a', 'c/A', 1);
    const copy = one.another({ copied: true });
    await one.do('a', 'c/B', 1);
    copy.press('a', 'c/C', 1);
    const refused = await copy.post(copy.up());
    const problem = await problemOf(refused);
    assert.deepEqual([problem.code, problem['same']], ['cart/replica-forked', 1]);
    copy.cure(problem['same'] as number);
    await copy.sync();
    assert.deepEqual([copy.n('c/A'), copy.n('c/B'), copy.n('c/C')], [1, 1, 1]);
  });

  it('K25: a storage rolled back: the very same press again is no repetition', async () => {
    const one = await shop.guest();
    await one.sync();
    const backup = one.another({ copied: true });
    await one.do('a', 'c/A', 1);
    backup.press('a', 'c/A', 1);
    const problem = await problemOf(await backup.post(backup.up()));
    assert.deepEqual([problem.code, problem['same']], ['cart/replica-forked', 0]);
    backup.cure(0);
    await backup.sync();
    assert.equal(backup.n('c/A'), 2);
  });

  it('K25: a storage copied to another device is told from the original', async () => {
    const user = `u-${crypto.randomUUID()}`;
    const one = await shop.customer(user);
    await one.do('a', 'c/A', 1);
    const other = await shop.customer(user, one.cartId);
    Object.assign(other, { replica: one.replica, epoch: one.epoch, s: one.s, v: one.v, h: one.h });
    other.press('a', 'c/A', 1);
    const problem = await problemOf(await other.post(other.up()));
    assert.deepEqual([problem.code, problem['same']], ['cart/replica-forked', 0]);
  });

  it('K26: restored from a backup: devices converge, and what was not confirmed is sent again', async () => {
    const { db } = backend.database;
    const ws = shop.workspace.workspace.id;
    const one = await shop.guest();
    await one.do('a', 'c/A', 1);
    const tables = ['cart', 'cart_line', 'cart_seen', 'cart_replica'] as const;
    const saved = await Promise.all(
      tables.map((table) => sql<object>`select * from ${sql.table(table)} where ws = ${ws}`.execute(db)),
    );
    await one.do('a', 'c/B', 1);
    one.press('a', 'c/C', 1);
    for (const table of ['cart_line', 'cart_seen', 'cart_replica', 'cart'])
      await sql`delete from ${sql.table(table)} where ws = ${ws}`.execute(db);
    for (const [i, table] of tables.entries())
      await sql`
        insert into ${sql.table(table)}
        select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(saved[i]!.rows)}::jsonb)`.execute(
        db,
      );
    await renewEpochs(db, ws);
    const confirmed = one.s - 1;
    const down = await one.sync();
    assert.deepEqual(
      [down.f, down.a, Object.keys(down.l)],
      [-1, 1, ['c/A']],
      'everything, and nothing applied',
    );
    assert.ok(down.a < confirmed, 'the device sees that confirmed edits were lost');
    one.cure(confirmed);
    for (const op of one.pending) op[1] = 0;
    await one.sync();
    assert.deepEqual([one.n('c/A'), one.n('c/B'), one.n('c/C')], [1, 0, 1]);
  });

  it('refuses what it cannot understand, by name, and counts nothing of the message', async () => {
    const one = await shop.guest();
    await one.do('a', 'c/A', 1);
    const refused = async (op: unknown, more: object = {}) => {
      const response = await one.post({
        ...one.up([]),
        ops: [[2, one.v, 'a', 'c/B', 1], op] as never,
        ...more,
      });
      const problem = await problemOf(response);
      return [problem.code, problem['s']];
    };
    assert.deepEqual(await refused([3, one.v, 'zz', 'c/A']), ['cart/op-invalid', 3]);
    assert.deepEqual(await refused([3, one.v, 'a', 'c/A', 0]), ['cart/op-invalid', 3]);
    assert.deepEqual(await refused([3, one.v + 5, 'r', 'c/A']), ['cart/seen-ahead', 3]);
    const wrong = `c/${lineKey('A', { text: 'one' })}`;
    const meta = { properties: { text: 'two' } };
    assert.deepEqual(await refused([3, one.v, 'a', wrong, 1, meta]), ['cart/line-key-invalid', 3]);
    assert.deepEqual(await refused([3, 0, 'zz'], { p: 9 }), ['protocol/upgrade-required', undefined]);
    await one.sync();
    assert.deepEqual([one.n('c/A'), one.n('c/B')], [1, 0]);
  });

  it('keeps the limits: quantity, lines, notes, operations in one message', async () => {
    const one = await shop.guest();
    one.press('a', 'c/A', CART_LIMITS.quantity);
    one.press('i', 'c/A', 1);
    one.press('n', 'c/A', 'note', 'x'.repeat(CART_LIMITS.noteLength + 1));
    const down = await one.sync();
    assert.deepEqual(
      down.refused.map(({ code }) => code),
      ['quantity-limit', 'note-too-long'],
    );
    assert.equal(one.n('c/A'), CART_LIMITS.quantity);
    for (let from = 1; from < CART_LIMITS.lines; from += 100) {
      for (let i = from; i < Math.min(from + 100, CART_LIMITS.lines); i++) one.press('a', `c/v${i}`, 1);
      assert.deepEqual((await one.sync()).refused, []);
    }
    assert.deepEqual(
      (await one.do('a', 'c/one-more', 1)).refused.map(({ code }) => code),
      ['too-many-lines'],
    );
    for (let i = 0; i <= CART_LIMITS.opsPerRequest; i++) one.press('i', 'c/v1', 1);
    assert.equal((await problemOf(await one.post(one.up()))).code, 'request/too-large');
  });

  it("ends a guest's cart after 30 days; a customer's stays", async () => {
    const [guest, customer] = [await shop.guest(), await shop.customer('stays')];
    for (const browser of [guest, customer]) await browser.do('a', 'c/A', 1);
    const get = async (browser: Browser) => (await browser.call(`/v1/carts/${browser.cartId}`, {})).status;
    const ids = [guest.cartId, customer.cartId];
    await sql`update cart set touched_at = touched_at - interval '29 days' where id in (${sql.join(ids)})`.execute(
      backend.database.db,
    );
    await endGuestCarts(backend.database.db, new Date());
    assert.deepEqual([await get(guest), await get(customer)], [200, 200]);
    await sql`update cart set touched_at = touched_at - interval '2 days' where id in (${sql.join(ids)})`.execute(
      backend.database.db,
    );
    await endGuestCarts(backend.database.db, new Date());
    assert.deepEqual([await get(guest), await get(customer)], [404, 200]);
  });

  it('stays small at rest: 300 presses leave one row a line', async () => {
    const [one, two] = [await shop.customer('small'), await shop.customer('small')];
    for (let i = 0; i < 300; i += 25) {
      for (let j = 0; j < 25; j++) one.press('i', `c/${'ABC'[j % 3]}`, 1);
      await one.sync();
      await one.sync();
      await two.sync();
    }
    await one.sync();
    const { rows } = await sql<{ lines: number; parts: number }>`
      select count(*)::int as lines, sum(jsonb_array_length(parts))::int as parts from cart_line
      where ws = ${shop.workspace.workspace.id} and cart_id = ${one.cartId}`.execute(backend.database.db);
    assert.equal(rows[0]!.lines, 3);
    assert.ok(rows[0]!.parts < 60, `${rows[0]!.parts} parts`);
    assert.equal(one.n('c/A') + one.n('c/B') + one.n('c/C'), 300);
  });
});
