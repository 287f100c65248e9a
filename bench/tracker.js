#!/usr/bin/env node
// node bench/tracker.js [--rounds 5] [words of the kinds to measure]   What an event costs the page, against two floors in the same rounds:
// `fetch`: a batched fetch every 100 ms, no storage, no retry; `fetch + IndexedDB`: a put an event, a lock a flush, a retry.
// CPU is the main thread's own time (not the clock's); read the ratios, medians of rounds in random order.
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { startCollector } from '../e2e/tracker/collector.js';
import { bundle, startPages } from '../e2e/tracker/pages.js';
import { findBrowser } from '../scripts/lib/browsers.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, port: { type: 'string', default: '4464' } },
});
const rounds = Number(values.rounds);
const port = Number(values.port);
const BURST = 10_000;

const collector = await startCollector(port + 1, 2);

const code = `
import { configure } from '@continuo/core/browser';
import { createTracker } from '@continuo/tracker';
const url = ${JSON.stringify(`${collector.url}/v1/batch`)};
const id = () => crypto.randomUUID();
const anonymousId = id();
const context = () => ({
  library: { name: 'floor', version: '1' }, channel: 'web', locale: navigator.language, timezone: 'UTC',
  screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
  page: { path: location.pathname, referrer: document.referrer, search: location.search, title: document.title, url: location.href },
  campaign: {}, sessionId: anonymousId,
});
const event = (properties) => ({ type: 'track', event: 'Marked', properties, timestamp: new Date().toISOString(), context: context(), anonymousId, messageId: id() });
const send = (batch) => fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, credentials: 'omit',
  body: JSON.stringify({ batch, writeKey: 'pk_bench', sentAt: new Date().toISOString() }) });

const variants = {
  fetch() {
    let queue = [], timer;
    return (properties) => {
      queue.push(event(properties));
      timer ??= setTimeout(() => { const batch = queue; queue = []; timer = undefined; send(batch); }, 100);
    };
  },
  async 'fetch + IndexedDB'() {
    const request = indexedDB.open('floor');
    request.onupgradeneeded = () => request.result.createObjectStore('e', { autoIncrement: true });
    const db = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    let queue = [], timer;
    const flush = () => navigator.locks.request('floor', async () => {
      timer = undefined;
      const batch = queue; queue = [];
      try { await send(batch.map(({ event }) => event)); }
      catch { queue = batch.concat(queue); timer ??= setTimeout(flush, 2000); return; }
      const keys = await Promise.all(batch.map(({ key }) => key));
      db.transaction('e', 'readwrite').objectStore('e').delete(IDBKeyRange.bound(Math.min(...keys.slice(0, 1)), keys.at(-1)));
    });
    return (properties) => {
      const one = event(properties);
      const put = db.transaction('e', 'readwrite').objectStore('e').put(one);
      queue.push({ event: one, key: new Promise((resolve) => (put.onsuccess = () => resolve(put.result))) });
      timer ??= setTimeout(flush, 100);
    };
  },
  tracker() {
    const client = configure({ endpoint: ${JSON.stringify(collector.url)}, key: 'pk_bench', consent: 'opt-out' });
    const tracker = createTracker(client);
    return (properties) => tracker.track('Marked', properties);
  },
};
const properties = (n) => ({ n, product_id: 'oolong-' + (n % 24), sku: 'v' + (n % 60), name: 'Oolong of the high mountain', category: 'Tea', brand: 'Leaf', price: 12.99 + n % 7, currency: 'HKD', quantity: 1 + n % 3, position: n % 20 });
window.start = async (name) => {
  const track = await variants[name]();
  window.burst = (from, count) => { for (let n = from; n < from + count; n++) track(properties(n)); };
  window.paced = (from, ticks, size, every) => new Promise((resolve) => {
    let tick = 0;
    const timer = setInterval(() => {
      window.burst(from + tick * size, size);
      if (++tick === ticks) { clearInterval(timer); resolve(); }
    }, every);
  });
};
`;

const pages = await startPages(port, await bundle(code), collector.url);
const browser = await puppeteer.launch({
  executablePath: findBrowser('chromium'),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
});
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (total, ms) => {
  const end = Date.now() + ms;
  while (collector.counts(1e9).delivered < total && Date.now() < end) await sleep(50);
  return collector.counts(1e9);
};

/** A page of its own for one variant; `act` is measured until what it made has arrived. */
async function measure(name, total, act) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(pages.url);
  await page.waitForFunction('window.start');
  await page.evaluate((name) => window.start(name), name);
  await page.evaluate(() => window.burst(1e9, 300)); // warm
  await sleep(4_500);
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpu = async () =>
    (await session.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'TaskDuration')
      .value * 1e6;
  collector.reset();
  const before = await cpu();
  await act(page);
  const counts = await until(total, 60_000);
  await sleep(300);
  const micros = ((await cpu()) - before) / total;
  const seen = collector.seen.filter(({ marks }) => marks.length);
  const result = {
    micros,
    requests: seen.length,
    bytes: seen.reduce((sum, { wire }) => sum + wire, 0) / total,
    preflights: collector.preflights,
    lost: total - counts.delivered,
    again: counts.again,
  };
  await context.close();
  return result;
}

const kinds = {
  'burst of 10,000': [BURST, (page) => page.evaluate((n) => window.burst(0, n), BURST)],
  '10 every 100 ms, 5 s': [500, (page) => page.evaluate(() => window.paced(0, 50, 10, 100))],
  '100 in one task': [100, (page) => page.evaluate(() => window.burst(0, 100))],
  '100 at 10 a second': [100, (page) => page.evaluate(() => window.paced(0, 100, 1, 100))],
};
const names = ['fetch', 'fetch + IndexedDB', 'tracker'];
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const results = Object.fromEntries(
  Object.keys(kinds).map((kind) => [kind, Object.fromEntries(names.map((name) => [name, []]))]),
);
if (positionals.length)
  for (const kind of Object.keys(kinds))
    if (!positionals.some((word) => kind.includes(word))) {
      delete kinds[kind];
      delete results[kind];
    }
for (let round = 0; round <= rounds; round++)
  for (const [kind, [total, act]] of Object.entries(kinds)) {
    if (!kind.startsWith('10 ') && !kind.startsWith('burst') && round > 1) continue; // counts do not vary
    for (const name of names.toSorted(() => Math.random() - 0.5)) {
      const result = await measure(name, total, act);
      if (round) results[kind][name].push(result); // the first round warms the machine
    }
  }

const table = [];
for (const [kind, all] of Object.entries(results))
  for (const name of names) {
    const own = all[name];
    const ratio = median(own.map(({ micros }, i) => micros / all.fetch[i].micros));
    table.push({
      kind,
      variant: name,
      'CPU µs/event': Math.round(median(own.map(({ micros }) => micros))),
      'x floor': Number(ratio.toFixed(2)),
      requests: median(own.map(({ requests }) => requests)),
      'bytes/event': Math.round(median(own.map(({ bytes }) => bytes))),
      preflights: median(own.map(({ preflights }) => preflights)),
      lost: Math.max(...own.map(({ lost }) => lost)),
      again: Math.max(...own.map(({ again }) => again)),
    });
  }
console.table(table);
await browser.close();
pages.stop();
await collector.down();
process.exit(0);
