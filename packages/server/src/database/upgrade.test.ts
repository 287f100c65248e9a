import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createBackend } from '../backend.ts';
import { refreshAllDue } from '../catalog/index.ts';
import { markOf } from '../reviews/index.ts';
import { vectorOf } from '../reviews/search.ts';
import { TEST_MARKETS } from '../testing.ts';
import { createWorkspace } from '../workspaces/index.ts';
import { migrate, openDatabase, type Database, type Db } from './index.ts';
import { migrations } from './migrations.ts';
import { openTestStore } from './test-store.ts';
import { ownDatabase } from './testing/own-database.ts';

const fixture = readFileSync(new URL('./fixtures/first-schema.sql', import.meta.url), 'utf8');

/** A database with nothing in it. */
async function empty(url: string | undefined): Promise<Database> {
  if (url) return openDatabase({ url });
  const database = await openTestStore();
  await sql`drop schema public cascade`.execute(database.db);
  await sql`create schema public`.execute(database.db);
  return database;
}
let own: Awaited<ReturnType<typeof ownDatabase>>[];
let upgraded: Database;
let fresh: Database;
before(async () => {
  own = [await ownDatabase(), await ownDatabase()];
  upgraded = await empty(own[0]!.url);
  fresh = await empty(own[1]!.url);
});
after(async () => {
  await upgraded.close();
  await fresh.close();
  for (const { drop } of own) await drop();
});

/** Rows of every table, partitions counted with their parents. */
async function counts(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = 'public'::regnamespace and relname not like 'kysely%' order by 1`.execute(db);
  const result: Record<string, number> = {};
  for (const { name } of rows) {
    const counted = await sql<{ n: number }>`select count(*)::int as n from ${sql.id(name)}`.execute(db);
    result[name] = counted.rows[0]!.n;
  }
  return result;
}

/** Columns, indexes and constraints in words; without partitions, whose names tell when they were made. */
async function shape(db: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    with tables as (
      select oid, relname from pg_class where relkind in ('r', 'p') and not relispartition
        and relnamespace = 'public'::regnamespace)
    select t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull as line
      from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    union all
    select pg_get_indexdef(i.indexrelid) from tables t join pg_index i on i.indrelid = t.oid
    union all
    select t.relname || ': ' || pg_get_constraintdef(c.oid) from tables t join pg_constraint c on c.conrelid = t.oid
      where c.contype <> 'n'
    order by 1`.execute(db);
  return rows.map((r) => r.line);
}

test('of four that start at once on a new database each migration runs once', async () => {
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(fresh.db)));
  assert.deepEqual(results.flat(), Object.keys(migrations).sort());
});

test('a database of the first release is brought to the newest schema with every row in it', async (t) => {
  for (const statement of fixture.split(/;\n/).filter((s) => s.trim() !== ''))
    await sql.raw(statement).execute(upgraded.db);
  const before = await counts(upgraded.db);
  for (const table of [
    'workspaces',
    'persons',
    'identities',
    'events',
    'event_ids',
    'cart',
    'orders',
    'staff',
    'changes',
  ])
    assert.ok(before[table]! > 0, `the fixture has ${table}`);

  const ran = await migrate(upgraded.db);
  t.diagnostic(`ran ${ran.join(', ')}`);
  assert.ok(ran.length > 0, 'there is a later migration');
  assert.deepEqual(await counts(upgraded.db), { ...(await counts(upgraded.db)), ...before });

  assert.deepEqual(await shape(upgraded.db), await shape(fresh.db), 'the same schema as a new database has');
  assert.deepEqual(await migrate(upgraded.db), [], 'nothing runs twice');

  await refreshAllDue(upgraded.db, new Date());
  const listed = await sql<{ product: string }>`
    select product_id as product from catalog_listing where market = 'hk' and locale = 'en' order by 1`.execute(
    upgraded.db,
  );
  assert.deepEqual(
    listed.rows.map(({ product }) => product),
    ['p-A', 'p-B'],
    'what was sold before there were lists is in them',
  );

  const backend = createBackend({ database: upgraded });
  const get = async (path: string, secret = false) => {
    const headers: Record<string, string> = secret ? { Authorization: 'Bearer sk_fixture' } : {};
    const response = await backend.fetch(new Request(`http://backend.test${path}`, { headers }));
    return (await response.json()) as Record<string, unknown>;
  };
  assert.equal((await get('/v1/workspace?key=pk_fixture'))['name'], 'Fixture');
  assert.equal((await get('/v1/products?key=pk_fixture'))['total'], 2);
  assert.equal((await get('/v1/orders/order-1', true))['state'], 'placed');
  await backend.close();
});

test('reviews of before lists could be filtered by text are found by it as those of today are', async () => {
  const { db } = fresh;
  const { workspace } = await createWorkspace(db, { slug: 'old', markets: TEST_MARKETS });
  const ws = workspace.id;
  const said = [
    ['stars', '', '', 5, 'published'],
    ['title', 'Fine', '', 5, 'published'],
    ['body', '', '出水順暢。', 4, 'published'],
    ['both', 'Fine', 'It pours well.', 5, 'published'],
    ['waiting', 'Fine', 'It pours well.', 5, 'pending'],
    ['refused', '', 'It pours well.', 5, 'refused'],
  ] as const;
  const today = new Map<string, string>();
  for (const [id, title, body, stars, state] of said) {
    const mark = markOf(ws, 'p-A');
    const facts = { badges: [], media: [], recommended: null, source: null, attributes: [] };
    const vector = vectorOf(mark, { title, body, stars, locale: 'en', ...facts });
    const old = vector.replace(`'${mark}=t'`, '');
    assert.equal(old !== vector, title + body !== '', id);
    today.set(id, vector);
    await sql`
      insert into reviews (ws, id, product_id, person, device_id, state, reason, stars, title, body, locale, author,
        ratings, attributes, badges, media, flags, at, decided_at, search)
      values (${ws}, ${id}, 'p-A', ${id}, 'd', ${state}, ${state === 'refused' ? 'copied' : null}, ${stars}, ${title},
        ${body}, 'en', 'Ada', '[]', '[]', '{}', '[]', '{}', now(), ${state === 'pending' ? null : sql`now()`},
        ${old}::tsvector)`.execute(db);
  }
  await migrations['0036-review-text']!.up(db);
  for (const [id, vector] of today) {
    const { rows } = await sql<{ same: boolean }>`
      select search = ${vector}::tsvector as same from reviews where ws = ${ws} and id = ${id}`.execute(db);
    assert.deepEqual([id, rows[0]!.same], [id, true]);
  }
  const { rows } = await sql`
    select product_id, facet, stars, count from review_facets where ws = ${ws} order by stars`.execute(db);
  assert.deepEqual(rows, [
    { product_id: 'p-A', facet: '=t', stars: 4, count: 1 },
    { product_id: 'p-A', facet: '=t', stars: 5, count: 2 },
  ]);
});
