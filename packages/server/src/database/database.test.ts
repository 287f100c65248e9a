import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { transact } from './index.ts';

describe('any database', () => {
  let backend: TestBackend;
  let table: string;
  before(async () => {
    backend = await openTestBackend();
    table = `t_${process.pid}`;
    await sql`create table ${sql.id(table)} (k int primary key, n bigint not null, j jsonb, at timestamptz)`.execute(
      db(),
    );
  });
  after(async () => {
    await sql`drop table ${sql.id(table)}`.execute(db());
    await backend.close();
  });

  const db = () => backend.database.db as unknown as Kysely<any>;

  test('reads numbers, times and JSON alike', async () => {
    const at = new Date('2026-03-04T05:06:07.089Z');
    await sql`insert into ${sql.id(table)} values (1, ${9_007_199_254_740_991}, ${JSON.stringify({ a: [1] })}::jsonb, ${at})`.execute(
      db(),
    );
    const { rows } = await sql<
      Record<string, unknown>
    >`select *, count(*) over () as c from ${sql.id(table)}`.execute(db());
    assert.deepEqual(rows, [{ k: 1, n: 9_007_199_254_740_991, j: { a: [1] }, at, c: 1 }]);
  });

  test('rolls back a transaction that fails, and says why', async () => {
    await assert.rejects(
      transact(backend.database.db, async (tx) => {
        await sql`insert into ${sql.id(table)} (k, n) values (2, 0)`.execute(tx);
        await sql`insert into ${sql.id(table)} (k, n) values (2, 0)`.execute(tx);
      }),
      { code: '23505' },
    );
    const { rows } = await sql`select 1 from ${sql.id(table)} where k = 2`.execute(db());
    assert.equal(rows.length, 0);
  });

  test('runs 50 transactions on one row without losing one', async () => {
    await sql`insert into ${sql.id(table)} (k, n) values (3, 0)`.execute(db());
    const add = () =>
      transact(backend.database.db, async (tx) => {
        const { rows } = await sql<{
          n: number;
        }>`select n from ${sql.id(table)} where k = 3 for update`.execute(tx);
        await sql`update ${sql.id(table)} set n = ${rows[0]!.n + 1} where k = 3`.execute(tx);
      });
    await Promise.all(Array.from({ length: 50 }, add));
    const { rows } = await sql<{ n: number }>`select n from ${sql.id(table)} where k = 3`.execute(db());
    assert.equal(rows[0]!.n, 50);
  });

  test('tries again what the database asks to repeat, and a taken key only when told so', async () => {
    const failing = async (code: string, retryUnique: boolean) => {
      let runs = 0;
      const result = await transact(
        backend.database.db,
        () => (++runs < 3 ? Promise.reject(Object.assign(new Error(), { code })) : Promise.resolve(runs)),
        { retryUnique },
      ).catch(() => 'failed');
      return [result, runs];
    };
    assert.deepEqual(await failing('40001', false), [3, 3]);
    assert.deepEqual(await failing('40P01', false), [3, 3]);
    assert.deepEqual(await failing('23505', true), [3, 3]);
    assert.deepEqual(await failing('23505', false), ['failed', 1]);
  });

  test('delivers notifications after the commit and none after a rollback', async () => {
    const heard: string[] = [];
    const stop = await backend.database.listen('continuo_test', (payload) => heard.push(payload));
    const notify = (text: string, fail = false) =>
      transact(backend.database.db, async (tx) => {
        await sql`select pg_notify('continuo_test', ${text})`.execute(tx);
        if (fail) throw new Error('no');
      }).catch(() => undefined);
    await notify('lost', true);
    await notify('heard');
    for (let i = 0; i < 100 && heard.length === 0; i++) await sleep(20);
    await stop();
    await notify('late');
    await sleep(50);
    assert.deepEqual(heard, ['heard']);
  });
});
