// Child of bench/ingest.js: one kind of server; answers 'cpu' with its processor time in microseconds.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

const kinds = {
  /** What any collector must do: take the request, parse it, throw it away. */
  async floor() {
    const app = new Hono();
    app.post('/v1/batch', async (c) => {
      const { batch } = await c.req.json();
      return c.json({ success: true, accepted: batch.length, rejected: [] });
    });
    return { fetch: app.fetch, key: 'none' };
  },
  async continuo() {
    const { openTestBackend } = await import('@continuo/server/testing');
    const backend = await openTestBackend({ rateLimits: { collect: 1e9 } });
    const workspace = await backend.workspace();
    return {
      fetch: (request) => backend.backend.fetch(request, { ip: '127.0.0.1' }),
      key: workspace.publishable,
    };
  },
};

const { fetch, key } = await kinds[process.argv[2]]();
const server = createServer(getRequestListener((request) => fetch(request)));
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port, key }));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system });
});
process.on('disconnect', () => process.exit());
