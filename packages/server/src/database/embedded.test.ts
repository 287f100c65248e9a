import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openEmbedded, type EmbeddedStore } from './embedded.ts';
import { openDatabase, readHolder, transact, type Database } from './index.ts';
import { lockFolder } from './lock.ts';
import { openTestStore } from './test-store.ts';

const data = mkdtempSync(join(tmpdir(), 'continuo-embedded-'));
after(() => rmSync(data, { recursive: true, force: true }));

describe('the embedded database on disk', () => {
  let database: Database & { store: EmbeddedStore };
  before(async () => {
    database = await openEmbedded({ folder: data });
    await sql`create table t (n int)`.execute(database.db);
  });

  test('asks the disk to keep what a transaction commits, once per commit', async () => {
    await sql`insert into t values (0)`.execute(database.db);
    const before = await database.store.syncs();
    for (let i = 0; i < 10; i++)
      await transact(database.db, async (tx) => {
        await sql`insert into t values (${i}::int)`.execute(tx);
        await sql`insert into t values (${i}::int)`.execute(tx);
      });
    const syncs = (await database.store.syncs()) - before;
    assert.ok(syncs >= 10 && syncs <= 12, `${syncs} syncs for 10 commits`);
  });

  test('refuses a second process on its folder, with words, and keeps its data', async () => {
    database.publishPort(4417);
    const holder = readHolder(data)!;
    assert.deepEqual([holder.pid, holder.port], [process.pid, 4417]);
    await assert.rejects(openDatabase({ folder: data }), /in use by process/);
    const open = `const { openDatabase } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
      await openDatabase({ folder: ${JSON.stringify(data)} }).then(() => console.log('opened'), (e) => console.log(e.message));`;
    const other = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', open]);
    let said = '';
    other.stdout.on('data', (d: Buffer) => (said += String(d)));
    await new Promise((ended) => other.on('close', ended));
    assert.match(said, new RegExp(`in use by process ${process.pid}, which serves on port 4417`));
    await database.close();
    assert.equal(readHolder(data), undefined);
    const again = await openDatabase({ folder: data });
    const { rows } = await sql`select * from t`.execute(again.db);
    assert.equal(rows.length, 21);
    await again.close();
  });
});

test('the lock of a killed process is taken over, also when another process has its number now', () => {
  const path = join(data, 'continuo.lock');
  for (const left of [
    '',
    JSON.stringify({ pid: 999_999_999, born: 'x/1' }),
    JSON.stringify({ pid: process.ppid, born: 'another boot/1' }),
  ]) {
    writeFileSync(path, left);
    // a file that is empty may be one that is just being written: it counts as left behind after two seconds
    if (left === '') utimesSync(path, new Date(0), new Date(0));
    const lock = lockFolder(data);
    assert.equal((JSON.parse(readFileSync(path, 'utf8')) as { pid: number }).pid, process.pid);
    lock.release();
  }
});

test('a query that hangs ends the thread, so that nobody waits for ever', async () => {
  const hung = await openTestStore(3_000);
  await assert.rejects(
    sql`select count(*) from generate_series(1, 100000000000)`.execute(hung.db),
    /no answer/,
  );
  await assert.rejects(sql`select 1`.execute(hung.db));
  await hung.close();
});
