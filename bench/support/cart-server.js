// Child of bench/cart.js: the backend, and two floors beside it in the same process, on the same database.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { openTestBackend } from '@continuo/server/testing';
import { Hono } from 'hono';
import { sql } from 'kysely';

const { backend, database, workspace } = await openTestBackend({ rateLimits: { writes: 1e9 } });
const { publishable } = await workspace();

const { db } = database;
await sql`create table if not exists bench_row (id int primary key, v int not null)`.execute(db);
await sql`insert into bench_row values (1, 0) on conflict (id) do update set v = 0`.execute(db);

const floors = new Hono();
/** What any server must do: take the request, parse it, throw it away. */
floors.post('/parse', async (c) => {
  const { ops } = await c.req.json();
  return c.json({ a: ops.length });
});
/** What any order of edits must do besides: lock one row, change it, commit. */
floors.post('/row', async (c) => {
  const { ops } = await c.req.json();
  await db.transaction().execute(async (tx) => {
    await sql`select v from bench_row where id = 1 for update`.execute(tx);
    await sql`update bench_row set v = v + 1 where id = 1`.execute(tx);
  });
  return c.json({ a: ops.length });
});

const server = createServer(
  getRequestListener((request) =>
    new URL(request.url).pathname.startsWith('/v1/')
      ? backend.fetch(request, { ip: '127.0.0.1' })
      : floors.fetch(request),
  ),
);
server.listen(0, '127.0.0.1', () =>
  process.send({ port: server.address().port, key: publishable, database: database.kind }),
);
process.on('disconnect', () => process.exit());
