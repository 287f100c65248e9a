import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { ownDatabase } from '../database/testing/own-database.ts';
import { openTestBackend, type TestBackend } from '../testing.ts';
import { makePartitions } from './partitions.ts';
import { tendEvents } from './retention.ts';

// What is tested here deletes from all workspaces: not from those of other tests.
let own: Awaited<ReturnType<typeof ownDatabase>>;
let backend: TestBackend;
let clock = new Date();
before(async () => {
  own = await ownDatabase();
  backend = await openTestBackend({ url: own.url, now: () => clock });
});
after(async () => {
  await backend.close();
  await own.drop();
});

const partitions = async (): Promise<string[]> =>
  (
    await sql<{ name: string }>`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'events'::regclass order by 1`.execute(backend.database.db)
  ).rows.map((r) => r.name);

test('partitions for the months to come are there before they are needed, and may be made twice', async () => {
  const month = (n: number) => {
    const at = new Date(Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth() + n, 1));
    return `events_${at.toISOString().slice(0, 7).replace('-', '_')}`;
  };
  await Promise.all([makePartitions(backend.database.db, clock), makePartitions(backend.database.db, clock)]);
  const names = await partitions();
  for (const n of [0, 1, 2]) assert.ok(names.includes(month(n)), month(n));
});

test('events end when their workspace keeps them no longer, message ids after thirty days', async () => {
  const { db } = backend.database;
  const brief = await backend.workspace({ eventsKeptDays: 10 });
  const long = await backend.workspace({ eventsKeptDays: 100 });
  const send = async (messageId: string) => {
    for (const ws of [brief, long])
      await ws.json('/v1/t', { body: { writeKey: ws.publishable, anonymousId: 'a', event: 'E', messageId } });
  };
  const kept = async (ws: typeof brief) => {
    const count = (table: 'events' | 'event_ids') =>
      db.selectFrom(table).select('mid').where('ws', '=', ws.workspace.id).execute();
    return [(await count('events')).length, (await count('event_ids')).length];
  };
  const [old, fresh] = [randomUUID(), randomUUID()];
  const today = clock;
  // a month ahead there is a partition; events of today are old then
  clock = new Date(today.getTime() + 31 * 86_400_000);
  await send(fresh);
  clock = today;
  await send(old);
  await tendEvents(db, new Date(today.getTime() + 31 * 86_400_000));
  assert.deepEqual(await kept(brief), [1, 1]);
  assert.deepEqual(await kept(long), [2, 1]);
});
