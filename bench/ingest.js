// How much processor time storing an event costs, against a server that parses it and throws it away.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { median, ratio, table } from './support/statistics.js';

const ROUNDS = 7;
const BATCHES = 20;
const EVENTS = 100;

async function start(kind) {
  const child = fork(new URL('support/ingest-server.js', import.meta.url), [kind], {
    execArgv: ['--conditions=source'],
  });
  const [{ port, key }] = await once(child, 'message');
  const cpu = async () => {
    child.send('cpu');
    return (await once(child, 'message'))[0].cpu;
  };
  return { kind, key, cpu, url: `http://127.0.0.1:${port}/v1/batch`, stop: () => child.disconnect() };
}

const event = (id) => ({
  type: 'track',
  event: 'Product Viewed',
  messageId: id,
  anonymousId: `visitor-${id.length}${id.at(-3)}`,
  timestamp: new Date().toISOString(),
  properties: {
    product_id: 'harbour-teapot',
    name: 'Harbour Teapot',
    price: 488,
    currency: 'HKD',
    category: 'Teapots',
  },
  context: {
    channel: 'web',
    sessionId: 'session-1',
    locale: 'en',
    page: {
      url: 'https://shop.example/products/harbour-teapot',
      path: '/products/harbour-teapot',
      title: 'Harbour Teapot',
    },
  },
});

async function round(server, n) {
  const before = await server.cpu();
  const started = performance.now();
  for (let b = 0; b < BATCHES; b++) {
    const batch = Array.from({ length: EVENTS }, (_, i) => event(`${server.kind}-${n}-${b}-${i}`));
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
      body: JSON.stringify({ writeKey: server.key, sentAt: new Date().toISOString(), batch }),
    });
    const { accepted } = await response.json();
    if (accepted !== EVENTS)
      throw new Error(`${server.kind} took ${accepted} of ${EVENTS}: ${response.status}`);
  }
  const total = BATCHES * EVENTS;
  return {
    cpu: ((await server.cpu()) - before) / total,
    rate: total / ((performance.now() - started) / 1000),
    batch: (performance.now() - started) / BATCHES,
  };
}

const servers = [await start('floor'), await start('continuo')];
const results = new Map(servers.map((server) => [server.kind, []]));
for (let n = 0; n <= ROUNDS; n++)
  for (const server of servers) {
    const result = await round(server, n);
    if (n > 0) results.get(server.kind).push(result); // the first round warms up
  }
servers.forEach((server) => server.stop());
const floor = results.get('floor').map((r) => r.cpu);
table(
  [...results].map(([kind, list]) => ({
    server: kind,
    'CPU µs/event': median(list.map((r) => r.cpu)),
    '× floor': ratio(
      list.map((r) => r.cpu),
      floor,
    ),
    'events/s (one client)': Math.round(median(list.map((r) => r.rate))),
    'ms/batch of 100': median(list.map((r) => r.batch)),
  })),
);
